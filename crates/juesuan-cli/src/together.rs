//! `--together`: the files that were found → disclosures, each of the files of one folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::input::{Input, Origin, unicode};

/// Where files lie that belong together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Home {
    /// Named one by one on the command line.
    Named,
    Folder(PathBuf),
    /// A folder of an archive, by its name.
    Packed(String),
    /// Standard input, which belongs to nothing.
    Alone(usize),
}

/// Puts the files of each folder, of each folder of an archive, and those that are named one by one together, in the
/// order in which the first of each was found. A folder keeps its name however many files it holds, so that a file that
/// joins it later changes the disclosure and makes no second one.
pub(crate) fn disclosures(inputs: Vec<Input>, named: &[PathBuf]) -> Vec<Input> {
    let mut order: Vec<Home> = Vec::new();
    let mut files: BTreeMap<Home, Vec<Input>> = BTreeMap::new();
    for (index, input) in inputs.into_iter().enumerate() {
        let home = home(&input, index, named);
        if !files.contains_key(&home) {
            order.push(home.clone());
        }
        files.entry(home).or_default().push(input);
    }
    order.into_iter().filter_map(|home| disclosure(files.remove(&home)?, &home, named)).collect()
}

fn home(input: &Input, index: usize, named: &[PathBuf]) -> Home {
    match &input.origin {
        Origin::File(path) | Origin::Odd(path) if named.contains(path) => Home::Named,
        Origin::File(path) | Origin::Odd(path) => Home::Folder(path.parent().unwrap_or(path).to_owned()),
        Origin::Bytes(_) => Home::Packed(input.name.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned()),
        Origin::Stdin | Origin::Together { .. } => Home::Alone(index),
    }
}

fn disclosure(files: Vec<Input>, home: &Home, named: &[PathBuf]) -> Option<Input> {
    let own_name = |input: &Input| input.name.rsplit_once('/').map_or(input.name.as_str(), |(_, name)| name).to_owned();
    let (name, folder) = match home {
        Home::Alone(_) => return files.into_iter().next(),
        Home::Named => (files.iter().map(own_name).collect::<Vec<_>>().join("+"), None),
        Home::Packed(name) => (name.clone(), None),
        Home::Folder(path) => (folder_name(path, named), std::path::absolute(path).ok()),
    };
    if files.len() == 1 {
        return files.into_iter().next().map(|file| match home {
            Home::Named => file,
            _ => Input { name, ..file },
        });
    }
    let files = files.into_iter().map(|file| Input { name: own_name(&file), ..file }).collect();
    Some(Input { name, origin: Origin::Together { folder, files } })
}

/// A folder by its path inside the one that was given; that one by its own name.
fn folder_name(path: &Path, named: &[PathBuf]) -> String {
    let inside = named.iter().filter_map(|root| path.strip_prefix(root).ok()).min_by_key(|rest| rest.as_os_str().len());
    match inside {
        Some(rest) if !rest.as_os_str().is_empty() => unicode(rest),
        _ => {
            let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
            unicode(whole.file_name().map_or(whole.as_path(), Path::new))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(paths: &[&str], named: &[&str]) -> Vec<(String, usize)> {
        let inputs = paths.iter().map(|path| Input::file(path.into())).collect();
        let named: Vec<PathBuf> = named.iter().map(PathBuf::from).collect();
        let count = |input: &Input| match &input.origin {
            Origin::Together { files, .. } => files.len(),
            _ => 1,
        };
        disclosures(inputs, &named).iter().map(|input| (input.name.clone(), count(input))).collect()
    }

    fn pair(name: &str, files: usize) -> (String, usize) {
        (name.to_owned(), files)
    }

    #[test]
    fn the_files_of_a_folder_are_one_disclosure() {
        let paths = ["/in/a/text.docx", "/in/b/all.pdf", "/in/a/tables.xlsx", "/in/c/d/1.pdf", "/in/c/d/2.pdf"];
        let expected = [pair("a", 2), pair("b", 1), pair("c/d", 2)];
        assert_eq!(names(&paths, &["/in"]), expected, "a folder of one file bears the folder's name, too");
        assert_eq!(names(&["/in/a/1.pdf", "/in/a/2.pdf"], &["/in/a"]), [pair("a", 2)]);
    }

    #[test]
    fn files_that_are_named_are_one_disclosure() {
        let paths = ["/x/text.docx", "/y/tables.xlsx"];
        assert_eq!(names(&paths, &paths), [pair("text.docx+tables.xlsx", 2)]);
        assert_eq!(names(&paths[..1], &paths[..1]), [pair("text.docx", 1)]);
    }

    #[test]
    fn the_folders_of_an_archive_are_disclosures() {
        let packed = |name: &str| Input { name: name.to_owned(), origin: Origin::Bytes(Vec::new()) };
        let inputs = vec![packed("all.zip/a/1.docx"), packed("all.zip/a/2.xlsx"), packed("all.zip/b/1.docx")];
        let names: Vec<String> = disclosures(inputs, &[]).into_iter().map(|input| input.name).collect();
        assert_eq!(names, ["all.zip/a", "all.zip/b"]);
    }
}
