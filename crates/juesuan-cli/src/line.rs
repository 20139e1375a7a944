//! One line of a stream, and not more of it than is allowed: what comes from another process may have no end.

use std::io::{self, BufRead};

/// What was found.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// The end of the stream.
    End,
    /// A line, without its end. The last one may have none.
    Whole(Vec<u8>),
    /// A line that is longer: it has been passed over.
    TooLong,
}

/// Reads up to the next line end. At most `longest` bytes are kept.
pub(crate) fn next(stream: &mut impl BufRead, longest: usize) -> io::Result<Line> {
    let mut line = Vec::new();
    let mut too_long = false;
    loop {
        let piece = match stream.fill_buf() {
            Ok(piece) => piece,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if piece.is_empty() {
            return Ok(match (too_long, line.is_empty()) {
                (true, _) => Line::TooLong,
                (_, true) => Line::End,
                _ => Line::Whole(line),
            });
        }
        let end = memchr::memchr(b'\n', piece);
        let text = piece.get(..end.unwrap_or(piece.len())).unwrap_or_default();
        too_long |= line.len().saturating_add(text.len()) > longest;
        if too_long {
            line = Vec::new();
        } else {
            line.extend_from_slice(text);
        }
        let used = text.len().saturating_add(end.is_some().into());
        stream.consume(used);
        if end.is_some() {
            return Ok(if too_long { Line::TooLong } else { Line::Whole(line) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_too_long_is_passed_over_and_the_next_is_there() {
        let mut stream = io::BufReader::with_capacity(3, &b"ab\n\nabcdefgh\nabcd\nabcde"[..]);
        let mut lines = Vec::new();
        loop {
            match next(&mut stream, 4).unwrap() {
                Line::End => break,
                line => lines.push(line),
            }
        }
        let whole = |text: &str| Line::Whole(text.as_bytes().to_vec());
        assert_eq!(lines, [whole("ab"), whole(""), Line::TooLong, whole("abcd"), Line::TooLong]);
    }
}
