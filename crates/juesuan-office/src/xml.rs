//! XML parts → elements and texts, one after another, within limits. Entities beyond the five of XML are not expanded.

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

/// An element, without its namespace.
#[derive(Debug, Clone)]
pub(crate) struct Element {
    /// Its local name.
    pub(crate) name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    fn of(start: &BytesStart<'_>) -> Self {
        let mut attributes = Vec::new();
        for attribute in start.attributes().with_checks(false).filter_map(Result::ok) {
            let name = attribute.key.local_name().as_ref().to_owned();
            let value = match quick_xml::escape::unescape(&attribute.value) {
                Ok(value) => value.into_owned(),
                Err(_) => attribute.value.to_string(),
            };
            attributes.push((name, value));
        }
        Self { name: start.local_name().as_ref().to_owned(), attributes }
    }

    /// An attribute, by its local name.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// `w:val`.
    pub(crate) fn value(&self) -> Option<&str> {
        self.attribute("val")
    }

    /// A number of an attribute.
    pub(crate) fn number(&self, name: &str) -> Option<usize> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// Whether a switch such as `w:vanish` is on.
    pub(crate) fn is_on(&self) -> bool {
        !matches!(self.value(), Some("0" | "false" | "off"))
    }
}

/// What comes next.
#[derive(Debug, Clone)]
pub(crate) enum Node {
    Open(Element),
    Close,
    Text(String),
}

/// Reads an XML part.
pub(crate) struct Xml<'x> {
    reader: Reader<&'x [u8]>,
    /// The end of an element without content is still to be told.
    empty: bool,
    depth: usize,
    most: usize,
    /// Why reading ended before the end of the part.
    pub(crate) damage: Option<String>,
}

impl<'x> Xml<'x> {
    /// A reader of a part; elements deeper than `most` end it.
    pub(crate) fn new(text: &'x str, most: usize) -> Self {
        let reader = Reader::from_str(text);
        Self { reader, empty: false, depth: 0, most, damage: None }
    }

    /// The next node; none at the end and after damage.
    pub(crate) fn next(&mut self) -> Option<Node> {
        if self.damage.is_some() {
            return None;
        }
        if std::mem::take(&mut self.empty) {
            self.depth = self.depth.saturating_sub(1);
            return Some(Node::Close);
        }
        loop {
            match self.reader.read_event() {
                Ok(Event::Start(start)) => return self.open(&start),
                Ok(Event::Empty(start)) => {
                    self.empty = true;
                    return self.open(&start);
                }
                Ok(Event::End(_)) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Some(Node::Close);
                }
                Ok(Event::Text(text)) => return Some(Node::Text(text.into_inner().into_owned())),
                Ok(Event::CData(text)) => return Some(Node::Text(text.into_inner().into_owned())),
                Ok(Event::GeneralRef(name)) => return Some(Node::Text(reference(&name.into_inner()))),
                Ok(Event::Eof) => {
                    if self.depth > 0 {
                        self.damage = Some("it ends inside an element".to_owned());
                    }
                    return None;
                }
                Ok(_) => {}
                Err(error) => {
                    self.damage = Some(error.to_string());
                    return None;
                }
            }
        }
    }

    fn open(&mut self, start: &BytesStart<'_>) -> Option<Node> {
        self.depth = self.depth.saturating_add(1);
        if self.depth > self.most {
            self.damage = Some(format!("elements stand deeper than {} in one another", self.most));
            return None;
        }
        Some(Node::Open(Element::of(start)))
    }

    /// Leaves out the rest of the element that was opened last.
    pub(crate) fn skip(&mut self) {
        let mut open = 1_usize;
        while open > 0 {
            match self.next() {
                Some(Node::Open(_)) => open = open.saturating_add(1),
                Some(Node::Close) => open = open.saturating_sub(1),
                Some(Node::Text(_)) => {}
                None => return,
            }
        }
    }

    /// The text of the element that was opened last.
    pub(crate) fn text(&mut self) -> String {
        let mut found = String::new();
        let mut open = 1_usize;
        while open > 0 {
            match self.next() {
                Some(Node::Open(_)) => open = open.saturating_add(1),
                Some(Node::Close) => open = open.saturating_sub(1),
                Some(Node::Text(text)) => found.push_str(&text),
                None => break,
            }
        }
        found
    }

    /// The children of the element that was opened last, one after another; `None` at its end. What the caller does
    /// not read of a child it must [`Xml::skip`].
    pub(crate) fn child(&mut self) -> Option<Element> {
        loop {
            match self.next()? {
                Node::Open(element) => return Some(element),
                Node::Close => return None,
                Node::Text(_) => {}
            }
        }
    }

    /// The next element with this name, however deep.
    pub(crate) fn find(&mut self, name: &str) -> Option<Element> {
        loop {
            if let Node::Open(element) = self.next()?
                && element.name == name
            {
                return Some(element);
            }
        }
    }
}

/// The character that `&…;` stands for. Entities that a file defines itself stay as they are written: they are not
/// expanded.
fn reference(name: &str) -> String {
    let character = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => name.strip_prefix('#').and_then(|digits| {
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(code)
        }),
    };
    character.map_or_else(|| format!("&{name};"), String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str, depth: usize) -> (String, bool) {
        let mut xml = Xml::new(text, depth);
        let mut found = String::new();
        while let Some(node) = xml.next() {
            match node {
                Node::Open(element) => found.push_str(&format!("<{}", element.name)),
                Node::Close => found.push('>'),
                Node::Text(text) => found.push_str(&text),
            }
        }
        (found, xml.damage.is_some())
    }

    #[test]
    fn entities_of_the_file_are_not_expanded() {
        let bomb = "<!DOCTYPE a [<!ENTITY b \"xxxx\"><!ENTITY c \"&b;&b;\">]><a>&c;&amp;&#37096;</a>";
        assert_eq!(all(bomb, 10), ("<a&c;&部>".to_owned(), false));
    }

    #[test]
    fn deep_and_cut_parts_end_with_a_word() {
        assert!(all(&"<a>".repeat(50), 20).1);
        assert_eq!(all("<a><b/>文", 20), ("<a<b>文".to_owned(), true));
    }
}
