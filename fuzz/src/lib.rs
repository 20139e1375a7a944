//! What the fuzz targets share: bytes wrapped into a document of one page, and the whole way through it.
#![forbid(unsafe_code)]

pub mod vocabulary;

use juesuan_extract::{Document, Limits, OpenOptions};
use juesuan_model::Report;
use std::io::{Cursor, Write};
use std::time::Duration;

/// Small limits, so that reaching them costs little and what is slow *within* them is found.
fn limits() -> Limits {
    Limits::default()
        .stream_bytes(1 << 20)
        .total_bytes(8 << 20)
        .operators_per_page(50_000)
        .glyphs_per_page(5_000)
        .rules_per_page(5_000)
        .pages(50)
        .time(Some(Duration::from_secs(2)))
}

/// Reads a document as the program does.
pub fn read(bytes: Vec<u8>) {
    if let Ok(document) = Document::open_with(bytes, &OpenOptions::default().limits(limits())) {
        let _ = Report::read(&document.layouts());
    }
}

/// A document of one page whose objects from number 5 on are these; 4 is its content.
pub fn one_page(resources: &str, content: &[u8], more: &[Vec<u8>]) -> Vec<u8> {
    let page = format!("<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<<{resources}>>>>");
    let objects = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 600 800]>>".to_vec(),
        page.into_bytes(),
        stream("", content),
    ];
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut table = String::from("xref\n0 1\n0000000000 65535 f \n");
    for (index, object) in objects.iter().chain(more).enumerate() {
        let number = index + 1;
        table += &format!("{number} 1\n{:010} 00000 n \n", file.len());
        file.extend([format!("{number} 0 obj\n").as_bytes(), object, b"\nendobj\n"].concat());
    }
    let (at, size) = (file.len(), objects.len() + more.len() + 1);
    file.extend(format!("{table}trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{at}\n%%EOF\n").bytes());
    file
}

/// A stream object.
pub fn stream(entries: &str, content: &[u8]) -> Vec<u8> {
    [format!("<<{entries}/Length {}>>stream\n", content.len()).as_bytes(), content, b"\nendstream"].concat()
}

/// Reads a file of any other kind than PDF as the program does, with small limits.
pub fn office(bytes: &[u8]) {
    let mut limits = juesuan_office::Limits::default();
    limits.unpacked = 8 << 20;
    limits.pieces = 20_000;
    limits.text = 4 << 20;
    if let Ok(document) = juesuan_office::read_with(bytes, &limits) {
        let _ = Report::read(&document.layouts);
    }
    let _ = juesuan_office::entries(bytes, &limits);
}

/// A zip package of these parts.
pub fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a short name");
        writer.write_all(part).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

/// A compound file of these streams.
pub fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("memory");
    for (name, bytes) in streams {
        file.create_stream(name).and_then(|mut stream| stream.write_all(bytes)).expect("memory");
    }
    file.into_inner().into_inner()
}

/// Cuts fuzz input at a mark, as a dictionary would be too slow to learn.
pub fn halves(data: &[u8]) -> (&[u8], &[u8]) {
    let at = data.windows(4).position(|window| window == b"----");
    at.map_or((data, &[]), |at| (&data[..at], &data[at + 4..]))
}
