//! Damaged, locked and hostile files: typed errors, what is whole, and no more cost than allowed.
#![cfg(feature = "pdf")]
#![allow(clippy::unwrap_used, reason = "helpers of tests may fail like the tests themselves")]

mod support;

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use juesuan_extract::{DiagnosticCode, Document, Error, GlyphText, Limit, Limits, OpenOptions, Page};
use support::{one_page, pdf, stream};

const HELLO: &str = "BT /F1 10 Tf 10 10 Td (hello) Tj ET";

fn hello() -> Vec<u8> {
    one_page("", "", HELLO, &[])
}

fn glyphs(bytes: Vec<u8>) -> usize {
    Document::open(bytes).unwrap().page(1).unwrap().glyphs.len()
}

fn open_with(bytes: Vec<u8>, limits: Limits) -> Result<Document, Error> {
    Document::open_with(bytes, &OpenOptions::default().limits(limits))
}

fn reached(page: &Page) -> bool {
    page.diagnostics.iter().any(|diagnostic| diagnostic.code == DiagnosticCode::LimitReached)
}

#[test]
fn what_is_no_pdf_is_said_to_be_none() {
    assert_eq!(Document::open(Vec::new()).unwrap_err(), Error::Empty);
    assert_eq!(Document::open(b"<html><body>404</body></html>".to_vec()).unwrap_err(), Error::NotPdf);
    assert!(matches!(Document::open(b"%PDF-1.7\n%%EOF".to_vec()).unwrap_err(), Error::Damaged { .. }));
}

#[test]
fn pages_are_numbered_from_1() {
    let document = Document::open(hello()).unwrap();
    assert_eq!(document.page_count(), 1);
    for page in [0, 2] {
        assert_eq!(document.page(page).unwrap_err(), Error::PageOutOfRange { page, count: 1 });
    }
}

#[test]
fn damaged_structure_is_repaired() {
    let whole = hello();
    let junk_before = [b"HTTP/1.1 200 OK\r\n\r\n".as_slice(), &whole].concat();
    let junk_behind = [whole.as_slice(), &[0; 3000]].concat();
    let headless = whole[9..].to_vec();
    let table = whole.windows(4).position(|window| window == b"xref").unwrap();
    let truncated = whole[..table].to_vec();
    let wrong_offsets = [&whole[..9], b"%%%%%%%%%%%%%%\n", &whole[9..]].concat();
    for damaged in [junk_before, junk_behind, headless, truncated, wrong_offsets] {
        assert_eq!(glyphs(damaged), 5);
    }
}

#[test]
fn wrong_stream_lengths_and_broken_operators_leave_the_rest() {
    let text = String::from_utf8(hello()).unwrap();
    assert_eq!(glyphs(text.replace("/Length 35", "/Length 3").into_bytes()), 5);
    let page =
        Document::open(one_page("", "", &format!("1 2 cm (x) Td /Nope Do {HELLO} <<"), &[])).unwrap().page(1).unwrap();
    assert_eq!(page.glyphs.len(), 5);
    assert!(page.diagnostics.iter().any(|diagnostic| diagnostic.code == DiagnosticCode::DamagedContent));
}

#[test]
fn every_truncation_ends_cleanly() {
    let whole = hello();
    for length in 0..whole.len() {
        if let Ok(document) = Document::open(whole[..length].to_vec()) {
            document.pages().for_each(drop);
        }
    }
}

#[test]
fn page_trees_that_loop_end() {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[2 0 R 3 0 R 2 0 R]/Count 9>>".to_owned(),
        "<</Type/Page/Parent 2 0 R>>".to_owned(),
    ];
    assert_eq!(Document::open(pdf(&objects)).unwrap().page_count(), 1);
}

#[test]
fn forms_that_multiply_are_stopped() {
    // Thirty forms, each painting the next one ten times: 10^30 operators.
    let form = |number: usize| {
        let resources =
            format!("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {} 0 R>>>>", number + 1);
        stream(&resources, &"/X Do ".repeat(10))
    };
    let forms: Vec<String> = (6..36).map(form).collect();
    let bytes = one_page("", "/XObject<</X 6 0 R>>", "/X Do", &forms);
    let document = open_with(bytes, Limits::default().operators_per_page(50_000)).unwrap();
    assert!(reached(&document.page(1).unwrap()));
}

#[test]
fn saved_states_nest_only_so_deep() {
    let content = format!("{}{HELLO}{}", "q ".repeat(100_000), " Q".repeat(100_000));
    let page = Document::open(one_page("", "", &content, &[])).unwrap().page(1).unwrap();
    assert_eq!(page.glyphs.len(), 5);
    assert!(reached(&page));
}

#[test]
fn texts_count_as_work_wherever_they_stand() {
    let limits = || Limits::default().operators_per_page(1_000);
    let beside = format!("{HELLO} BT /F1 10 Tf 9999 9999 Td ({}) Tj ET", "x".repeat(2_000));
    let actual = format!("{HELLO} /Span<</ActualText({})>> BDC {HELLO} EMC", "x".repeat(2_000));
    for content in [beside, actual] {
        let page = open_with(one_page("", "", &content, &[]), limits()).unwrap().page(1).unwrap();
        assert_eq!(page.glyphs.len(), 5);
        assert!(reached(&page));
    }
}

#[test]
fn texts_of_glyphs_that_are_books_are_none() {
    for (characters, known) in [(3, true), (30_000, false)] {
        let map = format!("beginbfchar <68> <{}> endbfchar", "4E00".repeat(characters));
        let font = "<</Type/Font/Subtype/Type1/BaseFont/Symbol/ToUnicode 7 0 R/Encoding<</Differences[104/g1]>>>>";
        let bytes =
            one_page("", "/Font<</F1 6 0 R>>", "BT /F1 9 Tf 9 9 Td (h) Tj ET", &[font.to_owned(), stream("", &map)]);
        let page = Document::open(bytes).unwrap().page(1).unwrap();
        assert_eq!(page.glyphs[0].text == GlyphText::Str("一一一".into()), known);
    }
}

/// Two pages that say the same.
fn twice_hello() -> Vec<u8> {
    pdf(&[
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[4 0 R 5 0 R]/MediaBox[0 0 200 100]/Resources<</Font<</F1 6 0 R>>>>>>".to_owned(),
        stream("", HELLO),
        "<</Type/Page/Parent 2 0 R/Contents 3 0 R>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/Contents 3 0 R>>".to_owned(),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ])
}

#[test]
fn pages_beyond_the_pieces_or_glyphs_allowed_are_empty_and_say_so() {
    for (limits, named) in [
        (Limits::default().pieces(1), Limit::Pieces),
        // The page on which the last of them stand is whole.
        (Limits::default().glyphs(3), Limit::Glyphs),
    ] {
        let layouts = open_with(twice_hello(), limits).unwrap().layouts();
        assert_eq!(layouts.iter().map(|page| page.blocks.len()).collect::<Vec<_>>(), [1, 0]);
        assert_eq!(layouts[1].diagnostics[0].code, DiagnosticCode::LimitReached);
        assert!(layouts[1].diagnostics[0].message.contains(&named.to_string()), "{named}");
    }
}

#[test]
fn time_that_was_not_kept_is_an_error_whoever_read_the_pages() {
    let document = open_with(twice_hello(), Limits::default().time(Some(Duration::ZERO))).unwrap();
    let _ = document.document_with(&mut |page| page);
    assert!(matches!(document.kept_time(), Err(Error::LimitExceeded { limit: Limit::Time, .. })));
    assert!(Document::open(twice_hello()).unwrap().kept_time().is_ok());
}

#[test]
fn nested_arrays_and_dictionaries_are_flat() {
    let content = format!("{}{HELLO}", "[".repeat(200_000) + &"<<".repeat(200_000));
    let page = Document::open(one_page("", "", &content, &[])).unwrap().page(1).unwrap();
    assert_eq!(page.glyphs.len(), 5);
    let deep = one_page(&format!("/Deep {}", "[".repeat(100_000)), "", HELLO, &[]);
    // The page object is lost with it; what matters is that it ends.
    let _ = Document::open(deep).map(|document| document.page(1));
}

#[test]
fn limits_are_named() {
    let limit = |limits: Limits| match open_with(hello(), limits) {
        Err(Error::LimitExceeded { limit, .. }) => Some(limit),
        _ => None,
    };
    assert_eq!(limit(Limits::default().file_bytes(10)), Some(Limit::FileBytes));
    assert_eq!(limit(Limits::default().objects(2)), Some(Limit::Objects));
    assert_eq!(limit(Limits::default().pages(0)), Some(Limit::Pages));
    let few = open_with(hello(), Limits::default().glyphs_per_page(3)).unwrap().page(1).unwrap();
    assert_eq!(few.glyphs.len(), 3);
    assert!(reached(&few));
    let lines = "0 0 m 9 0 l S ".repeat(10);
    let ruled = open_with(one_page("", "", &lines, &[]), Limits::default().rules_per_page(4)).unwrap().page(1).unwrap();
    assert!(reached(&ruled));
}

#[test]
fn values_are_counted_where_they_are_read() {
    let array = format!("[{}]", "1 ".repeat(5_000));
    let limits = || Limits::default().values(1_000);
    let unused = one_page("", "", HELLO, std::slice::from_ref(&array));
    assert_eq!(open_with(unused, limits()).unwrap().page(1).unwrap().glyphs.len(), 5);
    let exceeded = Error::LimitExceeded { limit: Limit::Values, maximum: 1_000 };
    assert_eq!(open_with(one_page(&format!("/Deep {array}"), "", HELLO, &[]), limits()).unwrap_err(), exceeded);
    let resources = one_page("", "/Properties<</P 6 0 R>>", &format!("{HELLO} /A /P BDC EMC"), &[array]);
    assert!(reached(&open_with(resources, limits()).unwrap().page(1).unwrap()));
}

/// A file without cross-reference whose only page shows hello; more objects stand behind.
fn without_table(more: &str) -> Vec<u8> {
    let whole = String::from_utf8(hello()).unwrap();
    let objects = whole.split("xref").next().unwrap();
    format!("{objects} {more} trailer<</Root 1 0 R>>").into_bytes()
}

#[test]
fn objects_in_streams_are_found_without_a_table() {
    let font = "<</Type/Font/Subtype/Type1/BaseFont/Courier>>";
    let more = format!("9 0 obj {} endobj", stream("/Type/ObjStm/N 2/First 8", &format!("5 0 7 2 7 {font}")));
    let page = Document::open(without_table(&more)).unwrap().page(1).unwrap();
    // Object 5 is not the font any more, so that nothing is known of its widths.
    assert_ne!(page.glyphs, Document::open(hello()).unwrap().page(1).unwrap().glyphs);
    assert_eq!(glyphs(without_table("")), 5);
}

#[test]
fn objects_that_stand_on_one_another_are_read_for_no_more_than_allowed() {
    // Ten thousand pages in one stream, all beginning at the same array or within it.
    let index: String = (10..10_010).map(|number| format!("{number} {} ", number % 90)).collect();
    let array = format!("{}{}", "[".repeat(90), "1 ".repeat(50_000));
    let packed = stream(&format!("/Type/ObjStm/N 10000/First {}", index.len()), &(index + &array));
    let kids: String = (10..10_010).map(|number| format!("{number} 0 R ")).collect();
    let more = format!("9 0 obj {packed} endobj 2 0 obj <</Type/Pages/Kids[3 0 R {kids}]>> endobj");
    let error = open_with(without_table(&more), Limits::default()).unwrap_err();
    assert_eq!(error, Error::LimitExceeded { limit: Limit::Values, maximum: 2_000_000 });
}

#[test]
fn streams_that_overlap_are_copied_for_no_more_than_allowed() {
    let streams: String = (10..30).map(|number| format!("{number} 0 obj<</Length 9 0 R>>stream\n")).collect();
    let kids: String = (10..30).map(|number| format!("{number} 0 R ")).collect();
    let rest = "x".repeat(100_000);
    let more = format!("9 0 obj 100000 endobj 4 0 obj [{kids}] endobj {streams}{rest}");
    let page = open_with(without_table(&more), Limits::default()).unwrap().page(1).unwrap();
    assert!(reached(&page) && page.glyphs.is_empty());
}

#[test]
fn an_object_that_is_listed_many_times_costs_no_more() {
    let big = format!("[{}]", "1 ".repeat(100_000));
    let whole = String::from_utf8(one_page("", "", HELLO, &[big])).unwrap();
    let row = whole.lines().rfind(|line| line.ends_with("00000 n ")).unwrap().to_owned() + "\n";
    let table = whole.replace("xref\n0 7\n", "xref\n0 30007\n").replace(&row, &row.repeat(30_001));
    assert_ne!(table, whole);
    let limits = Limits::default().values(150_000);
    assert_eq!(open_with(table.into_bytes(), limits).unwrap().page(1).unwrap().glyphs.len(), 5);
}

#[test]
fn streams_that_are_too_large_are_left_out() {
    let page = open_with(hello(), Limits::default().stream_bytes(20)).unwrap().page(1).unwrap();
    assert!(page.glyphs.is_empty() && reached(&page));
}

#[test]
fn used_up_bytes_and_time_are_errors() {
    let document = open_with(hello(), Limits::default().total_bytes(50)).unwrap();
    assert!(document.page(1).is_ok());
    let again = document.page(1).unwrap_err();
    assert_eq!(again, Error::LimitExceeded { limit: Limit::TotalBytes, maximum: 50 });
    let document = open_with(hello(), Limits::default().time(Some(Duration::ZERO))).unwrap();
    assert_eq!(document.page(1).unwrap_err(), Error::LimitExceeded { limit: Limit::Time, maximum: 0 });
}

#[test]
fn errors_are_one_line() {
    let errors = [
        Error::Empty,
        Error::NotPdf,
        Error::Encrypted,
        Error::Damaged { reason: "no pages".to_owned() },
        Error::LimitExceeded { limit: Limit::Time, maximum: 5 },
        Error::PageOutOfRange { page: 3, count: 2 },
    ];
    for error in errors {
        let message = error.to_string();
        assert!(message.contains(';') || message.contains(':'), "says what to do: {message}");
        assert!(!message.contains('\n'));
    }
}

/// Every file of the corpus that broke other readers, where the corpus is there.
#[test]
fn hostile_and_odd_files_end_cleanly() {
    let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    for folder in ["hostile", "text-layer"] {
        let Ok(entries) = std::fs::read_dir(corpus.join(folder)) else {
            eprintln!("skipped: no {} in {}", folder, corpus.display());
            continue;
        };
        let mut slow = String::new();
        for path in
            entries.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|end| end == "pdf"))
        {
            let started = Instant::now();
            if let Ok(document) = Document::open(std::fs::read(&path).unwrap()) {
                for page in document.pages().flatten() {
                    assert!(page.glyphs.iter().all(|glyph| glyph.origin.x.is_finite() && glyph.origin.y.is_finite()));
                }
            }
            if started.elapsed() > Duration::from_secs(30) {
                let _ = writeln!(slow, "{}", path.display());
            }
        }
        assert_eq!(slow, "", "the time limit was not kept");
    }
}

#[test]
fn attached_files_are_said() {
    let with = |name: &str| {
        let catalog = "<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Kids[4 0 R]>>>>>>";
        let pages = "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 200 100]>>";
        let tree = format!("<</Names[(a)<</Type/Filespec/F({name})>>]/Kids[4 0 R]>>");
        let objects = [catalog, pages, "<</Type/Page/Parent 2 0 R>>", &tree].map(str::to_owned);
        let layouts = Document::open(pdf(&objects)).unwrap().layouts();
        let said = layouts[0].diagnostics.iter().find(|doubt| doubt.code == DiagnosticCode::InkWithoutText);
        said.map(|doubt| doubt.message.clone())
    };
    assert!(with("tables.xlsx").unwrap().contains("“tables.xlsx”"));
    assert_eq!(with("settings.joboptions"), None);
}
