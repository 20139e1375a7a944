//! Small pages whose figures have an owner, or none.

use juesuan_document::layout::{Block, Cell, Grid, GridKind};
use juesuan_document::{Document, Format, Layout, Rect, TextLine};

use crate::diagnostic::Code;
use crate::{Report, Verdict};

fn line(text: &str, y: f32) -> Block {
    let bbox = Rect { x0: 90.0, y0: y, x1: 90.0 + 10.0 * text.chars().count() as f32, y1: y + 10.0 };
    Block::Line(TextLine::evenly(text, bbox))
}

fn grid(rows: &[&[&str]], y: f32) -> Block {
    let columns = rows.first().map_or(0, |row| row.len());
    let row_edges: Vec<f32> = (0..=rows.len()).map(|row| y + 15.0 * row as f32).collect();
    let column_edges: Vec<f32> = (0..=columns).map(|column| 60.0 + 90.0 * column as f32).collect();
    let mut cells = Vec::new();
    for (row, texts) in rows.iter().enumerate() {
        for (column, text) in texts.iter().enumerate() {
            let (x0, y0) = (column_edges[column], row_edges[row]);
            let area = Rect { x0, y0, x1: x0 + 90.0, y1: y0 + 15.0 };
            let bbox = Rect { x0: x0 + 5.0, y0: y0 + 2.0, x1: x0 + 80.0, y1: y0 + 13.0 };
            let lines = if text.is_empty() { Vec::new() } else { vec![TextLine::evenly(text, bbox)] };
            cells.push(Cell::new(row, column, area, lines));
        }
    }
    Block::Grid(Grid::new(GridKind::Ruled, row_edges, column_edges, cells))
}

fn read(pages: Vec<Vec<Block>>) -> Report {
    let layouts = (1..).zip(pages).map(|(number, blocks)| {
        let mut layout = Layout::new(number, 595.0, 842.0);
        layout.blocks = blocks;
        layout.has_text = true;
        layout
    });
    Report::read(&Document::new(Format::Pdf, layouts.collect()).layouts)
}

fn unread(report: &Report) -> Vec<&str> {
    let doubts = report.diagnostics.iter().filter(|doubt| doubt.code == Code::UnreadFigures);
    doubts.map(|doubt| doubt.message.as_str()).collect()
}

const HEADER: &[&str] = &["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"];

#[test]
fn the_parts_add_up_and_every_fact_is_in_them() {
    let report = read(vec![
        vec![line("某局2024年度部门决算", 200.0)],
        vec![
            line("支出决算表", 100.0),
            line("单位：万元", 120.0),
            grid(
                &[HEADER, &["", "合计", "3.50", "1.00", "2.50"], &["201", "一般公共服务支出", "3.50", "1.00", "2.50"]],
                140.0,
            ),
            line("- 2 -", 800.0),
        ],
    ]);
    let [cover, table] = report.coverage.as_slice() else { unreachable!("two pages") };
    assert_eq!((cover.figures, cover.other), (1, 1));
    assert_eq!((table.in_tables, table.other, table.unread, table.figures), (6, 2, 0, 8));
    assert_eq!(unread(&report), [] as [&str; 0]);
    assert_eq!(report.unread_figures, 0);
}

#[test]
fn figures_of_a_table_that_nobody_knows_and_of_a_line_are_unread() {
    let report = read(vec![
        vec![line("某局2024年度部门决算", 200.0)],
        vec![
            line("支出决算表", 100.0),
            line("单位：万元", 120.0),
            grid(
                &[HEADER, &["", "合计", "3.50", "1.00", "2.50"], &["201", "一般公共服务支出", "3.50", "1.00", "2.50"]],
                140.0,
            ),
            line("行政运行 12.75 8.50", 300.0),
        ],
    ]);
    assert_eq!(report.unread_figures, 2);
    assert_eq!(
        unread(&report),
        ["2 figures (“12.75”, “8.50”) are printed here and are in no table, form or statement"]
    );
}

#[test]
fn text_that_is_kept_aside_is_in_the_account() {
    let mut layout = Layout::new(1, 595.0, 842.0);
    layout.blocks = vec![line("某局2024年度部门决算", 200.0)];
    layout.has_text = true;
    let Block::Line(aside) = line("1,234.50", 500.0) else { unreachable!("a line") };
    layout.aside.push(aside);
    let report = Report::read(&Document::new(Format::Pdf, vec![layout]).layouts);
    assert_eq!(report.unread_figures, 1);
}

#[test]
fn column_numbers_row_numbers_and_parts_of_codes_are_named() {
    let report = read(vec![
        vec![line("某局2024年度部门决算", 200.0)],
        vec![
            line("收入支出决算总表", 100.0),
            line("单位：万元", 120.0),
            grid(
                &[
                    &["项目", "行次", "决算数", "项目", "行次", "决算数"],
                    &["栏次", "", "1", "栏次", "", "2"],
                    &["一、财政拨款收入", "1", "3.50", "一、一般公共服务支出", "3", "3.50"],
                    &["本年收入合计", "2", "3.50", "本年支出合计", "4", "3.50"],
                ],
                140.0,
            ),
        ],
    ]);
    assert_eq!(unread(&report), [] as [&str; 0]);
    assert_eq!(report.coverage[1].in_tables, 4);
}

/// A document of one table of expenditure.
fn expenditure(rows: &[&[&str]]) -> Report {
    let rows: Vec<&[&str]> = std::iter::once(HEADER).chain(rows.iter().copied()).collect();
    let table = vec![line("支出决算表", 100.0), line("单位：万元", 120.0), grid(&rows, 140.0)];
    read(vec![vec![line("某局2024年度部门决算", 200.0)], table])
}

#[test]
fn a_verdict_is_earned() {
    let total: &[&str] = &["", "合计", "3.50", "1.00", "2.50"];
    let class: &[&str] = &["201", "一般公共服务支出", "3.50", "1.00", "2.50"];
    let verdict = |rows: &[&[&str]]| {
        let report = expenditure(rows);
        let head = report.table_heads().into_iter().next().map(|head| (head.verdict, head.findings));
        (head, report.verdict)
    };
    let sound = (Some((Verdict::Verified, 0)), Verdict::Verified);
    assert_eq!(verdict(&[total, class]), sound);
    let unconfirmed = (Some((Verdict::Unverified, 0)), Verdict::Unverified);
    assert_eq!(verdict(&[class]), unconfirmed, "its total is not there");
    let wrong: &[&str] = &["201", "一般公共服务支出", "3.50", "1.00", "2.40"];
    let inconsistent = verdict(&[total, wrong]);
    assert_eq!(inconsistent, (Some((Verdict::Unverified, 1)), Verdict::Unverified), "a finding is no doubt of reading");
    let (twice, _) = verdict(&[total, class, class]);
    assert_eq!(twice, Some((Verdict::Doubtful, 0)), "a row stands twice");
}

#[test]
fn codes_without_their_zeros_are_read_and_have_an_owner() {
    let rows: &[&[&str]] = &[
        &["类", "款", "项", "科目名称", "本年支出合计", "基本支出", "项目支出"],
        &["", "", "", "合计", "3.50", "1.00", "2.50"],
        &["201", "", "", "一般公共服务支出", "3.50", "1.00", "2.50"],
        &["201", "6", "", "财政事务", "3.50", "1.00", "2.50"],
        &["201", "6", "1", "行政运行", "3.50", "1.00", "2.50"],
    ];
    let report = read(vec![
        vec![line("某局2024年度部门决算", 200.0)],
        vec![line("支出决算表", 100.0), line("单位：万元", 120.0), grid(rows, 140.0)],
    ]);
    let codes: Vec<_> = report.facts.iter().filter_map(|fact| fact.code.as_ref()).map(|code| &*code.text).collect();
    assert!(codes.contains(&"20106") && codes.contains(&"2010601"), "{codes:?}");
    assert_eq!(unread(&report), Vec::<&str>::new());
}
