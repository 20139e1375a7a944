//! Small Word files of 1997–2003, one habit each.

use crate::package_tests::{compound, shown};
use crate::{Error, Kind, Limits};

/// Where the text and the properties of paragraphs lie in these files.
const TEXT: usize = 1024;
const PAGE: usize = 512;

/// A file whose paragraphs end at `\r` or, for cells and rows, at `\u{7}`, each with its properties.
fn file(paragraphs: &[(&str, &[u8])]) -> Vec<u8> {
    let mut main = vec![0_u8; TEXT];
    let mut put = |at: usize, bytes: &[u8]| main[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, &0xa5ec_u16.to_le_bytes());
    put(2, &0xc1_u16.to_le_bytes());
    let text: Vec<u8> =
        paragraphs.iter().flat_map(|(text, _)| text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let count = u32::try_from(text.len() / 2).unwrap();
    put(76, &count.to_le_bytes());
    // One page of properties: bounds, then where each list stands, then the lists from its end.
    let mut bound = TEXT;
    let (mut bounds, mut entries, mut lists) = (Vec::new(), Vec::new(), Vec::new());
    let mut at = PAGE - 2;
    for (text, changes) in paragraphs {
        bounds.extend(u32::try_from(bound).unwrap().to_le_bytes());
        bound += text.encode_utf16().count() * 2;
        let list = [&[0, u8::try_from((changes.len() + 3) / 2).unwrap(), 0, 0][..], changes].concat();
        at = (at - list.len()) / 2 * 2;
        entries.push(u8::try_from(at / 2).unwrap());
        entries.extend([0; 12]);
        lists.push((at, list));
    }
    bounds.extend(u32::try_from(bound).unwrap().to_le_bytes());
    put(PAGE, &[bounds, entries].concat());
    lists.iter().for_each(|(at, list)| put(PAGE + at, list));
    put(PAGE + PAGE - 1, &[u8::try_from(paragraphs.len()).unwrap()]);
    // The table stream: the pieces, then the pages of paragraphs.
    let mut table = vec![2, 16, 0, 0, 0];
    table.extend([0_u32, count].iter().flat_map(|at| at.to_le_bytes()));
    table.extend([0, 0]);
    table.extend(u32::try_from(TEXT).unwrap().to_le_bytes());
    table.extend([0, 0]);
    put(0x1a2, &[0, 0, 0, 0, u8::try_from(table.len()).unwrap(), 0, 0, 0]);
    put(0x102, &[u8::try_from(table.len()).unwrap(), 0, 0, 0, 12, 0, 0, 0]);
    table.extend(
        [u32::try_from(TEXT).unwrap(), u32::try_from(bound).unwrap(), 1].iter().flat_map(|at| at.to_le_bytes()),
    );
    main.extend(text);
    compound(&[("WordDocument", &main), ("0Table", &table)])
}

const IN_TABLE: &[u8] = &[0x16, 0x24, 1];

/// The end of a row with cells between these edges; the flags say how they are merged.
fn row(edges: &[u16], flags: &[u8]) -> Vec<u8> {
    let mut operand = vec![u8::try_from(flags.len()).unwrap()];
    operand.extend(edges.iter().flat_map(|edge| edge.to_le_bytes()));
    flags.iter().for_each(|flags| operand.extend([&[*flags, 0][..], &[0; 18]].concat()));
    let length = u16::try_from(operand.len() + 1).unwrap().to_le_bytes();
    [IN_TABLE, &[0x17, 0x24, 1, 0x08, 0xd6], &length, &operand].concat()
}

fn read(bytes: &[u8]) -> Vec<String> {
    shown(&crate::read(bytes).unwrap())
}

#[test]
fn paragraphs_and_line_breaks() {
    let found = read(&file(&[
        ("一、收入情况\r", &[]),
        ("本年收入\u{b}见表。\r", &[]),
        ("\u{13} PAGE \u{14}12\u{15}元\r", &[]),
    ]));
    assert_eq!(found, ["一、收入情况", "本年收入", "…见表。", "12元"]);
}

#[test]
fn rows_with_edges_of_their_own_make_one_table() {
    let first = row(&[0, 100, 300], &[0x60, 0]);
    let second = row(&[0, 100, 200, 300], &[0x20, 0, 0]);
    let found = read(&file(&[
        ("项目\u{7}", IN_TABLE),
        ("决算数\u{7}", IN_TABLE),
        ("\u{7}", &first),
        ("\u{7}", IN_TABLE),
        ("1.00\u{7}", IN_TABLE),
        ("2.00\u{7}", IN_TABLE),
        ("\u{7}", &second),
        ("之后\r", &[]),
    ]));
    assert_eq!(found, ["0:0=项目×2×1 0:1=决算数×1×2 1:1=1.00 1:2=2.00", "之后"]);
}

#[test]
fn what_cannot_be_read_says_why() {
    let change = |at: usize, to: u16| {
        let whole = file(&[("文\r", &[])]);
        let start = whole.windows(4).position(|window| window == [0xec, 0xa5, 0xc1, 0]).unwrap();
        let mut changed = whole.clone();
        changed[start + at..start + at + 2].copy_from_slice(&to.to_le_bytes());
        crate::read(&changed).unwrap_err()
    };
    assert_eq!(change(0x0a, 0x0100), Error::Encrypted(Kind::Doc));
    assert_eq!(change(2, 0x65), Error::Unsupported(Kind::OldDoc));
    assert!(matches!(change(0x1a6, 0), Error::Damaged { kind: Kind::Doc, .. }));
}

#[test]
fn pieces_that_lie_over_one_another_end_within_the_limits() {
    // A hundred thousand pieces of the same text.
    let mut main = vec![0_u8; 4096];
    main[..4].copy_from_slice(&[0xec, 0xa5, 0xc1, 0]);
    let count = 100_000_u32;
    let mut table = vec![2];
    table.extend((count * 12 + 4).to_le_bytes());
    (0..=count).for_each(|index| table.extend((index * 2000).to_le_bytes()));
    (0..count).for_each(|_| table.extend([0, 0, 0, 0, 0, 0, 0, 0]));
    main[0x1a6..0x1aa].copy_from_slice(&u32::try_from(table.len()).unwrap().to_le_bytes());
    main[76..80].copy_from_slice(&u32::MAX.to_le_bytes());
    let bytes = compound(&[("WordDocument", &main), ("0Table", &table)]);
    let limits = Limits { text: 1 << 20, ..Limits::default() };
    let document = crate::read_with(&bytes, &limits).unwrap();
    assert!(document.layouts[0].diagnostics.iter().any(|doubt| doubt.message.contains("limits")));
}
