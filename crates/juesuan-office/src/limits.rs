//! What a file may cost: limits, and the budget that counts against them.

/// Limits for one file. What is beyond them is left out, and the document says so.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of a file after unpacking, all its parts together.
    pub unpacked: u64,
    /// Lines and cells.
    pub pieces: usize,
    /// Bytes of text.
    pub text: usize,
    /// Elements inside one another.
    pub depth: usize,
    /// Files of an archive.
    pub entries: usize,
}

impl Default for Limits {
    fn default() -> Self {
        // A department's workbook has some ten thousand cells and unpacks to some megabytes.
        Self { unpacked: 256 << 20, pieces: 1_000_000, text: 64 << 20, depth: 200, entries: 10_000 }
    }
}

/// Counts what has been taken of the limits.
#[derive(Debug, Clone)]
pub(crate) struct Budget {
    pieces: usize,
    text: usize,
    /// Whether something was left out.
    pub(crate) exceeded: bool,
}

impl Budget {
    /// A full budget.
    pub(crate) fn new(limits: &Limits) -> Self {
        Self { pieces: limits.pieces, text: limits.text, exceeded: false }
    }

    /// Takes a line or a cell with its text. Says no where nothing is left.
    pub(crate) fn take(&mut self, bytes: usize) -> bool {
        match (self.pieces.checked_sub(1), self.text.checked_sub(bytes)) {
            (Some(pieces), Some(text)) => {
                (self.pieces, self.text) = (pieces, text);
                true
            }
            _ => {
                self.exceeded = true;
                false
            }
        }
    }
}
