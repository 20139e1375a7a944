//! Sizes in drawings of Word files and workbooks → whether a picture may be a table.

/// The unit of the format: so many are a centimetre.
const CENTIMETRE: usize = 360_000;

/// A picture of this width and height may be a table or a form. Seals and marks are smaller.
const LARGE: (usize, usize) = (8 * CENTIMETRE, 4 * CENTIMETRE);

/// Whether a picture is so large that it may say something which the text does not.
pub(crate) fn is_large(width: usize, height: usize) -> bool {
    width >= LARGE.0 && height >= LARGE.1
}
