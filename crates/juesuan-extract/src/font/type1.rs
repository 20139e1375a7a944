//! Glyph names that an embedded Type 1 program gives to codes.

use std::collections::BTreeMap;

use crate::content::lexer::{Lexer, Token};

/// The `/Encoding` array of a Type 1 program, from its clear-text part (`dup 65 /A put`).
pub(crate) fn encoding(program: &[u8]) -> BTreeMap<u8, Vec<u8>> {
    let clear = program.windows(5).position(|window| window == b"eexec").unwrap_or(program.len());
    let mut names = BTreeMap::new();
    let mut lexer = Lexer::new(program.get(..clear).unwrap_or_default());
    let mut within = false;
    while let Some(token) = lexer.token() {
        match token {
            Token::Name(b"Encoding") => within = true,
            Token::Keyword(b"def" | b"readonly") if within && !names.is_empty() => break,
            Token::Keyword(b"dup") if within => {
                if let (Some(Token::Number(code)), Some(Token::Name(name))) = (lexer.token(), lexer.token())
                    && (0.0..256.0).contains(&code)
                {
                    names.insert(code as u8, name.to_vec());
                }
            }
            _ => {}
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_a_type_1_program() {
        let program = b"%!PS\n/Encoding 256 array 0 1 255 {1 index exch /.notdef put} for\n\
            dup 65 /A put dup 48 /zero put readonly def\ndup 66 /B put eexec dup 67 /C put";
        let names = encoding(program);
        assert_eq!(names.get(&65).map(Vec::as_slice), Some(b"A".as_slice()));
        assert_eq!(names.get(&48).map(Vec::as_slice), Some(b"zero".as_slice()));
        assert_eq!(names.len(), 2);
    }
}
