//! Whether a file is all there: its bytes and what it says about its objects → what is missing, in words.
//!
//! A file that was cut (a download that broke off, a full disk) can often be read in part, because its objects are found
//! one by one. What is lost is then lost without a trace on any page, so the file as a whole must say it.

use memchr::memmem;

use super::table::Place;

/// What the end of a file lacks. The last thing in a whole file is a cross-reference, `startxref` and `%%EOF`; what is
/// added later ends in the same way.
pub(super) fn missing_end(bytes: &[u8]) -> Option<&'static str> {
    let last = |word: &[u8]| memmem::rfind(bytes, word);
    let (object, start, end) = (last(b" obj"), last(b"startxref"), last(b"%%EOF"));
    if start.is_none() || object > start {
        return Some("no cross-reference follows its last object: the end of the file is missing");
    }
    (end < start).then_some("its end mark (%%EOF) is missing")
}

/// What a cross-reference says of objects that the file is too short for.
pub(super) fn beyond_end<'a>(places: impl Iterator<Item = &'a Place>, length: usize) -> Option<String> {
    let beyond = places.filter(|place| matches!(place, Place::At(offset) if *offset >= length)).count();
    (beyond > 0).then(|| format!("{beyond} of its objects lie beyond the end of the file"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_was_cut_lacks_its_end() {
        let whole = b"%PDF-1.7\n1 0 obj<<>>endobj\nxref\n0 1\ntrailer<<>>\nstartxref\n27\n%%EOF\n";
        assert_eq!(missing_end(whole), None);
        for cut in 17..whole.len() - 2 {
            assert!(missing_end(&whole[..cut]).is_some(), "{cut}");
        }
        let update = [&whole[..], b"2 0 obj<<>>endobj\n"].concat();
        assert!(missing_end(&update).is_some(), "an update that was cut");
        let junk = [&whole[..], b"<!-- served in 3 ms -->\n"].concat();
        assert_eq!(missing_end(&junk), None);
    }

    #[test]
    fn objects_beyond_the_end_are_counted() {
        let places = [Place::At(5), Place::At(10), Place::Free, Place::In(99)];
        assert_eq!(beyond_end(places.iter(), 11), None);
        assert!(beyond_end(places.iter(), 10).is_some_and(|words| words.starts_with("1 of")));
    }
}
