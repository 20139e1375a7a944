//! Tokens of a content stream, a CMap or the objects of a file, as slices of its bytes.

use std::borrow::Cow;

/// One token. Strings and names are raw; [`string_bytes`], [`hex_bytes`] and [`name_bytes`] decode them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Token<'a> {
    Number(f32),
    /// Without the slash.
    Name(&'a [u8]),
    /// What stands between the outer parentheses.
    String(&'a [u8]),
    /// What stands between `<` and `>`.
    Hex(&'a [u8]),
    ArrayOpen,
    ArrayClose,
    DictOpen,
    DictClose,
    Keyword(&'a [u8]),
}

/// Cuts bytes into tokens; never fails, skips what is no token.
#[derive(Debug, Clone)]
pub(crate) struct Lexer<'a> {
    bytes: &'a [u8],
    position: usize,
}

const fn is_space(byte: u8) -> bool {
    matches!(byte, b'\0' | b'\t' | b'\n' | 0x0C | b'\r' | b' ')
}

const fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

/// Of each byte, whether it is neither white space nor a delimiter: looked up, as every byte of every page is asked for.
#[allow(clippy::indexing_slicing)] // worked out by the compiler
static REGULAR: [bool; 256] = {
    let mut regular = [true; 256];
    let mut byte = 0_u8;
    loop {
        regular[byte as usize] = !is_space(byte) && !is_delimiter(byte);
        if byte == u8::MAX {
            break regular;
        }
        byte += 1;
    }
};

fn is_regular(byte: u8) -> bool {
    REGULAR.get(usize::from(byte)).copied().unwrap_or_default()
}

impl<'a> Lexer<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self::at(bytes, 0)
    }

    /// A lexer of what stands from a position on.
    pub(crate) fn at(bytes: &'a [u8], position: usize) -> Self {
        Self { bytes, position: position.min(bytes.len()) }
    }

    /// The position behind the last token.
    pub(crate) fn position(&self) -> usize {
        self.position.min(self.bytes.len())
    }

    /// What has been passed over since a position.
    pub(crate) fn since(&self, position: usize) -> &'a [u8] {
        self.slice(position, self.position)
    }

    /// What is still to come.
    pub(crate) fn rest(&self) -> &'a [u8] {
        self.slice(self.position, self.bytes.len())
    }

    /// Passes over bytes.
    pub(crate) fn skip(&mut self, bytes: usize) {
        self.position = self.position.saturating_add(bytes).min(self.bytes.len());
    }

    /// Goes back to bytes that have been passed over.
    pub(crate) fn back(&mut self, bytes: usize) {
        self.position = self.position.saturating_sub(bytes);
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.position).copied()
    }

    fn slice(&self, start: usize, end: usize) -> &'a [u8] {
        self.bytes.get(start..end.min(self.bytes.len())).unwrap_or_default()
    }

    /// The next token; `None` at the end.
    pub(crate) fn token(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = self.peek()?;
            let start = self.position;
            self.position += 1;
            match byte {
                byte if is_space(byte) => {}
                b'%' => self.skip_while(|byte| byte != b'\n' && byte != b'\r'),
                b'/' => {
                    self.skip_while(is_regular);
                    return Some(Token::Name(self.slice(start + 1, self.position)));
                }
                b'(' => return Some(Token::String(self.literal())),
                b'<' if self.peek() == Some(b'<') => {
                    self.position += 1;
                    return Some(Token::DictOpen);
                }
                b'<' => {
                    self.skip_while(|byte| byte != b'>');
                    let token = Token::Hex(self.slice(start + 1, self.position));
                    self.position += 1;
                    return Some(token);
                }
                b'>' => {
                    if self.peek() == Some(b'>') {
                        self.position += 1;
                        return Some(Token::DictClose);
                    }
                }
                b'[' => return Some(Token::ArrayOpen),
                b']' => return Some(Token::ArrayClose),
                b'{' | b'}' | b')' => {}
                b'0'..=b'9' | b'+' | b'-' | b'.' => {
                    if let Some(number) = self.number(start) {
                        return Some(Token::Number(number));
                    }
                    self.skip_while(is_regular);
                    return Some(Token::Keyword(self.slice(start, self.position)));
                }
                _ => {
                    self.skip_while(is_regular);
                    return Some(Token::Keyword(self.slice(start, self.position)));
                }
            }
        }
    }

    fn skip_while(&mut self, accept: impl Fn(u8) -> bool) {
        let rest = self.slice(self.position, self.bytes.len());
        self.position += rest.iter().position(|&byte| !accept(byte)).unwrap_or(rest.len());
    }

    /// A number that begins at `start`, leniently: `--5`, `5-3` (read as 5) and `.` (0) are seen in real files.
    /// `None` when what stands there is a word.
    fn number(&mut self, start: usize) -> Option<f32> {
        let mut position = start;
        let mut negative = false;
        while let Some(sign @ (b'+' | b'-')) = self.bytes.get(position) {
            negative |= *sign == b'-';
            position += 1;
        }
        let (mut mantissa, mut scale, mut seen_point, mut digits) = (0.0_f64, 1.0_f64, false, 0);
        while let Some(&byte) = self.bytes.get(position) {
            match byte {
                b'0'..=b'9' => {
                    digits += 1;
                    // Beyond that many digits nothing changes in an f32.
                    if digits <= 30 {
                        mantissa = mantissa * 10.0 + f64::from(byte - b'0');
                        scale *= if seen_point { 10.0 } else { 1.0 };
                    }
                }
                b'.' if !seen_point => seen_point = true,
                b'-' => {}
                byte if is_regular(byte) => {
                    // `0.5w`, `1e5`, `12abc`: a number when digits came first, as other readers take it.
                    if digits == 0 {
                        return None;
                    }
                    break;
                }
                _ => break,
            }
            if byte == b'-' {
                while self.bytes.get(position).is_some_and(|&byte| matches!(byte, b'-' | b'.' | b'0'..=b'9')) {
                    position += 1;
                }
                break;
            }
            position += 1;
        }
        self.position = position;
        let value = mantissa / scale;
        Some(if negative { -value } else { value } as f32)
    }

    /// The rest of a literal string; the lexer stands behind the opening parenthesis.
    fn literal(&mut self) -> &'a [u8] {
        let start = self.position;
        let mut depth = 1_u32;
        while let Some(byte) = self.peek() {
            match byte {
                b'\\' => self.position += 1,
                b'(' => depth += 1,
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        let content = self.slice(start, self.position);
                        self.position += 1;
                        return content;
                    }
                }
                _ => {}
            }
            self.position += 1;
        }
        self.position = self.bytes.len();
        self.slice(start, self.position)
    }

    /// Skips the data of an inline image; the lexer stands behind `ID`. The data end at an `EI` between white space
    /// after which content goes on in plain text, so that an `EI` within binary data is not taken for it.
    pub(crate) fn skip_inline_image(&mut self) {
        let rest = self.slice(self.position, self.bytes.len());
        let mut from = 0;
        while let Some(found) = rest.get(from..).and_then(|tail| tail.windows(2).position(|pair| pair == b"EI")) {
            let at = from + found;
            let before = at.checked_sub(1).and_then(|index| rest.get(index)).is_none_or(|&byte| is_space(byte));
            let after = rest.get(at + 2).is_none_or(|&byte| is_space(byte));
            let follows = rest.get(at + 2..).unwrap_or_default();
            let plain =
                follows.iter().take(12).all(|&byte| byte != 0 && (is_space(byte) || (0x20..0x7F).contains(&byte)));
            if before && after && plain {
                self.position += at + 2;
                return;
            }
            from = at + 2;
        }
        self.position = self.bytes.len();
    }
}

/// The bytes of a literal string, escapes resolved.
pub(crate) fn string_bytes(raw: &[u8]) -> Cow<'_, [u8]> {
    if !raw.iter().any(|&byte| matches!(byte, b'\\' | b'\r')) {
        return Cow::Borrowed(raw);
    }
    let mut decoded = Vec::with_capacity(raw.len());
    let mut bytes = raw.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        if byte == b'\r' {
            bytes.next_if_eq(&b'\n');
            decoded.push(b'\n');
            continue;
        }
        if byte != b'\\' {
            decoded.push(byte);
            continue;
        }
        match bytes.next() {
            Some(b'n') => decoded.push(b'\n'),
            Some(b'r') => decoded.push(b'\r'),
            Some(b't') => decoded.push(b'\t'),
            Some(b'b') => decoded.push(8),
            Some(b'f') => decoded.push(12),
            Some(b'\r') => {
                bytes.next_if_eq(&b'\n');
            }
            Some(b'\n') | None => {}
            Some(digit @ b'0'..=b'7') => {
                let mut value = u32::from(digit - b'0');
                for _ in 0..2 {
                    let Some(digit) = bytes.next_if(|byte| (b'0'..=b'7').contains(byte)) else { break };
                    value = value * 8 + u32::from(digit - b'0');
                }
                decoded.push((value & 0xFF) as u8);
            }
            Some(other) => decoded.push(other),
        }
    }
    Cow::Owned(decoded)
}

/// The bytes of a hexadecimal string; what is no digit is skipped, an odd last digit stands for `d0`.
pub(crate) fn hex_bytes(raw: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::new();
    push_hex(&mut decoded, raw);
    decoded
}

/// Adds those bytes to others.
pub(crate) fn push_hex(decoded: &mut Vec<u8>, raw: &[u8]) {
    decoded.reserve(raw.len() / 2 + 1);
    let mut high = None;
    for digit in raw.iter().filter_map(|&byte| (byte as char).to_digit(16)) {
        match high.take() {
            None => high = Some(digit),
            Some(high) => decoded.push((high * 16 + digit) as u8),
        }
    }
    decoded.extend(high.map(|high| (high * 16) as u8));
}

/// The bytes of a name, `#xx` resolved.
pub(crate) fn name_bytes(raw: &[u8]) -> Cow<'_, [u8]> {
    if !raw.contains(&b'#') {
        return Cow::Borrowed(raw);
    }
    let mut decoded = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((&byte, tail)) = rest.split_first() {
        let escaped = match tail {
            [high, low, ..] if byte == b'#' => {
                (*high as char).to_digit(16).zip((*low as char).to_digit(16)).map(|(high, low)| (high * 16 + low) as u8)
            }
            _ => None,
        };
        decoded.push(escaped.unwrap_or(byte));
        rest = if escaped.is_some() { tail.get(2..).unwrap_or_default() } else { tail };
    }
    Cow::Owned(decoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(source: &[u8]) -> Vec<Token<'_>> {
        let mut lexer = Lexer::new(source);
        std::iter::from_fn(|| lexer.token()).collect()
    }

    #[test]
    fn operators_and_operands() {
        assert_eq!(
            tokens(b"/F1 12 Tf[(a\\)b)-250<4142>]TJ % comment\nT*"),
            [
                Token::Name(b"F1"),
                Token::Number(12.0),
                Token::Keyword(b"Tf"),
                Token::ArrayOpen,
                Token::String(b"a\\)b"),
                Token::Number(-250.0),
                Token::Hex(b"4142"),
                Token::ArrayClose,
                Token::Keyword(b"TJ"),
                Token::Keyword(b"T*"),
            ]
        );
    }

    #[test]
    fn numbers_as_real_files_have_them() {
        let numbers = tokens(b"1 -2.5 .5 -.002 +3 --4 5. 12-34 0.5w");
        let expected = [1.0, -2.5, 0.5, -0.002, 3.0, -4.0, 5.0, 12.0, 0.5];
        for (token, expected) in numbers.iter().zip(expected) {
            assert_eq!(*token, Token::Number(expected));
        }
        assert_eq!(numbers.last(), Some(&Token::Keyword(b"w")));
    }

    #[test]
    fn unbalanced_strings_end_with_the_stream() {
        assert_eq!(tokens(b"(a(b)c"), [Token::String(b"a(b)c")]);
        assert_eq!(tokens(b"<41"), [Token::Hex(b"41")]);
        assert_eq!(tokens(b"(a\\"), [Token::String(b"a\\")]);
    }

    #[test]
    fn strings_are_decoded() {
        assert_eq!(&*string_bytes(b"a\\(\\101\\7x\\\r\nb\\n"), b"a(A\x07xb\n");
        assert_eq!(hex_bytes(b"4 1 4"), b"A@");
        assert_eq!(&*name_bytes(b"A#20B#"), b"A B#");
    }

    #[test]
    fn inline_image_data_are_skipped() {
        let mut lexer = Lexer::new(b" \x00EI\x01 EI \xFF\x00 EI Q");
        lexer.skip_inline_image();
        assert_eq!(lexer.token(), Some(Token::Keyword(b"Q")));
    }
}
