//! Sizes in drawings of Word files and workbooks → whether a picture may be a table.

/// The unit of the format: so many are a centimetre.
const CENTIMETRE: usize = 360_000;

/// A picture of this width and height may be a table or a form. Seals and marks are smaller.
const LARGE: (usize, usize) = (8 * CENTIMETRE, 4 * CENTIMETRE);

/// Points of a length, in the unit of the format.
const POINT: usize = 12_700;

/// Width and height that a style states (`width:415.3pt;height:9cm`); nothing where it states none.
pub(crate) fn extent_of_style(style: &str) -> (usize, usize) {
    let stated = |name: &str| {
        let declarations = style.split(';').filter_map(|declaration| declaration.split_once(':'));
        let mut values = declarations.filter(|(own, _)| own.trim() == name).map(|(_, value)| length(value.trim()));
        values.next().flatten().unwrap_or_default()
    };
    (stated("width"), stated("height"))
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
