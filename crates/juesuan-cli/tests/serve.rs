//! `juesuan serve`: what is dropped is read and can be taken away, what is not meant for the page is refused, and
//! nothing is left when it ends.
#![cfg(feature = "serve")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test that cannot go on fails

mod support;

use std::fs;
use std::io::{BufRead, BufReader, Cursor, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::Duration;

use calamine::{Reader, open_workbook_from_rs};
use serde_json::Value;
use support::{Folder, document, juesuan};

/// A page that runs, in a folder of temporary files of its own.
struct Page {
    child: Child,
    address: String,
    key: String,
    temporary: Folder,
}

/// The process, where it listens, and the key of its path.
fn start(temporary: &Folder, more: &[&str]) -> (Child, String, String) {
    let mut command = juesuan();
    command.args(["serve", "--no-open", "--jobs", "1"]).args(more).env("TMPDIR", temporary.path(""));
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    let (address, key) = line.trim().strip_prefix("http://").unwrap().split_once('/').unwrap();
    (child, address.to_owned(), key.trim_end_matches('/').to_owned())
}

struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Page {
    fn start(name: &str, more: &[&str]) -> Self {
        let temporary = Folder::new(name);
        let (child, address, key) = start(&temporary, more);
        Self { child, address, key, temporary }
    }

    /// Another page that uses the same folder of temporary files.
    fn restart(&mut self) {
        let (child, address, key) = start(&self.temporary, &[]);
        (self.child, self.address, self.key) = (child, address, key);
    }

    fn send(&self, head: &str, body: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "{head}Connection: close\r\nContent-Length: {}\r\n\r\n", body.len()).unwrap();
        stream.write_all(body).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(answer[..end].to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head, body: answer[end + 4..].to_vec() }
    }

    fn ask(&self, method: &str, path: &str, body: &[u8]) -> Answer {
        self.send(&format!("{method} /{}/{path} HTTP/1.1\r\nHost: {}\r\n", self.key, self.address), body)
    }

    fn add(&self, name: &str, body: &[u8]) -> u16 {
        self.ask("POST", &format!("documents?name={name}"), body).status
    }

    /// The documents when all is done.
    fn documents(&self) -> Vec<Value> {
        loop {
            let state: Value = serde_json::from_slice(&self.ask("GET", "documents", b"").body).unwrap();
            let documents = state["documents"].as_array().unwrap().clone();
            let is_over = |it: &Value| ["reading", "page"].iter().all(|of| it[of] == "ready" || it[of] == "failed");
            if documents.iter().all(is_over) {
                return documents;
            }
            sleep(Duration::from_millis(50));
        }
    }

    fn files(&self) -> usize {
        fs::read_dir(self.temporary.path("")).unwrap().count()
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn bytes(name: &str) -> Vec<u8> {
    fs::read(document(name)).unwrap()
}

/// The entries of an archive: names and contents.
fn entries(archive: Vec<u8>) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
    let mut entries = Vec::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        entries.push((entry.name().unwrap().into_owned(), content));
    }
    entries
}

#[test]
fn dropped_documents_give_pages_workbooks_and_tables_and_a_hostile_file_costs_one_row() {
    let page = Page::start("serve-drop", &["--time-limit", "60"]);
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("2023/three-line.pdf", zip::write::SimpleFileOptions::default()).unwrap();
    archive.write_all(&bytes("three-line")).unwrap();
    archive.start_file("readme.txt", zip::write::SimpleFileOptions::default()).unwrap();
    assert_eq!(page.add("shenzhen.pdf", &bytes("shenzhen")), 201);
    assert_eq!(page.add("hostile.pdf", b"%PDF-1.7\nnothing"), 201);
    assert_eq!(page.add("%E5%86%B3%E7%AE%97.zip", &archive.finish().unwrap().into_inner()), 201);

    let documents = page.documents();
    let of = |name: &str| documents.iter().find(|it| it["name"] == name).unwrap();
    assert_eq!(documents.len(), 3);
    for name in ["shenzhen.pdf", "决算.zip/2023/three-line.pdf"] {
        assert_eq!((&of(name)["reading"], &of(name)["page"]), (&"ready".into(), &"ready".into()), "{name}");
        assert!(of(name)["manifest"]["checks"]["pass"].as_u64().unwrap() > 0, "{name}");
    }
    assert_eq!((&of("hostile.pdf")["reading"], &of("hostile.pdf")["page"]), (&"failed".into(), &"failed".into()));
    assert!(of("hostile.pdf")["remark"][1].as_str().unwrap().len() > 10, "it says why");

    let id = &of("shenzhen.pdf")["id"];
    let audit = page.ask("GET", &format!("documents/{id}/page"), b"");
    assert!(audit.status == 200 && String::from_utf8(audit.body).unwrap().contains("juesuan audit"));
    assert!(audit.head.contains("sandbox allow-scripts allow-modals;"), "a file's words reach nothing here");
    let hostile = &of("hostile.pdf")["id"];
    assert_eq!(page.ask("GET", &format!("documents/{hostile}/page"), b"").status, 404);

    let sheets = |body: Vec<u8>| -> Vec<String> {
        let book: calamine::Xlsx<_> = open_workbook_from_rs(Cursor::new(body)).unwrap();
        book.sheet_names()
    };
    assert!(sheets(page.ask("GET", &format!("documents/{id}/workbook"), b"").body).len() > 5);
    let all = page.ask("GET", "workbook", b"");
    assert!(all.head.contains("attachment") && sheets(all.body).len() > 10);

    let tables = entries(page.ask("GET", "tables", b"").body);
    let facts = &tables.iter().find(|(name, _)| name == "facts.csv").unwrap().1;
    let facts = String::from_utf8(facts.clone()).unwrap();
    assert!(facts.starts_with('\u{feff}') && facts.contains("shenzhen.pdf") && facts.contains("2023/three-line.pdf"));

    let everything: Vec<String> =
        entries(page.ask("GET", "everything", b"").body).into_iter().map(|(name, _)| name).collect();
    for name in ["audit/shenzhen.pdf.html", "workbooks/决算.zip/2023/three-line.pdf.xlsx", "all.xlsx", "csv/facts.csv"]
    {
        assert!(everything.contains(&name.to_owned()), "{name}: {everything:?}");
    }
    assert_eq!(page.ask("DELETE", "documents", b"").status, 204);
    assert!(page.documents().is_empty());
}

/// A document that opens with a password alone.
fn locked(pdf: &[u8], password: &str) -> Vec<u8> {
    use lopdf::encryption::{EncryptionState, EncryptionVersion, Permissions};
    let mut document = lopdf::Document::load_mem(pdf).unwrap();
    let id = lopdf::Object::string_literal("juesuan tests");
    document.trailer.set("ID", vec![id.clone(), id]);
    let state = EncryptionState::try_from(EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password: password,
        key_length: 128,
        permissions: Permissions::all(),
    })
    .unwrap();
    document.encrypt(&state).unwrap();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn a_locked_document_takes_its_own_password() {
    let page = Page::start("serve-locked", &["--time-limit", "60"]);
    let three_line = bytes("three-line");
    for (name, password) in [("a.pdf", "first"), ("b.pdf", "%E5%AF%86")] {
        assert_eq!(page.add(name, &locked(&three_line, password)), 201);
    }
    assert_eq!(page.add("open.pdf", &three_line), 201);
    let state = |of: usize| {
        let documents = page.documents();
        let it = &documents[of];
        (it["reading"].clone(), it["locked"].clone(), it["tried"].clone(), it["page"].clone())
    };
    let seen = |reading: &str, locked: bool, tried: bool, page: &str| {
        (reading.into(), locked.into(), tried.into(), page.into())
    };
    assert_eq!(state(0), seen("failed", true, false, "failed"));
    let unlock =
        |of: &str, password: &str| page.ask("POST", &format!("documents/{of}/password"), password.as_bytes()).status;
    assert_eq!(unlock("0", "second"), 202);
    assert_eq!(state(0), seen("failed", true, true, "failed"), "not the right one");
    assert_eq!((unlock("0", "first"), unlock("1", "%E5%AF%86")), (202, 202));
    assert_eq!(state(0), seen("ready", false, true, "ready"));
    assert_eq!(state(1), seen("ready", false, true, "ready"), "each has its own");
    assert_eq!((unlock("2", "first"), unlock("7", "first")), (404, 404), "there is nothing to open");
    assert_eq!(unlock("1", &"x".repeat(2000)), 413);
    let facts = entries(page.ask("GET", "tables", b"").body).into_iter().find(|(name, _)| name == "facts.csv");
    let facts = String::from_utf8(facts.unwrap().1).unwrap();
    let rows = |name: &str| facts.lines().filter(|line| line.trim_start_matches('\u{feff}').starts_with(name)).count();
    assert!(rows("open.pdf") > 50 && rows("a.pdf") == rows("open.pdf") && rows("b.pdf") == rows("open.pdf"));
}

#[test]
fn what_is_not_meant_for_the_page_is_refused() {
    let page = Page::start("serve-guard", &[]);
    let asked = |path: &str, host: &str| page.send(&format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n"), b"");
    let path = format!("/{}/", page.key);
    let ours = asked(&path, &page.address);
    assert_eq!(ours.status, 200);
    let policy = "content-security-policy: default-src 'none'; script-src 'self'; style-src 'self'";
    assert!(ours.head.contains(policy) && ours.head.contains("nosniff"), "{}", ours.head);
    assert_eq!(asked(&path, "evil.example").status, 421);
    assert_eq!(asked("/", &page.address).status, 404, "without the key");
    assert_eq!(asked("/documents", &page.address).status, 404, "without the key");
    for file in ["serve.js", "serve.css"] {
        assert_eq!(asked(&format!("{path}{file}"), &page.address).status, 200, "{file}");
    }
    assert!(page.address.starts_with("127.0.0.1:"));
}

#[test]
fn too_large_and_too_many_are_refused() {
    let page = Page::start("serve-bounds", &["--file-mb", "1", "--total-mb", "2", "--files", "2"]);
    let head = format!("POST /{}/documents?name=a.pdf HTTP/1.1\r\nHost: {}\r\n", page.key, page.address);
    // What is announced as too large is not even waited for.
    let mut stream = TcpStream::connect(&page.address).unwrap();
    write!(stream, "{head}Content-Length: {}\r\n\r\n", (1 << 20) + 1).unwrap();
    let mut status = [0; 12];
    stream.read_exact(&mut status).unwrap();
    assert_eq!(&status, b"HTTP/1.1 413");
    // Without an announced length, no more is taken than may be.
    let mut stream = TcpStream::connect(&page.address).unwrap();
    write!(stream, "{head}Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n").unwrap();
    write!(stream, "{:x}\r\n", (1 << 20) + 1).unwrap();
    stream.write_all(&vec![b'x'; (1 << 20) + 1]).unwrap();
    stream.read_exact(&mut status).unwrap();
    assert_eq!(&status, b"HTTP/1.1 413");
    assert_eq!((page.add("a.pdf", b"a"), page.add("b.pdf", b"b"), page.add("c.pdf", b"c")), (201, 201, 409));
    assert_eq!(page.documents().len(), 2);
}

#[test]
fn nothing_is_left_when_it_ends() {
    let mut page = Page::start("serve-end", &[]);
    assert_eq!(page.add("shenzhen.pdf", &bytes("shenzhen")), 201);
    assert_eq!(page.files(), 1);
    assert_eq!(page.ask("POST", "end", b"").status, 204);
    assert!(page.child.wait().unwrap().success());
    assert_eq!(page.files(), 0, "ended in the middle of a document");
}

#[cfg(unix)]
#[test]
fn nothing_is_left_when_it_is_interrupted_and_what_a_killed_page_left_is_removed() {
    use std::process::Command;
    let mut page = Page::start("serve-interrupt", &[]);
    assert_eq!(page.add("shenzhen.pdf", &bytes("shenzhen")), 201);
    page.documents();
    assert_eq!(page.files(), 1);
    let folder = fs::read_dir(page.temporary.path("")).unwrap().next().unwrap().unwrap().path();
    assert_eq!(mode(&folder) & 0o077, 0, "nobody else looks into it");
    assert!(Command::new("kill").args(["-INT", &page.child.id().to_string()]).status().unwrap().success());
    assert!(page.child.wait().unwrap().success());
    assert_eq!(page.files(), 0);

    page.restart();
    assert_eq!(page.add("a.pdf", b"a"), 201);
    // Once it is read: a worker that has only just been forked holds the page's lock until it is a program of its own.
    page.documents();
    page.child.kill().unwrap();
    page.child.wait().unwrap();
    assert_eq!(page.files(), 1, "it could do nothing about it");
    page.restart();
    assert_eq!(page.files(), 1, "its own");
    assert!(Command::new("kill").args(["-TERM", &page.child.id().to_string()]).status().unwrap().success());
    page.child.wait().unwrap();
    assert_eq!(page.files(), 0);
}

#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().unwrap().permissions().mode()
}
