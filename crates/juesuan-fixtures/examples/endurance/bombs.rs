//! Bombs: small files that ask for gigabytes, hours or endless loops. Each is written by hand here.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// A page with Helvetica as `F1` that shows something, so that the rest of the document can be seen to survive.
const HELLO: &[u8] = b"BT /F1 10 Tf 10 10 Td (hello) Tj ET ";

/// A bomb: its name, and what makes it.
pub(crate) type Bomb = (&'static str, fn() -> Vec<u8>);

/// All bombs.
pub(crate) const ALL: &[Bomb] = &[
    ("flate in flate", || one_page("", &flate_in_flate(&vec![b' '; 1 << 29]), &[])),
    ("a million nested arrays in content", || page(&million("["))),
    ("a million nested arrays in an object", || deep_object("[")),
    ("a million nested dictionaries in an object", || deep_object("<</A")),
    ("a million open parentheses in an object", || deep_object("(")),
    ("values just below the limit", || deep_object(&format!("[{}]", "1 ".repeat(VALUES - 200)))),
    ("dictionaries just below the limit", || deep_object(&format!("[{}]", "<<>>".repeat(VALUES / 2 - 200)))),
    ("a million q", || page(&million("q "))),
    ("a million marked sequences", || page(&million("/A BMC "))),
    ("a form that paints itself", || with_objects("/XObject<</X 6 0 R>>", b"/X Do", &[form(6, "/X Do /X Do")])),
    ("forms that multiply", || {
        let forms: Vec<_> = (7..47).map(|next| form(next, &"/X Do ".repeat(10))).collect();
        with_objects("/XObject<</X 6 0 R>>", b"/X Do", &forms)
    }),
    ("a page tree loop", || {
        let kids = "<</Type/Pages/Parent 2 0 R/Kids[2 0 R 3 0 R 4 0 R 2 0 R]/Count 9>>";
        with_pages(kids, vec![b"<</Type/Pages/Kids[2 0 R 3 0 R]>>".to_vec(), b"<</Type/Page>>".to_vec()])
    }),
    ("a page tree of 2^60 pages", || {
        let node = |next: usize| format!("<</Type/Pages/Kids[{next} 0 R {next} 0 R]>>").into_bytes();
        with_pages("<</Type/Pages/Kids[3 0 R]>>", (4..64).map(node).chain([b"<</Type/Page>>".to_vec()]).collect())
    }),
    ("a page tree of direct branches", || {
        with_pages(&format!("<</Type/Pages/Kids[{}]>>", "<</Kids[<<>>]>>".repeat(VALUES / 6 - 200)), Vec::new())
    }),
    ("a stream of 10 GB, it says", || {
        one_page("", &[b"<</Length 10000000000>>stream\n", HELLO, b"\nendstream"].concat(), &[])
    }),
    ("a CMap of 2^32 codes", || {
        let ranges = "beginbfrange <00000000> <FFFFFFFF> <0000> <0000> <FFFF> <4E00> endbfrange \
            begincidrange <00000000> <FFFFFFFF> 0 endcidrange";
        text_page(&[type0("/ToUnicode 7 0 R"), flate("", ranges.as_bytes()), descendant("")], "00010002", 20_000)
    }),
    ("a CMap of overlapping ranges", || {
        let range = |at: u32| format!("<{at:08X}> <{:08X}> <4E00>\n", u32::MAX - at);
        let ranges: String = (0..2_000_000).map(range).collect();
        let map = flate("", format!("beginbfrange {ranges} endbfrange").as_bytes());
        text_page(&[type0("/ToUnicode 7 0 R"), map, descendant("")], "00010002", 10)
    }),
    ("a CMap of twenty million empty texts", || {
        let map = flate("", format!("beginbfrange <00000000> <FFFFFFFF> [{}]", "<>".repeat(20_000_000)).as_bytes());
        text_page(&[type0("/ToUnicode 7 0 R"), map, descendant("")], "00010002", 10)
    }),
    ("a CMap of a million code spaces", || {
        let spaces = format!("begincodespacerange {} endcodespacerange", "<FF00> <FFFF> ".repeat(1_000_000));
        let fonts = [type0("/Encoding 7 0 R"), flate("", spaces.as_bytes()), descendant("")];
        text_page(&fonts, &"0001".repeat(500), 190)
    }),
    ("a CMap whose characters are books", || {
        let text = format!("beginbfchar <0001> <{}> endbfchar", "4E00".repeat(20_000));
        let fonts = [type0("/ToUnicode 7 0 R"), flate("", text.as_bytes()), descendant("")];
        text_page(&fonts, &"0001".repeat(1_000), 190)
    }),
    ("CMaps that use each other", || {
        let fonts = [type0("/Encoding 7 0 R"), stream("/UseCMap 7 0 R", b"/Own usecmap"), descendant("")];
        text_page(&fonts, "0001", 3)
    }),
    ("a font that is its own descendant", || {
        let font = b"<</Type/Font/Subtype/Type0/DescendantFonts[6 0 R]/ToUnicode 6 0 R/FontDescriptor 6 0 R>>";
        text_page(&[font.to_vec()], "0001", 3)
    }),
    ("widths of all codes, many times", || {
        let widths = format!("/W[{}]", "0 4294967295 500 ".repeat(300_000));
        text_page(&[type0(""), stream("", b""), descendant(&widths)], "0001", 3)
    }),
    ("thousands of fonts with the same large CMap", || {
        let map: String = (0..100_000).map(|code| format!("<{code:08X}> <4E00>")).collect();
        let map = flate("", format!("beginbfchar {map} endbfchar").as_bytes());
        let fonts: String = (9..4_000).map(|number| format!("/F{number} {number} 0 R")).collect();
        let shown: String = (9..4_000).map(|number| format!("/F{number} 1 Tf <00000001> Tj ")).collect();
        let objects = [type0(""), map, descendant("")];
        let objects = [objects.as_slice(), &vec![type0("/ToUnicode 7 0 R"); 4_000]].concat();
        let page = format!("/Resources<</Font<<{fonts}>>>>");
        one_page(&page, &flate("", format!("BT 5 5 Td {shown}").as_bytes()), &objects)
    }),
    ("a CFF program of 65,535 named glyphs", || compact_fonts(&"uni51B3_".repeat(15))),
    ("a CFF program of 65,535 glyphs named by a book", || compact_fonts(&"uni51B3_".repeat(100_000))),
    ("a book of actual text for every glyph", || {
        let book = format!("<</ActualText({})>>", "x".repeat(4 << 20)).into_bytes();
        let content = b"BT /F1 1 Tf 5 5 Td ".iter().chain(&b"/Span/P BDC(ab)Tj EMC ".repeat(90_000)).copied().collect();
        with_objects("/Properties<</P 6 0 R>>", &content as &Vec<u8>, &[book])
    }),
    ("a string of 60 MB beside the page", || {
        page(&[b"BT /F1 1 Tf 9999 9999 Td (".to_vec(), vec![b'x'; 60 << 20], b")Tj ET".to_vec()].concat())
    }),
    ("190,000 glyphs, each alone", || page(&scattered_glyphs())),
    ("190,000 glyphs on one spot", || {
        page(&[b"BT /F1 9 Tf 9 9 Td ".to_vec(), b"(x)Tj 0 0 Td ".repeat(190_000)].concat())
    }),
    ("glyphs over thousands of backgrounds", || {
        let areas =
            [b"0.5 g ".to_vec(), b"0 0 900 900 re f ".repeat(5_000), b"1 g BT /F1 1 Tf 5 5 Td ".to_vec()].concat();
        page(&[areas, b"(xxxxxxxxxx)Tj 0 0 Td ".repeat(19_000)].concat())
    }),
    ("a lattice of 36 million cells", || page(&lattice())),
    ("190,000 short lines", || {
        let tick = |at: usize| format!("{} {} m {0} {} l S ", at % 400 * 5, at / 400 * 5, at / 400 * 5 + 4);
        page((0..190_000).map(tick).collect::<String>().as_bytes())
    }),
    ("a thousand pages of glyphs, each alone", || many_pages(1_000, &scattered_glyphs())),
    ("a thousand pages of lattices", || many_pages(1_000, &lattice())),
    ("a thousand pages of small tables", || many_pages(1_000, &small_table())),
    ("a thousand pages of long lines", || {
        let line = [b"(".to_vec(), vec![b'x'; 900], b")Tj 0 1 Td ".to_vec()].concat();
        many_pages(1_000, &[b"BT /F1 1 Tf 1 5 Td ".to_vec(), line.repeat(200)].concat())
    }),
    ("forty object streams of 8 MB", || object_streams(40, &"0 ".repeat(4_000_000 - 100))),
    ("object streams of empty arrays", || object_streams(8, &"[]".repeat(3_900_000))),
    ("an array that is a hundred thousand pages", || one_object_stream(100_000, |_| 0, &"1 ".repeat(300_000))),
    ("nested arrays that are a hundred thousand pages", || {
        one_object_stream(100_000, |page| page % 90, &("[".repeat(90) + &"1 ".repeat(300_000)))
    }),
    ("a hundred thousand pages at one place", || {
        let pages = with_pages(&kids(100_000), vec![format!("[{}]", "1 ".repeat(300_000)).into_bytes()]);
        let text = String::from_utf8(pages).expect("it is all ASCII");
        let row = text.lines().rfind(|line| line.ends_with("00000 n ")).expect("there is a table").to_owned() + "\n";
        text.replacen("xref\n0 4", "xref\n0 100004", 1).replacen(&row, &row.repeat(100_000), 1).into_bytes()
    }),
    ("objects within the comments of others", || {
        let pages: String = (3..5_003).map(|number| format!("%{number} 0 obj [ %endobj\n")).collect();
        let rest = "1 ".repeat(300_000);
        let pages =
            format!("%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj{}endobj\n{pages}{rest}", kids(5_000));
        pages.into_bytes()
    }),
    ("streams that overlap", || {
        let streams: String = (4..5_004).map(|number| format!("{number} 0 obj<</Length 40000000>>stream\n")).collect();
        let parts: String = (4..5_004).map(|number| format!("{number} 0 R ")).collect();
        let page = format!("3 0 obj<</Type/Page/Contents[{parts}]>>endobj\n");
        let rest = " ".repeat(50_000_000);
        format!("%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj{}endobj\n{page}{streams}{rest}", kids(1))
            .into_bytes()
    }),
    ("a cross-reference table of 2^32 objects", || {
        b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 4294967295\n0000000000 65535 f \n\
          trailer<</Size 4294967295/Root 1 0 R>>\nstartxref\n42\n%%EOF"
            .to_vec()
    }),
    ("a cross-reference stream of 2^31 objects", || reference_stream("/Size 2147483647/Index[0 2147483647]/W[1 8 8]")),
    ("a cross-reference stream without width", || reference_stream("/Size 2147483647/Index[0 2147483647]/W[0 0 0]")),
    ("a cross-reference stream of narrow entries", || reference_stream("/Size 7000000/W[1 0 0]")),
    ("a cross-reference stream before itself", || reference_stream("/Size 5/W[1 2 1]/Prev 9")),
    ("references in a circle", || {
        with_objects("/XObject<</X 6 0 R>>", b"/X Do", &[b"7 0 R".to_vec(), b"6 0 R".to_vec()])
    }),
    ("a predictor of 2^31 columns", || {
        let entries = "/DecodeParms<</Predictor 15/Columns 2147483647/Colors 2147483647/BitsPerComponent 2147483647>>";
        one_page("", &flate(entries, HELLO), &[])
    }),
];

/// How many values the reader allows by default.
const VALUES: usize = 2_000_000;

fn million(text: &str) -> Vec<u8> {
    text.repeat(1_000_000).into_bytes()
}

/// Glyphs that no line joins.
fn scattered_glyphs() -> Vec<u8> {
    let place = |at: usize| format!("BT /F1 1 Tf {} {} Td (x)Tj ET ", at % 500 * 4, at / 500 * 2 % 800);
    (0..190_000).map(place).collect::<String>().into_bytes()
}

fn lattice() -> Vec<u8> {
    let lines = |at: usize| format!("{at} 0 m {at} 9000 l 0 {at} m 9000 {at} l S ");
    (0..6_000).map(lines).collect::<String>().into_bytes()
}

/// A hundred times a hundred cells, each with a number.
fn small_table() -> Vec<u8> {
    let lines = |at: usize| format!("{0} 0 m {0} 1000 l S 0 {1} m 2000 {1} l S ", at * 20, at * 10);
    let number = |at: usize| format!("BT /F1 2 Tf {} {} Td (1.00)Tj ET ", at % 100 * 20 + 5, at / 100 * 10 + 4);
    ((0..=100).map(lines).collect::<String>() + &(0..10_000).map(number).collect::<String>()).into_bytes()
}

/// A page of this content, with something behind it.
fn page(content: &[u8]) -> Vec<u8> {
    one_page("", &flate("", &[content, b" ", HELLO].concat()), &[])
}

/// A page object with this entry.
fn deep_object(entry: &str) -> Vec<u8> {
    let entry = if entry.len() < 9 { entry.repeat(1_000_000) } else { entry.to_owned() };
    one_page(&format!("/Deep {entry}"), &stream("", HELLO), &[])
}

/// A page with these resources, and objects from number 6 on.
fn with_objects(resources: &str, content: &[u8], more: &[Vec<u8>]) -> Vec<u8> {
    let content = [content, b" ", HELLO].concat();
    one_page(&format!("/Resources<</Font<</F1 5 0 R>>{resources}>>"), &flate("", &content), more)
}

/// A page that shows a string some times in the font of object 6.
fn text_page(fonts: &[Vec<u8>], string: &str, times: usize) -> Vec<u8> {
    let content = format!("BT /F2 1 Tf 5 5 Td {}", format!("<{string}>Tj 0 0 Td ").repeat(times));
    one_page("/Resources<</Font<</F2 6 0 R>>>>", &flate("", content.as_bytes()), fonts)
}

/// A page in two hundred fonts, all of the same CFF program in the standard encoding; its glyphs share a name.
fn compact_fonts(name: &str) -> Vec<u8> {
    let long = |value: usize| (value as u32).to_be_bytes();
    let number = |value: usize| [&[29], long(value).as_slice()].concat();
    let strings = [[0, 1, 4].as_slice(), &long(1), &long(name.len() + 1), name.as_bytes()].concat();
    // Header, the font's name, and a top DICT of twelve bytes, before the strings.
    let charset = 4 + 6 + 17 + strings.len() + 2;
    let glyphs = charset + 1 + 2 * 65_534;
    let top = [number(charset), vec![15], number(glyphs), vec![17]].concat();
    let head = [&[1, 0, 4, 1, 0, 1, 1, 1, 2, b'F', 0, 1, 1, 1, 13], top.as_slice()].concat();
    let program = [head, strings, vec![0, 0, 0], [1, 135].repeat(65_534), vec![255, 255]].concat();
    let font = b"<</Type/Font/Subtype/Type1/FontDescriptor 7 0 R>>".to_vec();
    let objects = [font.clone(), b"<</FontFile3 8 0 R>>".to_vec(), flate("", &program)];
    let named: String = (9..209).map(|number| format!("/F{number} {number} 0 R")).collect();
    let shown: String = (9..209).map(|number| format!("/F{number} 1 Tf (A) Tj ")).collect();
    let page = format!("/Resources<</Font<<{named}>>>>");
    one_page(
        &page,
        &flate("", format!("BT 5 5 Td {shown}").as_bytes()),
        &[&objects, vec![font; 200].as_slice()].concat(),
    )
}

fn form(next: usize, content: &str) -> Vec<u8> {
    let entries = format!("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {next} 0 R>>>>");
    stream(&entries, content.as_bytes())
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

/// A page tree of the objects from 3 on.
fn kids(count: usize) -> String {
    let kids: String = (3..3 + count).map(|number| format!("{number} 0 R ")).collect();
    format!("<</Type/Pages/Kids[{kids}]>>")
}

/// Object streams of one page each, which holds what `body` says, in a file without a table.
fn object_streams(count: usize, body: &str) -> Vec<u8> {
    let mut file =
        format!("%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj{}endobj\n", kids(count)).into_bytes();
    for number in 3..3 + count {
        let packed = flate("/Type/ObjStm/N 1/First 9", format!("{number:7} 0[{body}]").as_bytes());
        file.extend([format!("{} 0 obj", number + count).as_bytes(), &packed, b"endobj\n"].concat());
    }
    file
}

/// An object stream of many pages that begin where `offset` says, in a file without a table.
fn one_object_stream(count: usize, offset: impl Fn(usize) -> usize, body: &str) -> Vec<u8> {
    let index: String = (0..count).map(|page| format!("{} {} ", page + 3, offset(page))).collect();
    let packed = flate(&format!("/Type/ObjStm/N {count}/First {}", index.len()), format!("{index}[{body}").as_bytes());
    let tree = format!("%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj{}endobj\n", kids(count));
    [tree.as_bytes(), format!("{} 0 obj", count + 3).as_bytes(), &packed, b"endobj"].concat()
}

/// A document whose only cross-reference is a stream with these entries.
fn reference_stream(entries: &str) -> Vec<u8> {
    let table = flate(&format!("/Type/XRef/Root 2 0 R{entries}"), &vec![0; 7 << 20]);
    [b"%PDF-1.7\n1 0 obj", table.as_slice(), b"endobj\n2 0 obj<</Type/Catalog>>endobj\nstartxref\n9\n%%EOF"].concat()
}

fn helvetica() -> Vec<u8> {
    b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_vec()
}

/// A composite font (object 6), with its descendant as object 8.
fn type0(entries: &str) -> Vec<u8> {
    format!("<</Type/Font/Subtype/Type0/DescendantFonts[8 0 R]{entries}>>").into_bytes()
}

fn descendant(entries: &str) -> Vec<u8> {
    format!("<</Type/Font/Subtype/CIDFontType2/BaseFont/A{entries}>>").into_bytes()
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
