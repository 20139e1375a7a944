//! What is said of a table beyond the nine, once: names, columns, items, sums. Its types follow.

use std::collections::BTreeMap;

use super::read;
use crate::tables::RawTable;
use crate::value::{Amount, Text};

/// A name and the words that mean it, as keys.
pub(super) type Named = (&'static str, &'static [&'static str]);

/// The names and words of a table.
pub(crate) struct Definition {
    /// Its identifier.
    pub(super) id: &'static str,
    /// Its Chinese name.
    pub(super) chinese: &'static str,
    /// Its titles, as keys.
    pub(super) titles: &'static [&'static str],
    /// Its columns.
    pub(super) columns: &'static [Named],
    /// Its items.
    pub(super) items: &'static [Named],
}

/// Amounts by item and column.
pub(super) type Amounts = BTreeMap<(&'static str, &'static str), Amount>;

/// A table that a definition has made.
pub(super) trait ItemTable: Sized {
    /// What was said of it.
    const DEFINITION: &'static Definition;

    /// The table of these amounts.
    fn of(table: &RawTable, amounts: Amounts) -> Self;

    /// Its sums, as far as their numbers are there.
    fn sums(&self) -> Vec<ItemSum<'_>>;

    /// The typed view of a table that bears one of the titles; none where no amount of it is named without doubt.
    fn read(table: &RawTable) -> Option<Self> {
        read::amounts(table, Self::DEFINITION).map(|amounts| Self::of(table, amounts))
    }
}

/// A sum of items in one column: the whole and its parts, each with the item's name.
#[derive(Debug, Clone)]
pub(crate) struct ItemSum<'a> {
    /// The table's identifier.
    pub(crate) table: &'static str,
    /// The table's Chinese name.
    pub(crate) chinese: &'static str,
    /// The column.
    pub(crate) column: &'static str,
    /// The whole.
    pub(crate) whole: (&'static str, &'a Amount),
    /// Its parts.
    pub(crate) parts: Vec<(&'static str, &'a Amount)>,
}

/// A title as printed, and where the table stands among those of the document.
pub(super) fn head_of(table: &RawTable) -> (u32, Text) {
    (table.head.order, table.head.title.clone())
}

/// Declares a table beyond the nine. A sum is looked at where the whole and all its parts are printed.
macro_rules! item_table {
    (
        $(#[$doc:meta])*
        $table:ident, $amounts:ident {
            id: $id:literal,
            chinese: $chinese:literal,
            titles: [$($title:literal),+ $(,)?],
            columns: { $($(#[$column_doc:meta])* $column:ident: [$($column_word:literal),+ $(,)?],)+ },
            items: { $($(#[$item_doc:meta])* $item:ident: [$($item_word:literal),+ $(,)?],)+ },
            sums: { $($whole:ident = $first:ident $(+ $part:ident)*;)* },
        }
    ) => {
        #[doc = concat!("The amounts of one item of ", $chinese, ".")]
        #[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[non_exhaustive]
        pub struct $amounts {
            $($(#[$column_doc])* #[serde(default, skip_serializing_if = "Option::is_none")] pub $column: Option<$crate::value::Amount>,)+
        }

        impl $amounts {
            fn of(item: &'static str, amounts: &mut $crate::beyond::definition::Amounts) -> Option<Self> {
                let own = Self { $($column: amounts.remove(&(item, stringify!($column))),)+ };
                (own != Self::default()).then_some(own)
            }

            fn get(&self, column: &str) -> Option<&$crate::value::Amount> {
                match column {
                    $(stringify!($column) => self.$column.as_ref(),)+
                    _ => None,
                }
            }
        }

        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[non_exhaustive]
        pub struct $table {
            /// Position among the document's tables: that of the raw table which it is read from.
            pub order: u32,
            /// Title as printed.
            pub title: $crate::value::Text,
            $($(#[$item_doc])* #[serde(default, skip_serializing_if = "Option::is_none")] pub $item: Option<$amounts>,)+
        }

        impl $crate::beyond::definition::ItemTable for $table {
            const DEFINITION: &'static $crate::beyond::definition::Definition = &$crate::beyond::definition::Definition {
                id: $id,
                chinese: $chinese,
                titles: &[$($title),+],
                columns: &[$((stringify!($column), &[$($column_word),+]),)+],
                items: &[$((stringify!($item), &[$($item_word),+]),)+],
            };

            fn of(table: &$crate::tables::RawTable, mut amounts: $crate::beyond::definition::Amounts) -> Self {
                let (order, title) = $crate::beyond::definition::head_of(table);
                Self { order, title, $($item: $amounts::of(stringify!($item), &mut amounts),)+ }
            }

            fn sums(&self) -> Vec<$crate::beyond::ItemSum<'_>> {
                let mut sums = Vec::new();
                for column in Self::DEFINITION.columns.iter().map(|(name, _)| *name) {
                    $(
                        let whole = self.$whole.as_ref().and_then(|amounts| amounts.get(column));
                        let parts = [
                            (stringify!($first), self.$first.as_ref().and_then(|amounts| amounts.get(column))),
                            $((stringify!($part), self.$part.as_ref().and_then(|amounts| amounts.get(column))),)*
                        ];
                        let parts: Option<Vec<_>> = parts.into_iter().map(|(name, part)| Some((name, part?))).collect();
                        if let (Some(whole), Some(parts)) = (whole, parts) {
                            sums.push($crate::beyond::ItemSum {
                                table: Self::DEFINITION.id,
                                chinese: Self::DEFINITION.chinese,
                                column,
                                whole: (stringify!($whole), whole),
                                parts,
                            });
                        }
                    )*
                }
                sums
            }
        }
    };
}

/// Declares which tables beyond the nine there are. Of several of one kind the first is typed, the others stay raw.
macro_rules! tables_beyond {
    ($($(#[$doc:meta])* $field:ident: $table:ident,)+) => {
        /// Tables beyond the nine of which the items are known; absent where the document has none. Their cells stand among
        /// the raw tables as well.
        #[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[non_exhaustive]
        pub struct TablesBeyond {
            $($(#[$doc])* #[serde(default, skip_serializing_if = "Option::is_none")] pub $field: Option<$table>,)+
        }

        impl TablesBeyond {
            /// Finds them among the raw tables.
            pub(crate) fn among(tables: &[RawTable]) -> Self {
                Self { $($field: tables.iter().find_map($table::read),)+ }
            }

            /// Whether there is none.
            #[must_use]
            pub fn is_empty(&self) -> bool {
                *self == Self::default()
            }

            /// The sums of their items.
            pub(crate) fn sums(&self) -> Vec<ItemSum<'_>> {
                let mut sums = Vec::new();
                $(sums.extend(self.$field.iter().flat_map(ItemTable::sums));)+
                sums
            }
        }
    };
}

pub(super) use {item_table, tables_beyond};
