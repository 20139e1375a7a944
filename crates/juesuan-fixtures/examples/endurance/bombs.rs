//! Bombs: small files that ask for gigabytes, hours or endless loops. Each is written by hand here.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// A page with Helvetica as `F1` that shows something, so that the rest of the document can be seen to survive.
const HELLO: &[u8] = b"BT /F1 10 Tf 10 10 Td (hello) Tj ET ";

/// All bombs by name.
pub(crate) fn all() -> Vec<(&'static str, Vec<u8>)> {
    let million = |text: &str| text.repeat(1_000_000).into_bytes();
    let page = |content: &[u8]| one_page("", &flate("", content), &[]);
    let deep_object = |open: &str| one_page(&format!("/Deep {}", open.repeat(1_000_000)), &stream("", HELLO), &[]);
    let resources = |entries: &str, more: &[Vec<u8>]| {
        one_page(
            &format!("/Resources<</Font<</F1 5 0 R/F2 6 0 R>>{entries}>>"),
            &stream("", &[b"/X Do ", HELLO].concat()),
            more,
        )
    };
    let form = |next: usize, content: &str| {
        stream(
            &format!("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {next} 0 R>>>>"),
            content.as_bytes(),
        )
    };
    let multiplying: Vec<_> = (7..47).map(|number| form(number, &"/X Do ".repeat(10))).collect();
    let font = |to_unicode: &[u8], shown: &[u8]| {
        let more = [type0(7), flate("", to_unicode), descendant("")];
        one_page("/Resources<</Font<</F2 6 0 R>>>>", &flate("", shown), &more)
    };
    let show = |string: &str, times: usize| {
        format!("BT /F2 1 Tf 5 5 Td {}", format!("<{string}>Tj 0 0 Td ").repeat(times)).into_bytes()
    };
    let endless = "beginbfrange <0000> <FFFF> <0000> <00000000> <FFFFFFFF> <0000> endbfrange\nbegincidrange <00000000> <FFFFFFFF> 0 endcidrange";
    let ranges: String =
        (0..700_000).map(|at| format!("<{:08X}> <{:08X}> <4E00>\n", at, 0xFFFF_FFFF_u32 - at)).collect();
    let codespaces = format!("begincodespacerange {} endcodespacerange", "<FF00> <FFFF> ".repeat(1_000_000));
    let long_text = format!("beginbfchar <0001> <{}> endbfchar", "4E00".repeat(20_000));
    let every_glyph_apart = || -> Vec<u8> {
        let place = |at: usize| format!("BT /F1 1 Tf {} {} Td (x)Tj ET ", at % 500 * 4, at / 500 * 2 % 800);
        (0..190_000).flat_map(|at| place(at).into_bytes()).collect()
    };
    let dense_rules = || -> Vec<u8> {
        (0..6_000).flat_map(|at| format!("{at} 0 m {at} 9000 l 0 {at} m 9000 {at} l S ").into_bytes()).collect()
    };
    let short_rules = || -> Vec<u8> {
        let tick = |at: usize| format!("{} {} m {0} {} l S ", at % 400 * 5, at / 400 * 5, at / 400 * 5 + 4);
        (0..190_000).flat_map(|at| tick(at).into_bytes()).collect()
    };
    let backgrounds = || {
        [
            b"0.5 g ".to_vec(),
            b"0 0 900 900 re f ".repeat(5_000),
            b"1 g BT /F1 1 Tf 5 5 Td ".to_vec(),
            b"(xxxxxxxxxx)Tj 0 0 Td ".repeat(20_000),
        ]
        .concat()
    };
    let actual = |characters: usize| format!("<</ActualText({})>>", "x".repeat(characters)).into_bytes();
    let marked = one_page(
        "/Resources<</Font<</F1 5 0 R>>/Properties<</P 6 0 R>>>>",
        &flate("", &[b"BT /F1 1 Tf 5 5 Td ".to_vec(), b"/Span/P BDC(ab)Tj EMC ".repeat(90_000)].concat()),
        &[actual(4 << 20)],
    );
    vec![
        ("flate in flate", one_page("", &flate_in_flate(&vec![b' '; 1 << 29]), &[])),
        ("a million nested arrays in content", page(&[million("["), HELLO.to_vec()].concat())),
        ("a million nested arrays in an object", deep_object("[")),
        ("a million nested dictionaries in an object", deep_object("<</A")),
        ("a million open parentheses in an object", deep_object("(")),
        ("a million q", page(&[million("q "), HELLO.to_vec()].concat())),
        ("a million marked sequences", page(&[million("/A BMC "), HELLO.to_vec()].concat())),
        ("a form that paints itself", resources("/XObject<</X 6 0 R>>", &[form(6, "/X Do /X Do")])),
        ("forms that multiply", resources("/XObject<</X 6 0 R>>", &multiplying)),
        ("a page tree loop", loop_of_pages()),
        ("a page tree of shared branches", shared_branches()),
        ("a page tree of a million direct branches", direct_branches()),
        ("a stream of 10 GB, it says", lying_stream()),
        ("a CMap of 2^32 codes", font(endless.as_bytes(), &show("00010002", 20_000))),
        ("a CMap of overlapping ranges", font(format!("beginbfrange {ranges} endbfrange").as_bytes(), &show("00010002", 10))),
        ("a CMap of a million code spaces", one_page("/Resources<</Font<</F2 6 0 R>>>>", &flate("", &show(&"0001".repeat(500), 190)), &[type0_encoded(7), flate("", codespaces.as_bytes()), descendant("")])),
        ("a CMap whose characters are books", font(long_text.as_bytes(), &show(&"0001".repeat(1_000), 190))),
        ("CMaps that use each other", one_page("/Resources<</Font<</F2 6 0 R>>>>", &stream("", &show("0001", 3)), &[type0_encoded(7), stream("/UseCMap 7 0 R", b"/Own usecmap"), descendant("")])),
        ("a font that is its own descendant", one_page("/Resources<</Font<</F2 6 0 R>>>>", &stream("", &show("0001", 3)), &[b"<</Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 6 0 R>>".to_vec()])),
        ("widths of all codes, many times", one_page("/Resources<</Font<</F2 6 0 R>>>>", &stream("", &show("0001", 3)), &[type0(7), stream("", b""), descendant(&format!("/W[{}]", "0 4294967295 500 ".repeat(300_000)))])),
        ("a book of actual text for every glyph", marked),
        ("a string of 60 MB beside the page", page(&[b"BT /F1 1 Tf 9999 9999 Td (".to_vec(), vec![b'x'; 60 << 20], b")Tj ET".to_vec()].concat())),
        ("190,000 glyphs, each alone", page(&every_glyph_apart())),
        ("190,000 glyphs on one spot", page(&[b"BT /F1 9 Tf 9 9 Td ".to_vec(), b"(x)Tj 0 0 Td ".repeat(190_000)].concat())),
        ("glyphs over thousands of backgrounds", page(&backgrounds())),
        ("a lattice of 36 million cells", page(&dense_rules())),
        ("190,000 short lines", page(&short_rules())),
        ("a thousand pages of glyphs, each alone", many_pages(1_000, &every_glyph_apart())),
        ("a thousand pages of lattices", many_pages(1_000, &dense_rules())),
        ("a thousand pages of long lines of text", many_pages(1_000, &[b"BT /F1 1 Tf 1 5 Td ".to_vec(), [b"(".to_vec(), vec![b'x'; 900], b")Tj 0 1 Td ".to_vec()].concat().repeat(200)].concat())),
        ("forty object streams of 8 MB", object_streams(40, &"0 ".repeat(4_000_000 - 100))),
        ("object streams of empty arrays", object_streams(8, &"[]".repeat(3_900_000))),
        ("a cross-reference table of 2^32 objects", b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 4294967295\n0000000000 65535 f \ntrailer<</Size 4294967295/Root 1 0 R>>\nstartxref\n42\n%%EOF".to_vec()),
        ("a cross-reference stream of 2^31 objects", reference_stream("/Size 2147483647/Index[0 2147483647]/W[1 8 8]")),
        ("a cross-reference stream without width", reference_stream("/Size 2147483647/Index[0 2147483647]/W[0 0 0]")),
        ("a cross-reference stream before itself", reference_stream("/Size 5/W[1 2 1]/Prev 9")),
        ("references in a circle", resources("/XObject<</X 6 0 R>>", &[b"7 0 R".to_vec(), b"6 0 R".to_vec()])),
        ("a predictor of 2^31 columns", one_page("", &flate("/DecodeParms<</Predictor 15/Columns 2147483647/Colors 2147483647>>", HELLO), &[])),
    ]
}

/// A document of these objects, the first of which is the catalog.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (index, object) in objects.iter().enumerate() {
        table += &format!("{:010} 00000 n \n", file.len());
        file.extend([format!("{} 0 obj\n", index + 1).as_bytes(), object, b"\nendobj\n"].concat());
    }
    let (at, size) = (file.len(), objects.len() + 1);
    file.extend(format!("{table}trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{at}\n%%EOF\n").bytes());
    file
}

/// A document of one page; its entries, its content stream, and objects from number 6 on.
fn one_page(page: &str, content: &[u8], more: &[Vec<u8>]) -> Vec<u8> {
    let kids = "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 9000 9000]/Resources<</Font<</F1 5 0 R>>>>>>";
    let page = format!("<</Type/Page/Parent 2 0 R/Contents 4 0 R{page}>>");
    with_pages(kids, [vec![page.into_bytes(), content.to_vec(), helvetica()], more.to_vec()].concat())
}

fn with_pages(pages: &str, more: Vec<Vec<u8>>) -> Vec<u8> {
    pdf(&[vec![b"<</Type/Catalog/Pages 2 0 R>>".to_vec(), pages.as_bytes().to_vec()], more].concat())
}

/// Pages that share one content stream.
fn many_pages(count: usize, content: &[u8]) -> Vec<u8> {
    let kids: String = (5..5 + count).map(|number| format!("{number} 0 R ")).collect();
    let pages = format!("<</Type/Pages/Kids[{kids}]/MediaBox[0 0 2000 1000]/Resources<</Font<</F1 3 0 R>>>>>>");
    let page = b"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>".to_vec();
    with_pages(&pages, [vec![helvetica(), flate("", content)], vec![page; count]].concat())
}

fn loop_of_pages() -> Vec<u8> {
    with_pages(
        "<</Type/Pages/Parent 2 0 R/Kids[2 0 R 3 0 R 2 0 R]/Count 9>>",
        vec![b"<</Type/Pages/Kids[2 0 R 3 0 R]>>".to_vec()],
    )
}

/// Sixty nodes, each of which has the next one twice: 2^60 pages.
fn shared_branches() -> Vec<u8> {
    let node = |number: usize| format!("<</Type/Pages/Kids[{number} 0 R {number} 0 R]>>").into_bytes();
    with_pages("<</Type/Pages/Kids[3 0 R]>>", (4..64).map(node).chain([b"<</Type/Page>>".to_vec()]).collect())
}

fn direct_branches() -> Vec<u8> {
    with_pages(&format!("<</Type/Pages/Kids[{}]>>", "<</Kids[<<>>]>>".repeat(300_000)), Vec::new())
}

/// Object streams of one object each, that hold what `body` says.
fn object_streams(count: usize, body: &str) -> Vec<u8> {
    let packed = flate("/Type/ObjStm/N 1/First 6", format!("9999 0[{body}]").as_bytes());
    one_page("", &stream("", HELLO), &vec![packed; count])
}

/// A document whose only cross-reference is a stream with these entries.
fn reference_stream(entries: &str) -> Vec<u8> {
    let table = flate(&format!("/Type/XRef/Root 2 0 R{entries}"), &vec![0; 7 << 20]);
    [b"%PDF-1.7\n1 0 obj", table.as_slice(), b"endobj\n2 0 obj<</Type/Catalog>>endobj\nstartxref\n9\n%%EOF"].concat()
}

fn helvetica() -> Vec<u8> {
    b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_vec()
}

/// A composite font with a `ToUnicode` and, behind that, its descendant.
fn type0(to_unicode: usize) -> Vec<u8> {
    let after = to_unicode + 1;
    format!("<</Type/Font/Subtype/Type0/Encoding/Identity-H/ToUnicode {to_unicode} 0 R/DescendantFonts[{after} 0 R]>>")
        .into_bytes()
}

/// A composite font with an encoding of its own and, behind that, its descendant.
fn type0_encoded(encoding: usize) -> Vec<u8> {
    let after = encoding + 1;
    format!("<</Type/Font/Subtype/Type0/Encoding {encoding} 0 R/DescendantFonts[{after} 0 R]>>").into_bytes()
}

fn descendant(entries: &str) -> Vec<u8> {
    format!("<</Type/Font/Subtype/CIDFontType2/BaseFont/A{entries}>>").into_bytes()
}

fn lying_stream() -> Vec<u8> {
    one_page("", &[b"<</Length 10000000000>>stream\n", HELLO, b"\nendstream"].concat(), &[])
}

fn stream(entries: &str, content: &[u8]) -> Vec<u8> {
    [format!("<<{entries}/Length {}>>stream\n", content.len()).as_bytes(), content, b"\nendstream"].concat()
}

fn flate(entries: &str, content: &[u8]) -> Vec<u8> {
    stream(&format!("/Filter/FlateDecode{entries}"), &deflated(content))
}

fn flate_in_flate(content: &[u8]) -> Vec<u8> {
    stream("/Filter[/FlateDecode/FlateDecode/FlateDecode]", &deflated(&deflated(&deflated(content))))
}

fn deflated(content: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(content).and_then(|()| encoder.finish()).expect("memory can be written")
}
