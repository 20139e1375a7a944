//! The identity of a line or a cell, and where its content comes from.

/// The identity of a text line outside tables, or of a cell: unique within a document.
///
/// Whatever was read from a line or a cell carries its identity in its [`Place`](crate::Place): a fact, a doubt and a
/// check that speak of one cell are found by it, never by comparing boxes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Id(u32);

impl Id {
    /// Of nothing in particular: a document as a whole, or a line that was never numbered.
    pub const NONE: Self = Self(0);

    /// The identity with this number; 0 is [`Id::NONE`].
    #[must_use]
    pub fn new(number: u32) -> Self {
        Self(number)
    }

    /// Its number.
    #[must_use]
    pub fn number(self) -> u32 {
        self.0
    }

    /// Whether it names a line or a cell.
    #[must_use]
    pub fn is_some(self) -> bool {
        self.0 != 0
    }
}

/// Where a text comes from.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[non_exhaustive]
pub enum Origin {
    /// Text of the file.
    #[default]
    Text,
    /// Recognised from a picture.
    Recognised {
        /// How sure the recogniser is of its weakest character, from 0 to 1.
        confidence: f32,
        /// Whether it counts as read: grammar and confidence fit, and no foreign ink lies over it.
        accepted: bool,
    },
    /// Not printed legibly: the sums that it enters agree on it.
    Restored,
}

impl Origin {
    /// The weaker of two: of a text that is put together from both.
    #[must_use]
    pub fn weaker(self, other: Self) -> Self {
        match (self, other) {
            (Self::Text, other) => other,
            (this, Self::Text) => this,
            (Self::Restored, _) | (_, Self::Restored) => Self::Restored,
            (
                Self::Recognised { confidence: a, accepted: first },
                Self::Recognised { confidence: b, accepted: second },
            ) => Self::Recognised { confidence: a.min(b), accepted: first && second },
        }
    }

    /// The name in the contract: `text`, `recognised`, `restored`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Recognised { .. } => "recognised",
            Self::Restored => "restored",
        }
    }

    /// The confidence of a recognised text.
    #[must_use]
    pub fn confidence(self) -> Option<f32> {
        match self {
            Self::Recognised { confidence, .. } => Some(confidence),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_put_together_is_as_sure_as_its_weakest_part() {
        let of = |confidence, accepted| Origin::Recognised { confidence, accepted };
        assert_eq!(Origin::Text.weaker(of(0.5, true)), of(0.5, true));
        assert_eq!(of(0.9, false).weaker(of(0.5, true)), of(0.5, false));
        assert_eq!(of(0.9, true).weaker(Origin::Restored), Origin::Restored);
    }
}
