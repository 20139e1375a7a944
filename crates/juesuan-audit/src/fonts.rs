//! The fonts of this machine → one that has Chinese glyphs, for text whose font a PDF does not embed.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use hayro::hayro_interpret::font::FontData;

/// Where systems keep their fonts; below the home folder as well.
const FOLDERS: [&str; 6] = [
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
    "C:/WINNT/Fonts",
];

/// Beginnings of file names of fonts with simplified Chinese, the best first; in lower case.
const CHINESE: [&str; 14] = [
    "notosanscjksc-regular",
    "notosanscjk-regular",
    "notoserifcjk-regular",
    "sourcehansanssc-regular",
    "sourcehansans-regular",
    "simsun",
    "simfang",
    "msyh",
    "pingfang",
    "hiragino sans gb",
    "stheiti",
    "wqy-zenhei",
    "wqy-microhei",
    "droidsansfallback",
];

/// Folders are searched no deeper than this.
const DEPTH: usize = 5;

/// No more files are looked at than this.
const FILES: usize = 20_000;

/// A font with Chinese glyphs, and which of its file's fonts it is; looked for once.
pub(crate) fn chinese() -> Option<(FontData, u32)> {
    static FOUND: OnceLock<Option<Arc<Vec<u8>>>> = OnceLock::new();
    let data = FOUND.get_or_init(|| fs::read(find()?).ok().map(Arc::new)).clone()?;
    let data: FontData = data;
    Some((data, 0))
}

/// The best font file.
fn find() -> Option<PathBuf> {
    let mut files = Vec::new();
    let mut left = FILES;
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let own = home.iter().flat_map(|home| [home.join(".local/share/fonts"), home.join("Library/Fonts")]);
    for folder in FOLDERS.iter().map(PathBuf::from).chain(own) {
        collect(&folder, DEPTH, &mut left, &mut files);
    }
    files.sort();
    files.into_iter().next().map(|(_, path)| path)
}

/// The fonts below a folder that are in the list, with their rank.
fn collect(folder: &Path, depth: usize, left: &mut usize, files: &mut Vec<(usize, PathBuf)>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        if *left == 0 {
            return;
        }
        *left -= 1;
        let path = entry.path();
        if path.is_dir() {
            if depth > 0 {
                collect(&path, depth - 1, left, files);
            }
        } else if let Some(rank) = rank(&path) {
            files.push((rank, path));
        }
    }
}

fn rank(path: &Path) -> Option<usize> {
    let name = path.file_name()?.to_str()?.to_lowercase();
    let font = [".ttf", ".ttc", ".otf", ".otc"].iter().any(|ending| name.ends_with(ending));
    CHINESE.iter().position(|beginning| font && name.starts_with(beginning))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_are_ranked_by_name() {
        let of = |name: &str| rank(Path::new(name));
        assert!(of("/f/NotoSansCJK-Regular.ttc") < of("/f/wqy-zenhei.ttc"));
        assert_eq!(of("/f/NotoSansCJK-Regular.txt"), None);
        assert_eq!(of("/f/DejaVuSans.ttf"), None);
    }
}
