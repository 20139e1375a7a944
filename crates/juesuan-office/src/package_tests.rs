//! Packages made by hand, for tests.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A zip package of these parts.
pub(crate) fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Blocks as text: lines as they are, with `…` before those that a line break begins; cells with their positions and
/// spans.
pub(crate) fn shown(document: &juesuan_document::Document) -> Vec<String> {
    use juesuan_document::{Block, Break};
    let blocks = document.layouts.iter().flat_map(|layout| &layout.blocks);
    blocks
        .map(|block| match block {
            Block::Line(line) if line.breaks == Break::Unknown => format!("…{}", line.text),
            Block::Line(line) => line.text.clone(),
            Block::Grid(grid) => {
                let printed = grid.cells.iter().filter(|cell| !cell.lines.is_empty() || cell.row_span > 1);
                let cells = printed.map(|cell| match (cell.row_span, cell.column_span) {
                    (1, 1) => format!("{}:{}={}", cell.row, cell.column, cell.text()),
                    (rows, columns) => format!("{}:{}={}×{rows}×{columns}", cell.row, cell.column, cell.text()),
                });
                cells.collect::<Vec<_>>().join(" ")
            }
            _ => unreachable!(),
        })
        .collect()
}

/// A compound file of these streams.
pub(crate) fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, bytes) in streams {
        file.create_stream(name).unwrap().write_all(bytes).unwrap();
    }
    file.into_inner().into_inner()
}
