//! Sizes in drawings of Word files and workbooks, and in styles → whether a picture may be a table.

/// The unit of the format: so many are a centimetre.
const CENTIMETRE: usize = 360_000;

/// A picture of this width and height may be a table or a form. Seals and marks are smaller.
const LARGE: (usize, usize) = (8 * CENTIMETRE, 4 * CENTIMETRE);

/// Points of a length, in the unit of the format.
const POINT: usize = 12_700;

/// Width and height that a style states (`width:415.3pt;height:9cm`); nothing where it states none.
pub(crate) fn extent_of_style(style: &str) -> (usize, usize) {
    let extent = |name| declared(style, name).and_then(length).unwrap_or_default();
    (extent("width"), extent("height"))
}

/// What a style declares of a property, the first time that it does.
pub(crate) fn declared<'s>(style: &'s str, name: &str) -> Option<&'s str> {
    let mut declarations = style.split(';').filter_map(|declaration| declaration.split_once(':'));
    declarations.find(|(key, _)| key.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
}

/// A length with its unit; parts of a unit are left out.
fn length(value: &str) -> Option<usize> {
    let end = value.find(|c: char| !c.is_ascii_digit())?;
    let (whole, rest) = value.split_at_checked(end)?;
    let unit = match rest.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit()) {
        "pt" => POINT,
        "in" => 72 * POINT,
        "cm" => CENTIMETRE,
        "mm" => CENTIMETRE / 10,
        "px" => POINT * 3 / 4,
        _ => return None,
    };
    whole.parse::<usize>().ok()?.checked_mul(unit)
}

/// Whether a picture is so large that it may say something which the text does not.
pub(crate) fn is_large(width: usize, height: usize) -> bool {
    width >= LARGE.0 && height >= LARGE.1
}
