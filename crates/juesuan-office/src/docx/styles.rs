//! The styles of a Word file, as far as they number paragraphs.

use std::collections::BTreeMap;

use crate::xml::Xml;

/// A numbering: which one, and its level.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Numbered {
    pub(crate) id: Option<u32>,
    pub(crate) level: Option<usize>,
}

#[derive(Debug, Clone, Default)]
struct Style {
    based_on: Option<String>,
    numbered: Numbered,
}

/// Styles by id.
#[derive(Debug, Clone, Default)]
pub(crate) struct Styles {
    styles: BTreeMap<String, Style>,
    default: Option<String>,
}

/// A style is based on no more than so many others.
const LONGEST_CHAIN: usize = 32;

impl Styles {
    /// The numbering of a style, its own or one that it is based on. Without a style that of the default.
    pub(crate) fn numbered(&self, id: Option<&str>) -> Numbered {
        let mut found = Numbered::default();
        let mut next = id.or(self.default.as_deref());
        for _ in 0..LONGEST_CHAIN {
            let Some(style) = next.and_then(|id| self.styles.get(id)) else { break };
            found.id = found.id.or(style.numbered.id);
            found.level = found.level.or(style.numbered.level);
            next = style.based_on.as_deref();
        }
        found
    }
}

/// Reads `styles.xml`.
pub(crate) fn read(xml: &mut Xml<'_>) -> Styles {
    let mut found = Styles::default();
    while let Some(element) = xml.find("style") {
        let id = element.attribute("styleId").unwrap_or_default().to_owned();
        let is_default = matches!(element.attribute("default"), Some("1" | "true"));
        if is_default && element.attribute("type") == Some("paragraph") {
            found.default = Some(id.clone());
        }
        let mut style = Style::default();
        while let Some(child) = xml.child() {
            match child.name.as_str() {
                "basedOn" => style.based_on = child.value().map(str::to_owned),
                "pPr" => {
                    while let Some(property) = xml.child() {
                        if property.name == "numPr" {
                            style.numbered = numbered(xml);
                        } else {
                            xml.skip();
                        }
                    }
                    continue;
                }
                _ => {}
            }
            xml.skip();
        }
        found.styles.insert(id, style);
    }
    found
}

/// Reads `w:numPr`.
pub(crate) fn numbered(xml: &mut Xml<'_>) -> Numbered {
    let mut found = Numbered::default();
    while let Some(child) = xml.child() {
        match child.name.as_str() {
            "numId" => found.id = child.number("val").and_then(|id| u32::try_from(id).ok()),
            "ilvl" => found.level = child.number("val"),
            _ => {}
        }
        xml.skip();
    }
    found
}
