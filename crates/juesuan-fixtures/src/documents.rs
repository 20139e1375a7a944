//! The test documents, one function each: which account in which house style, and what is odd about it.

use crate::account::{Account, Profile};
use crate::amount::Unit;
use crate::budget;
use crate::face::Face;
use crate::flow::{Block, Grid, Look, PageSetup, Placing, Row, Rules};
use crate::house::{Digits, FormNumber, House, Zero};
use crate::truth::{AccountNumber, DocumentEntry, Truth};
use crate::typeset::{Metrics, SetPage, typeset};
use crate::{parts, pdf, plain_pdf, rewrite, scan, tables};

/// A document that is written: its bytes and its expected values.
pub(crate) struct Fixture {
    pub(crate) pdf: Vec<u8>,
    pub(crate) truth: Truth,
    pub(crate) entry: DocumentEntry,
}

/// A document that is set in pages but not PDF yet.
struct Draft {
    pages: Vec<SetPage>,
    truth: Truth,
    entry: DocumentEntry,
}

impl Draft {
    fn new(account: &Account, blocks: &[Block], mut truth: Truth, metrics: &dyn Metrics) -> Self {
        let pages = typeset(blocks, metrics, &mut truth.places);
        let entry = DocumentEntry {
            document: truth.document.clone(),
            account: AccountNumber,
            kind: "final_accounts",
            level: if account.profile.unit_level { "unit" } else { "department" },
            year: Some(account.profile.year),
            department: account.department.clone(),
            pages: pages.len(),
            unreadable_pages: 0,
        };
        Draft { pages, truth, entry }
    }

    /// A whole disclosure in one house style.
    fn whole(name: &str, account: &Account, house: &House, metrics: &dyn Metrics) -> Self {
        let mut truth = Truth::new(&format!("{name}.pdf"));
        let blocks = parts::document(account, house, &tables::all(account, house), &mut truth);
        Draft::new(account, &blocks, truth, metrics)
    }

    /// Cover, 目录 and the nine tables.
    fn tables(name: &str, account: &Account, house: &House, metrics: &dyn Metrics) -> Self {
        let mut truth = Truth::new(&format!("{name}.pdf"));
        let sheets = tables::all(account, house);
        let mut blocks = parts::front(account, house, &sheets, false);
        blocks.extend(parts::tables(account, house, &sheets, &mut truth));
        Draft::new(account, &blocks, truth, metrics)
    }

    /// As an office program of today writes it.
    fn embedded(self, face: &Face) -> Fixture {
        let pdf = pdf::write(&self.pages, face);
        self.with_pdf(pdf)
    }

    fn with_pdf(self, pdf: Vec<u8>) -> Fixture {
        Fixture { pdf, truth: self.truth, entry: self.entry }
    }
}

type Maker = fn(&str, &Face) -> Fixture;

/// Name and maker of every document.
pub(crate) const ALL: [(&str, Maker); 14] = [
    ("shenzhen", shenzhen),
    ("shanghai-split-codes", shanghai),
    ("borderless", borderless),
    ("continuation", continuation),
    ("three-line", three_line),
    ("rotated-pages", rotated_pages),
    ("sideways-content", sideways_content),
    ("three-lanes", three_lanes),
    ("yuan-full-width", yuan_full_width),
    ("gbk-not-embedded", gbk_not_embedded),
    ("continued-sideways", continued_sideways),
    ("scan", scanned),
    ("budget", budget_document),
    ("encrypted", encrypted),
];

const PROFILE: Profile = Profile { year: 2023, unit_level: false, scale: 1000, funds: true, fen: false, refund: false };

/// 行次 and 栏次, whole codes, 0.00 everywhere, repeated headers, “三公” in two blocks, Shenzhen's forms.
fn shenzhen(name: &str, face: &Face) -> Fixture {
    let mut account = Account::new(PROFILE);
    account.projects.truncate(2);
    Draft::whole(name, &account, &House::SHENZHEN, face).embedded(face)
}

/// Codes split into 类/款/项, blanks for nothing, “三公” seventh and interleaved, the ministry's forms,
/// empty fund tables with a 说明, ruling lines that are filled rectangles.
fn shanghai(name: &str, face: &Face) -> Fixture {
    let mut account = Account::new(Profile { year: 2024, funds: false, scale: 1183, ..PROFILE });
    account.projects.drain(..2);
    Draft::whole(name, &account, &House::SHANGHAI, face).embedded(face)
}

/// The accounts of a unit (单位决算) without a single ruling line, tables following each other on a page.
fn borderless(name: &str, face: &Face) -> Fixture {
    let mut account = Account::new(Profile { year: 2022, unit_level: true, scale: 264, ..PROFILE });
    account.projects = account.projects.split_off(1);
    account.projects.truncate(1);
    let look = Look { rules: Rules::None, size: 7.5, padding: 1.2, repeat_header: true, split_rows: false };
    let house = House {
        digits: Digits::Grouped,
        wide_digits: Digits::Grouped,
        split_codes: false,
        all_rows: false,
        form_number: FormNumber::Above,
        wide: None,
        page_per_table: false,
        look,
        ..House::SHANGHAI
    };
    Draft::whole(name, &account, &house, face).embedded(face)
}

/// Continuation pages bare of title and header, rows broken in the middle of a wrapped cell, and a page that
/// holds one empty row only.
fn continuation(name: &str, face: &Face) -> Fixture {
    let account = Account::new(Profile { year: 2021, scale: 877, ..PROFILE });
    let look = Look { padding: 3.0, repeat_header: false, split_rows: true, ..House::SHENZHEN.look };
    let house = House { line_numbers: false, page_per_table: false, wide: None, look, ..House::SHENZHEN };
    let sheets = tables::all(&account, &house);
    let mut truth = Truth::new(&format!("{name}.pdf"));
    let mut blocks = parts::front(&account, &house, &sheets, false);
    blocks.extend(parts::tables(&account, &house, &sheets, &mut truth));
    if let Some(grid) = grids(&mut blocks).nth(1) {
        let mut empty = grid.body[1].clone();
        empty.cells.iter_mut().for_each(|cell| (cell.text, cell.marks) = (String::new(), Vec::new()));
        grid.body.push(Row { new_page: true, ..empty });
    }
    Draft::new(&account, &blocks, truth, face).embedded(face)
}

fn grids(blocks: &mut [Block]) -> impl Iterator<Item = &mut Grid> {
    blocks.iter_mut().filter_map(|block| if let Block::Table(grid) = block { Some(grid) } else { None })
}

/// Only three rules a table, `公开01表`, dashes for nothing, titles repeated with （续）.
fn three_line(name: &str, face: &Face) -> Fixture {
    let account = Account::new(Profile { year: 2020, scale: 1310, ..PROFILE });
    let look = Look { rules: Rules::Three, ..House::SHENZHEN.look };
    let house = House {
        zero: Zero::Dash,
        line_numbers: false,
        all_rows: false,
        form_number: FormNumber::Public,
        running_title: true,
        state_capital_income: true,
        look,
        ..House::SHENZHEN
    };
    Draft::tables(name, &account, &house, face).embedded(face)
}

/// Wide tables drawn sideways on portrait pages that carry `/Rotate 90`.
fn rotated_pages(name: &str, face: &Face) -> Fixture {
    let account = Account::new(Profile { year: 2022, scale: 1092, ..PROFILE });
    let house = House { wide: Some(Placing::Rotated), all_rows: false, ..House::SHENZHEN };
    let draft = Draft::tables(name, &account, &house, face);
    let turned: Vec<bool> = draft.pages.iter().map(|page| page.setup.placing == Placing::Rotated).collect();
    let pdf = rewrite::rotated(&pdf::write(&draft.pages, face), &turned).expect("our own document");
    draft.with_pdf(pdf)
}

/// Wide tables drawn sideways on portrait pages that are displayed as they are.
fn sideways_content(name: &str, face: &Face) -> Fixture {
    let account = Account::new(Profile { year: 2022, scale: 941, ..PROFILE });
    Draft::tables(name, &account, &House { wide: Some(Placing::Sideways), ..House::SHANGHAI }, face).embedded(face)
}

/// The basic expenditure in three lanes with split codes; 类/款/项 share a grid row with 合计.
fn three_lanes(name: &str, face: &Face) -> Fixture {
    let account = Account::new(Profile { year: 2019, scale: 1226, ..PROFILE });
    let house =
        House { lanes: 3, shared_header_row: true, merged_total: false, zero: Zero::Printed, ..House::SHANGHAI };
    Draft::tables(name, &account, &house, face).embedded(face)
}

/// 元 to the fen, full-width digits, an item below zero, dashes for nothing, 合计 last, `表1：` in titles.
fn yuan_full_width(name: &str, face: &Face) -> Fixture {
    let account = Account::new(Profile { year: 2021, scale: 73, fen: true, refund: true, ..PROFILE });
    let house = House {
        unit: Unit::Yuan,
        zero: Zero::Dash,
        digits: Digits::FullWidth,
        wide_digits: Digits::Grouped,
        line_numbers: false,
        all_rows: false,
        total_last: true,
        merged_total: true,
        form_number: FormNumber::Prefix,
        look: Look { size: 6.2, ..House::SHENZHEN.look },
        ..House::SHENZHEN
    };
    Draft::tables(name, &account, &house, face).embedded(face)
}

/// What printer drivers of the 2000s wrote: a Chinese font that is not embedded (`GBK-EUC-H`), digits in
/// a standard Latin font, no ToUnicode, titles painted four times, a diagonal watermark.
fn gbk_not_embedded(name: &str, _: &Face) -> Fixture {
    let mut account = Account::new(Profile { year: 2018, scale: 655, ..PROFILE });
    account.projects.truncate(1);
    let house = House { all_rows: false, ..House::SHENZHEN };
    let draft = Draft::whole(name, &account, &house, &plain_pdf::StandardWidths);
    let pdf = plain_pdf::write(&draft.pages, "征求意见稿");
    draft.with_pdf(pdf)
}

/// 收入决算表 and 支出决算表 go on sideways: their right columns stand on the next page, without the names.
fn continued_sideways(name: &str, face: &Face) -> Fixture {
    let account = Account::new(Profile { year: 2020, scale: 1408, ..PROFILE });
    let look = Look { size: 8.5, padding: 1.8, ..House::SHENZHEN.look };
    let house = House { wide: None, look, ..House::SHENZHEN };
    let mut truth = Truth::new(&format!("{name}.pdf"));
    let sheets = vec![tables::income(&account, &house), tables::expenditure(&account, &house)];
    let mut blocks = parts::front(&account, &house, &sheets, false);
    for block in parts::tables(&account, &house, &sheets, &mut truth) {
        match block {
            Block::Table(grid) => {
                let (left, right) = grid.split_at(5);
                blocks.extend([Block::Table(left), Block::Page(PageSetup::PORTRAIT), Block::Table(right)]);
            }
            other => blocks.push(other),
        }
    }
    Draft::new(&account, &blocks, truth, face).embedded(face)
}

/// Pictures of pages: nothing to read.
fn scanned(name: &str, face: &Face) -> Fixture {
    let whole = Draft::tables(name, &Account::new(PROFILE), &House::SHENZHEN, face);
    let pages = &whole.pages[2..4];
    let truth = Truth::new(&format!("{name}.pdf"));
    let entry = DocumentEntry {
        kind: "unreadable",
        level: "",
        year: None,
        department: String::new(),
        pages: pages.len(),
        unreadable_pages: pages.len(),
        ..whole.entry
    };
    Fixture { pdf: scan::write(pages, face), truth, entry }
}

/// A 部门预算: much like the accounts, and no 决算.
fn budget_document(name: &str, face: &Face) -> Fixture {
    let account = Account::new(Profile { year: 2024, scale: 1051, ..PROFILE });
    let mut truth = Truth::new(&format!("{name}.pdf"));
    let blocks = budget::document(&account, &mut truth);
    let mut draft = Draft::new(&account, &blocks, truth, face);
    draft.entry.kind = "budget";
    draft.embedded(face)
}

/// Encrypted with an empty user password, as documents are whose printing alone is restricted.
fn encrypted(name: &str, face: &Face) -> Fixture {
    let account = Account::new(Profile { year: 2023, unit_level: true, scale: 317, ..PROFILE });
    let house = House { all_rows: false, ..House::SHENZHEN };
    let draft = Draft::tables(name, &account, &house, face);
    let pdf = rewrite::encrypted(&pdf::write(&draft.pages, face)).expect("our own document");
    draft.with_pdf(pdf)
}
