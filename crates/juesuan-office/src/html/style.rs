//! As much of styles as says what stands apart and what is not shown.

use std::collections::BTreeSet;

use crate::drawing::declared;

/// Values of `display` whose children stand beside one another, with room between them.
const APART: &[&str] = &["flex", "inline-flex", "grid", "inline-grid"];

/// Values that make a box of an element, which does not touch the text beside it.
const BOXES: &[&str] = &["block", "inline-block", "table-cell", "list-item", "table-row", "table"];

/// What the style of an element says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Shown {
    /// It is not shown.
    pub(crate) hidden: bool,
    /// Its children stand apart.
    pub(crate) parts_children: bool,
    /// It stands apart from the text beside it.
    pub(crate) boxed: bool,
}

/// What `style="…"` says.
pub(crate) fn inline(style: &str) -> Shown {
    let mut shown = Shown::default();
    for declaration in style.split(';') {
        let Some((name, value)) = declaration.split_once(':') else { continue };
        let (name, value) = (name.trim().to_ascii_lowercase(), value.trim().to_ascii_lowercase());
        let value = value.trim_end_matches("!important").trim();
        match name.as_str() {
            "display" => {
                shown.hidden |= value == "none";
                shown.parts_children |= APART.contains(&value);
                shown.boxed |= APART.contains(&value) || BOXES.contains(&value);
            }
            "visibility" => shown.hidden |= value == "hidden" || value == "collapse",
            "float" => shown.boxed |= value != "none",
            "position" => shown.boxed |= value == "absolute" || value == "fixed",
            _ => {}
        }
    }
    shown
}

/// A length of a style (`width:600px`) or of an attribute (`600`) in pixels; nothing for other units.
pub(crate) fn pixels(attribute: Option<&str>, style: &str, name: &str) -> Option<u32> {
    let length = declared(style, name).or(attribute)?.trim();
    let number = length.strip_suffix("px").unwrap_or(length);
    number.split('.').next()?.trim().parse().ok()
}

/// Adds the classes of a style sheet whose children stand apart. A class that hides is not believed: it may do so on
/// small screens only, or until a script shows it.
pub(crate) fn classes(sheet: &str, apart: &mut BTreeSet<String>) {
    /// More classes than this no page needs.
    const MOST: usize = 10_000;
    for rule in sheet.split('}') {
        let Some((selectors, declarations)) = rule.rsplit_once('{') else { continue };
        if !inline(declarations).parts_children {
            continue;
        }
        let selectors = selectors.rsplit(['{', ';']).next().unwrap_or_default();
        for selector in selectors.split(',') {
            let last = selector.split_whitespace().next_back().unwrap_or_default();
            if let Some((_, class)) = last.split_once('.')
                && !class.contains([':', '[', '.', '#', '>'])
                && apart.len() < MOST
            {
                apart.insert(class.to_owned());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_say_what_is_hidden_and_what_stands_apart() {
        assert!(inline("color:red; DISPLAY : none").hidden);
        assert!(inline("display:flex").parts_children && !inline("display:block").parts_children);
        assert!(!inline("text-indent:2em").boxed);
    }

    #[test]
    fn classes_of_a_sheet_stand_apart() {
        let mut apart = BTreeSet::new();
        classes(
            "p { margin:0 } .above, div.row{display:flex;x:y} .none{display:none} @media print{.a:hover{display:flex}}",
            &mut apart,
        );
        assert_eq!(apart.into_iter().collect::<Vec<_>>(), ["above", "row"]);
    }
}
