//! The column words of the nine tables, prepared once per process: a header's key in, the columns that it names out.
//!
//! Every header of a document is looked up in every table's words, many times: one look into a map, instead of a walk
//! through the lists that takes what surrounds each word off anew.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::super::header_words::core;
use super::{ColumnRule, SCHEMAS, Schema, balance};

/// The words of one table. A number has one bit for each of its columns.
#[derive(Default)]
struct Lexicon {
    words: HashMap<&'static str, u64>,
    /// The same words without what may surround them.
    cores: HashMap<&'static str, u64>,
}

/// Those of the tables, in their order.
static LEXICONS: LazyLock<Vec<Lexicon>> = LazyLock::new(|| SCHEMAS.iter().map(|schema| lexicon(schema)).collect());

fn lexicon(schema: &'static Schema) -> Lexicon {
    let mut lexicon = Lexicon::default();
    for (rule, bit) in schema.columns.iter().zip(bits()) {
        for &word in rule.words {
            *lexicon.words.entry(word).or_default() |= bit;
            *lexicon.cores.entry(core(word)).or_default() |= bit;
        }
    }
    lexicon
}

/// One bit after the other. No table has as many columns as there are.
fn bits() -> impl Iterator<Item = u64> {
    (0..u64::BITS).map(|bit| 1 << bit)
}

impl Schema {
    /// The columns that a header's key names: it is one of the column's words, or one but for what may surround it
    /// (`其中:基本支出`, `基本支出决算数`, `上级补助`).
    pub(crate) fn named(&self, key: &str) -> impl Iterator<Item = &'static ColumnRule> {
        let own = core(key);
        let balance = balance(key);
        let found = LEXICONS.get(self.position()).map_or(0, |lexicon| {
            let worded = lexicon.words.get(key).copied().unwrap_or_default();
            let several = own.chars().nth(1).is_some();
            worded | if several { lexicon.cores.get(own).copied().unwrap_or_default() } else { 0 }
        });
        let columns = self.columns;
        let named = move |(rule, bit): &(&ColumnRule, u64)| found & bit != 0 || balance == Some(rule.column);
        columns.iter().zip(bits()).filter(named).map(|(rule, _)| rule)
    }

    /// Its place among [`SCHEMAS`].
    pub(crate) fn position(&self) -> usize {
        self.id as usize
    }

    /// Whether a header's key names any of the columns.
    pub(crate) fn names(&self, key: &str) -> bool {
        self.named(key).next().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What [`Schema::named`] looks up, worked out anew.
    fn says(rule: &ColumnRule, key: &str) -> bool {
        let own = core(key);
        rule.words.contains(&key)
            || balance(key) == Some(rule.column)
            || own.chars().count() > 1 && rule.words.iter().any(|word| core(word) == own)
    }

    #[test]
    fn the_tables_stand_in_the_order_of_their_names() {
        assert!(SCHEMAS.iter().enumerate().all(|(at, schema)| schema.position() == at));
    }

    #[test]
    fn a_key_names_the_columns_whose_words_say_it() {
        let surrounded = |word: &&str| [(*word).to_owned(), format!("其中:{word}"), format!("{word}决算数")];
        let words = SCHEMAS.iter().flat_map(|schema| schema.columns).flat_map(|rule| rule.words);
        let keys: Vec<String> =
            words.flat_map(surrounded).chain(["数", "年初结余", "某某"].map(str::to_owned)).collect();
        for schema in SCHEMAS {
            assert!(schema.columns.len() < u64::BITS as usize);
            for key in &keys {
                let expected: Vec<_> =
                    schema.columns.iter().filter(|rule| says(rule, key)).map(|rule| rule.words).collect();
                let found: Vec<_> = schema.named(key).map(|rule| rule.words).collect();
                assert_eq!(found, expected, "{key} of {:?}", schema.id);
            }
        }
    }
}
