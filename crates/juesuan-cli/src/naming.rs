//! Which document each input is: inputs and what the folder already tells of → a name for each, the same as before for
//! one that was there before, and never that of another.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};

use crate::holding::Held;
use crate::input::{Input, Origin, unicode};

/// An input under the name of its document.
#[derive(Debug)]
pub(crate) struct Named {
    pub(crate) input: Input,
    /// Where it lies, seen from the output folder; none for standard input.
    pub(crate) path: Option<String>,
}

/// Names inputs. `hash_of` gives the hash of an input as it is now, where it can be had.
pub(crate) fn name(
    inputs: Vec<Input>,
    folder: &Path,
    held: &BTreeMap<String, Held>,
    hash_of: impl Fn(&Input) -> Option<String>,
) -> Vec<Named> {
    let by_path: BTreeMap<&str, &str> =
        held.values().filter_map(|held| Some((held.path.as_deref()?, held.document.as_str()))).collect();
    let mut named: Vec<Named> =
        inputs.into_iter().map(|input| Named { path: path_from(folder, &input), input }).collect();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    // What lies where it lay is the document that it was.
    let mut known = vec![false; named.len()];
    for (Named { input, path }, known) in named.iter_mut().zip(&mut known) {
        if let Some(name) = path.as_deref().and_then(|path| by_path.get(path)) {
            input.name = (*name).to_owned();
            *known = taken.insert(input.name.clone());
        }
    }
    for (Named { input, .. }, _) in named.iter_mut().zip(known).filter(|(_, known)| !known) {
        let same = held.get(&input.name).is_some_and(|held| {
            !taken.contains(&held.document) && hash_of(input).is_some_and(|hash| hash == held.sha256)
        });
        if !same && (held.contains_key(&input.name) || taken.contains(&input.name)) {
            input.name = free_name(input, |name| held.contains_key(name) || taken.contains(name));
        }
        taken.insert(input.name.clone());
    }
    named
}

/// The path of an input; with a number where even that is taken.
fn free_name(input: &Input, is_taken: impl Fn(&str) -> bool) -> String {
    let shown = input.shown();
    let numbered = (2_u64..).map(|number| format!("{shown}#{number}"));
    std::iter::once(shown.clone()).chain(numbered).find(|name| !is_taken(name)).unwrap_or(shown)
}

/// Where an input lies, seen from a folder: the same wherever the command is run from, and when both are moved.
fn path_from(folder: &Path, input: &Input) -> Option<String> {
    let path = match &input.origin {
        Origin::File(path) | Origin::Odd(path) => path,
        // A file of an archive has no place of its own.
        Origin::Bytes(_) => return Some(format!("archive:{}", input.name)),
        Origin::Together { folder: Some(folder), .. } => folder,
        Origin::Together { folder: None, .. } => return Some(format!("together:{}", input.name)),
        Origin::Stdin => return None,
    };
    let (folder, path) = (plain(folder)?, plain(path)?);
    let shared = folder.components().zip(path.components()).take_while(|(one, two)| one == two).count();
    let up = folder.components().skip(shared).map(|_| OsString::from(".."));
    let down = path.components().skip(shared).map(|part| part.as_os_str().to_owned());
    Some(unicode(&up.chain(down).collect::<PathBuf>()))
}

/// An absolute path without `.` and `..`. Links are not followed: what is read under a name is that name's document.
fn plain(path: &Path) -> Option<PathBuf> {
    let mut plain = PathBuf::new();
    for part in std::path::absolute(path).ok()?.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(plain.pop()),
            part => plain.push(part),
        }
    }
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(document: &str, path: &str, sha256: &str) -> (String, Held) {
        let (document, path, sha256) = (document.to_owned(), Some(path.to_owned()), sha256.to_owned());
        (document.clone(), Held { document, sha256, path, reader: String::new(), error: None })
    }

    fn names(inputs: &[&str], held: &BTreeMap<String, Held>, hash: &str) -> Vec<(String, String)> {
        let inputs = inputs.iter().map(|path| Input::file(path.into())).collect();
        let named = name(inputs, Path::new("/data/out"), held, |_| Some(hash.to_owned()));
        named.into_iter().map(|named| (named.input.name, named.path.unwrap())).collect()
    }

    #[test]
    fn a_document_keeps_its_name_and_another_of_that_name_bears_its_path() {
        let pair = |name: &str, path: &str| (name.to_owned(), path.to_owned());
        let none = BTreeMap::new();
        assert_eq!(names(&["/data/1/a.pdf"], &none, "x"), [pair("a.pdf", "../1/a.pdf")]);
        let day_one = BTreeMap::from([held("a.pdf", "../1/a.pdf", "x")]);
        let both = ["/data/2/a.pdf", "/data/3/../1/./a.pdf"];
        let expected = [pair("/data/2/a.pdf", "../2/a.pdf"), pair("a.pdf", "../1/a.pdf")];
        assert_eq!(names(&both, &day_one, "y"), expected, "the other bytes are another document");
        assert_eq!(names(&["/data/2/a.pdf"], &day_one, "x"), [pair("a.pdf", "../2/a.pdf")], "it was moved");
    }

    #[test]
    fn a_name_that_even_the_path_does_not_tell_apart_gets_a_number() {
        let stdin = || vec![Input::stdin()];
        let mut held: BTreeMap<String, Held> = BTreeMap::from([held("-", "", "x")]);
        held.get_mut("-").unwrap().path = None;
        let named =
            |hash: &str| name(stdin(), Path::new("/out"), &held, |_| Some(hash.to_owned())).remove(0).input.name;
        assert_eq!((named("x"), named("y")), ("-".to_owned(), "-#2".to_owned()));
    }
}
