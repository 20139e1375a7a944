//! Completeness and identity.

use super::{failing, nothing, of, place, text};
use crate::checks::{Check, CheckInput, Status, run};
use crate::contents::ContentsEntry;
use crate::tables::{TableHead, TableId, TableStatus, Tables};

fn check(status: TableStatus, department: &str, title: &str) -> Vec<Check> {
    let entry = |title: &str, number: &str, index| ContentsEntry {
        text: text(title, index),
        number: Some(number.to_owned()),
        level: 1,
        page: None,
    };
    let contents = [entry(title, "第二部分", 1), entry("收入决算表", "一", 2)];
    let mut head = TableHead::announced(Some(TableId::Income), 1, text("收入决算表", 3), status);
    head.department = Some(text(department, 4));
    let own = text("澜川市财政局", 5);
    let tables = Tables::default();
    run(&CheckInput {
        heads: vec![&head],
        contents: &contents,
        year: Some(2024),
        department: Some(&own),
        ..nothing(&tables)
    })
}

#[test]
fn what_the_contents_name_is_there_and_of_one_department_and_year() {
    let title = "澜川市财政局2024年度部门决算表";
    let checks = check(TableStatus::Read, "澜川市财政局（本级）", title);
    assert_eq!(failing(&checks), [] as [&str; 0]);
    assert_eq!(of(&checks, "d.complete", Status::Pass).len(), 1);
    assert_eq!(of(&checks, "d.identity", Status::Pass).len(), 2);
    assert_eq!(failing(&check(TableStatus::Missing, "澜川市财政局", title)), ["d.complete"]);
    assert_eq!(failing(&check(TableStatus::Empty, "澜川市财政局", title)), ["d.complete"]);
    assert_eq!(failing(&check(TableStatus::Read, "澜川市审计局", title)), ["d.identity"]);
    assert_eq!(failing(&check(TableStatus::Read, "澜川市财政局", "澜川市财政局2023年度部门决算表")), ["d.identity"]);
}

#[test]
fn places_are_named_with_their_page() {
    let cell = crate::checks::CellRef::new("expenditure", 4, "", "total", place(0));
    assert_eq!(cell.to_string(), "expenditure:4::total@1");
}
