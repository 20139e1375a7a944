//! PDF syntax outside of content streams: bytes in, objects out, at a cost that is charged.

use lopdf::{Dictionary, Object, StringFormat};

use super::budget::Budget;
use crate::content::lexer::{Lexer, Token, hex_bytes, name_bytes, string_bytes};

/// Arrays and dictionaries that are nested more deeply are left out.
const MAX_DEPTH: usize = 100;
/// Words that only stand where an object has ended.
const ENDS: [&[u8]; 7] = [b"endobj", b"obj", b"stream", b"endstream", b"xref", b"trailer", b"startxref"];
/// Bytes that cost as much to pass over as a value costs to make.
pub(super) const BYTES_PER_VALUE: usize = 64;

/// Reads objects one after another.
#[derive(Clone)]
pub(super) struct Parser<'a> {
    lexer: Lexer<'a>,
    budget: &'a Budget,
}

impl<'a> Parser<'a> {
    /// A reader of what stands from an offset on.
    pub(super) fn new(bytes: &'a [u8], offset: usize, budget: &'a Budget) -> Self {
        Self { lexer: Lexer::at(bytes, offset), budget }
    }

    /// The offset behind what has been read.
    pub(super) fn position(&self) -> usize {
        self.lexer.position()
    }

    /// The next object; `None` where none stands. One that breaks off, or that the budget does not suffice for, is
    /// given as far as it goes.
    pub(super) fn object(&mut self) -> Option<Object> {
        let (token, text) = self.token()?;
        self.value(token, text, 0)
    }

    /// The next token if it is a whole number.
    pub(super) fn integer(&mut self) -> Option<i64> {
        let (token, text) = self.token()?;
        if matches!(token, Token::Number(_)) { integer(text) } else { None }
    }

    /// Whether the next token is this word, which is passed over then.
    pub(super) fn takes(&mut self, word: &[u8]) -> bool {
        let before = self.lexer.clone();
        let is_it = self.token().is_some_and(|(token, _)| token == Token::Keyword(word));
        if !is_it {
            self.lexer = before;
        }
        is_it
    }

    /// The number of the indirect object that begins here, and its generation: `12 0 obj`.
    pub(super) fn header(&mut self) -> Option<(u32, u16)> {
        let number = u32::try_from(self.integer()?).ok()?;
        let generation = self.integer()?;
        self.takes(b"obj").then_some((number, u16::try_from(generation).unwrap_or(u16::MAX)))
    }

    /// The next token, and the bytes that it was found in.
    pub(super) fn token(&mut self) -> Option<(Token<'a>, &'a [u8])> {
        let before = self.lexer.position();
        let token = self.lexer.token();
        let text = self.lexer.since(before);
        self.budget.spend(text.len() / BYTES_PER_VALUE + 1).then_some((token?, text))
    }

    fn value(&mut self, token: Token<'a>, text: &[u8], depth: usize) -> Option<Object> {
        Some(match token {
            Token::Number(number) => self.number(number, text),
            Token::Name(raw) => Object::Name(name_bytes(raw).into_owned()),
            Token::String(raw) => Object::String(string_bytes(raw).into_owned(), StringFormat::Literal),
            Token::Hex(raw) => Object::String(hex_bytes(raw), StringFormat::Hexadecimal),
            Token::ArrayOpen => Object::Array(self.array(depth + 1)?),
            Token::DictOpen => Object::Dictionary(self.dictionary(depth + 1)?),
            Token::Keyword(b"true") => Object::Boolean(true),
            Token::Keyword(b"false") => Object::Boolean(false),
            Token::Keyword(b"null") => Object::Null,
            Token::Keyword(_) | Token::ArrayClose | Token::DictClose => return None,
        })
    }

    /// A number, or a reference that begins with it.
    fn number(&mut self, number: f32, text: &[u8]) -> Object {
        let Some(integer) = integer(text) else { return Object::Real(number) };
        if let Ok(id) = u32::try_from(integer)
            && let Some((generation, length)) = rest_of_reference(self.lexer.rest())
        {
            self.lexer.skip(length);
            return Object::Reference((id, generation));
        }
        Object::Integer(integer)
    }

    fn array(&mut self, depth: usize) -> Option<Vec<Object>> {
        if depth > MAX_DEPTH {
            return None;
        }
        let mut items = Vec::new();
        while let Some((token, text)) = self.item() {
            match token {
                Token::ArrayClose => break,
                // A bracket is missing: the dictionary around it ends here.
                Token::DictClose => {
                    self.lexer.back(b">>".len());
                    break;
                }
                // Words that mean nothing are passed over.
                token => items.extend(self.value(token, text, depth)),
            }
        }
        Some(items)
    }

    fn dictionary(&mut self, depth: usize) -> Option<Dictionary> {
        if depth > MAX_DEPTH {
            return None;
        }
        let mut entries = Dictionary::new();
        while let Some((token, _)) = self.item() {
            let key = match token {
                Token::DictClose => break,
                Token::Name(raw) => name_bytes(raw).into_owned(),
                _ => continue,
            };
            match self.item() {
                None | Some((Token::DictClose, _)) => break,
                Some((token, text)) => {
                    if let Some(value) = self.value(token, text, depth) {
                        entries.set(key, value);
                    }
                }
            }
        }
        Some(entries)
    }

    /// The next token of an array or dictionary; `None` where it ends without a bracket.
    fn item(&mut self) -> Option<(Token<'a>, &'a [u8])> {
        let before = self.lexer.clone();
        let item = self.token()?;
        if matches!(item.0, Token::Keyword(word) if ENDS.contains(&word)) {
            self.lexer = before;
            return None;
        }
        Some(item)
    }
}

/// A whole number at the end of the bytes that a number was found in.
pub(super) fn integer(text: &[u8]) -> Option<i64> {
    let is_part = |byte: &u8| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.');
    let start = text.iter().rposition(|byte| !is_part(byte)).map_or(0, |before| before + 1);
    std::str::from_utf8(text.get(start..)?).ok()?.parse().ok()
}

/// The generation of a reference whose number has been read, and how many bytes it takes to its end: ` 0 R`.
fn rest_of_reference(bytes: &[u8]) -> Option<(u16, usize)> {
    let behind_space = bytes.trim_ascii_start();
    let digits = behind_space.iter().take(6).take_while(|byte| byte.is_ascii_digit()).count();
    let (generation, rest) = behind_space.split_at_checked(digits)?;
    let behind = rest.trim_ascii_start().strip_prefix(b"R")?;
    let generation = std::str::from_utf8(generation).ok()?.parse().ok()?;
    let ends = behind.first().is_none_or(|byte| !byte.is_ascii_alphanumeric());
    let apart = behind_space.len() < bytes.len() && rest.first().is_some_and(u8::is_ascii_whitespace);
    (ends && apart).then(|| (generation, bytes.len() - behind.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limit;

    fn read(text: &str) -> Option<Object> {
        Parser::new(text.as_bytes(), 0, &Budget::new(1_000, 0)).object()
    }

    #[test]
    fn values_of_every_kind() {
        let array = read("[1 -2.5 (a\\)b) <4142> /A#42 true null 12 0 R 3 4 R5 6]").unwrap();
        let expected = [
            Object::Integer(1),
            Object::Real(-2.5),
            Object::string_literal("a)b"),
            Object::String(b"AB".to_vec(), StringFormat::Hexadecimal),
            Object::Name(b"AB".to_vec()),
            Object::Boolean(true),
            Object::Null,
            Object::Reference((12, 0)),
            Object::Integer(3),
            Object::Integer(4),
            Object::Integer(6),
        ];
        assert_eq!(array.as_array().unwrap(), &expected);
    }

    #[test]
    fn collections_without_brackets_end_with_the_object() {
        let dictionary = read("<</A[1 2>>").unwrap();
        assert_eq!(dictionary.as_dict().unwrap().get(b"A").unwrap().as_array().unwrap().len(), 2);
        let dictionary = read("<</A 1/B<</C 2 endobj /D 3>>").unwrap();
        assert!(dictionary.as_dict().unwrap().has(b"B") && !dictionary.as_dict().unwrap().has(b"D"));
        assert_eq!(read("endobj"), None);
    }

    #[test]
    fn deep_nesting_and_long_objects_are_cut() {
        assert!(read(&"[".repeat(500)).is_some());
        let budget = Budget::new(9, 0);
        let array = Parser::new("1 ".repeat(50).replacen('1', "[", 1).as_bytes(), 0, &budget).object();
        assert_eq!(array.unwrap().as_array().unwrap().len(), 8);
        assert_eq!(budget.exceeded(), Some(Limit::Values));
    }

    #[test]
    fn headers() {
        let budget = Budget::new(1_000, 0);
        assert_eq!(Parser::new(b"xx12 0 obj<<", 2, &budget).header(), Some((12, 0)));
        for none in ["12 0 R", "12 obj", "-1 0 obj", "a 0 obj", ""] {
            assert_eq!(Parser::new(none.as_bytes(), 0, &budget).header(), None, "{none}");
        }
    }
}
