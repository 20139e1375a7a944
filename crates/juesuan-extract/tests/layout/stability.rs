//! What must not change a grid: where the page begins, the order of the content stream, how lines are drawn.

use juesuan_extract::layout::Grid;
use juesuan_extract::{Page, Rule};

use crate::disturb::{shift, shuffle};
use crate::sheet::{Sheet, rows};

fn ruled() -> Sheet {
    Sheet::new()
        .lattice(&[50.0, 110.0, 170.0, 230.0], &[100.0, 130.0, 150.0, 170.0])
        .text(54.0, 112.0, "功能分类")
        .text(54.0, 124.0, "科目编码")
        .text(114.0, 118.0, "科目名称")
        .text(174.0, 118.0, "合计")
        .text(54.0, 144.0, "201")
        .text(114.0, 144.0, "一般公共")
        .right(228.0, 144.0, "1,234.56")
        .text(114.0, 164.0, "合计")
        .right(228.0, 164.0, "1,234.56")
}

fn unruled() -> Sheet {
    let mut sheet = Sheet::new().center(80.0, 80.0, "编码").center(160.0, 80.0, "名称").center(280.0, 80.0, "金额");
    for (i, (code, name, value)) in
        [("201", "一般公共服务", "1,234.56"), ("206", "科学技术", "0.00"), ("208", "社会保障", "12.50")]
            .iter()
            .enumerate()
    {
        let y = 100.0 + 18.0 * i as f32;
        sheet = sheet.text(70.0, y, code).text(120.0, y, name).right(300.0, y, value).right(400.0, y, "7.00");
    }
    sheet
}

fn grid(page: Page) -> Grid {
    let mut sheet = Sheet::new();
    sheet.page = page;
    sheet.grid()
}

#[test]
fn shuffled_glyphs_give_the_same_grid() {
    for (number, sheet) in [ruled(), unruled()].iter().enumerate() {
        for seed in 0..20 {
            let mut page = sheet.page.clone();
            shuffle(&mut page.glyphs, seed);
            assert_eq!(grid(page), sheet.grid(), "sheet {number}, seed {seed}");
        }
    }
}

#[test]
fn a_shifted_page_gives_the_same_grid() {
    for sheet in [ruled(), unruled()] {
        for (dx, dy) in [(0.3, 0.7), (31.25, 0.0), (100.5, 333.1)] {
            let mut page = sheet.page.clone();
            shift(&mut page, dx, dy);
            assert_eq!(rows(&grid(page)), sheet.rows());
        }
    }
}

#[test]
fn lines_drawn_in_segments_or_twice_give_the_same_grid() {
    let sheet = ruled();
    let mut page = sheet.page.clone();
    page.rules = page
        .rules
        .iter()
        .flat_map(|rule| {
            let middle = (rule.start + rule.end) / 2.0 + 3.0;
            let part = |position: f32, start: f32, end: f32| Rule::new(rule.orientation, position, start, end, 0.5);
            [
                part(rule.position, rule.start, middle - 0.5),
                part(rule.position, middle + 0.5, rule.end),
                part(rule.position + 1.0, rule.start, rule.end),
            ]
        })
        .collect();
    assert_eq!(rows(&grid(page)), sheet.rows());
}

#[test]
fn a_hostile_page_ends() {
    let mut sheet = Sheet::new();
    for i in 0..3_000 {
        sheet = sheet.text((i * 37 % 590) as f32, (i * 53 % 840) as f32, "1.00 项 2.00");
    }
    for i in 0..2_000 {
        let at = (i * 29 % 800) as f32;
        sheet = sheet.h(at, 0.0, 590.0).v(at * 0.7, 0.0, 840.0);
    }
    let layout = sheet.layout();
    assert!(layout.has_text);
}
