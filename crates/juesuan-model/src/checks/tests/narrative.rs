//! A small narrative: consistent with the small department, and with some words changed.

use juesuan_extract::Rect;
use juesuan_extract::layout::{Block, Layout, TextLine};

use super::{causes, failing, nothing, of, tables};
use crate::checks::{Check, CheckInput, Status, run};
use crate::flow::flow;
use crate::narrative::{self, Narrative};
use crate::tables::Tables;

const NARRATIVE: &[&str] = &[
    "一、收入支出决算总体情况说明",
    "2024年度收入支出总计106.00万元。与2023年度相比，收入支出总计增加6.00万元，增长6.00%。主要原因：项目增加。",
    "二、收入决算情况说明",
    "本年收入合计100.00万元，其中：财政拨款收入90.00万元，占90.00%；其他收入10.00万元，占10.00%。",
    "三、支出决算情况说明",
    "本年支出合计102.00万元，其中：基本支出50.00万元，占49.02%；项目支出52.00万元，占50.98%。",
    "四、一般公共预算财政拨款支出决算情况说明",
    "（一）一般公共预算财政拨款支出决算总体情况",
    "2024年度一般公共预算财政拨款支出82.00万元，占本年支出合计的80.39%。",
    "（二）一般公共预算财政拨款支出决算具体情况",
    "1、一般公共服务支出（类）人大事务（款）行政运行（项）。年初预算为30.00万元，支出决算为27.00万元，完成年初预算的90.00%。决算数小于预算数的主要原因：厉行节约。",
    "2、一般公共服务支出（类）人大事务（款）人大会议（项）。年初预算为20.00万元，支出决算为27.00万元，完成年初预算的135.00%。决算数大于预算数的主要原因：会议增加。",
    "五、一般公共预算财政拨款基本支出决算情况说明",
    "一般公共预算财政拨款基本支出45.00万元。其中：人员经费35.00万元，主要包括：基本工资、津贴补贴；公用经费10.00万元，主要包括：办公费。",
    "六、财政拨款“三公”经费支出决算情况说明",
    "“三公”经费财政拨款支出决算中，因公出国（境）费支出决算2.00万元，占25.00%；公务用车购置及运行维护费支出决算4.00万元，占50.00%；公务接待费支出决算2.00万元，占25.00%。",
    "七、其他重要事项的情况说明",
    "（一）政府采购支出情况",
    "2024年度政府采购支出总额12.00万元，其中：政府采购货物支出5.00万元、政府采购工程支出4.00万元、政府采购服务支出3.00万元。",
    "（二）国有资产占有使用情况",
    "截至2024年12月31日，共有车辆2辆。",
];

fn read(from: &str, to: &str) -> Narrative {
    let mut layout = Layout::new(2, 3000.0, 3000.0);
    let mut y0 = 100.0;
    for line in NARRATIVE {
        let text = line.replace(from, to);
        #[allow(clippy::cast_precision_loss)]
        let x1 = 100.0 + 10.0 * text.chars().count() as f32;
        layout.blocks.push(Block::Line(TextLine::evenly(&text, Rect { x0: 100.0, y0, x1, y1: y0 + 10.0 })));
        y0 += 40.0;
    }
    narrative::read(&flow(&[layout]))
}

fn check(from: &str, to: &str) -> Vec<Check> {
    let facts = tables::facts("");
    let narrative = read(from, to);
    run(&CheckInput { facts: &facts, narrative: Some(&narrative), year: Some(2024), ..nothing(&Tables::default()) })
}

#[test]
fn a_consistent_narrative_passes() {
    let checks = check("某", "某");
    assert_eq!(failing(&checks), [] as [&str; 0]);
    for (id, times) in [
        ("n.amount", 16),
        ("n.items", 2),
        ("n.parts", 2),
        ("n.percent", 10),
        ("n.change", 1),
        ("n.words", 2),
        ("s.template", 1),
        ("s.years", 1),
    ] {
        assert_eq!(of(&checks, id, Status::Pass).len(), times, "{id}");
    }
}

#[test]
fn one_wrong_statement_is_found_and_is_the_only_cause() {
    for (from, to, ids) in [
        ("总计106.00", "总计160.00", &["n.amount", "n.change"][..]),
        ("财政拨款收入90.00", "财政拨款收入91.00", &["n.amount", "n.percent"]),
        ("占49.02%", "占42.09%", &["n.percent"]),
        ("占本年支出合计的80.39%", "占本年支出合计的80.93%", &["n.percent"]),
        ("完成年初预算的90.00%", "完成年初预算的95.00%", &["n.percent"]),
        ("4.00万元，占50.00%", "4.00万元，占55.00%", &["n.percent"]),
        ("增长6.00%", "增长6.60%", &["n.change"]),
        ("决算数小于预算数", "决算数大于预算数", &["n.words"]),
        ("人员经费35.00", "人员经费36.00", &["n.amount", "n.parts"]),
        ("服务支出3.00", "服务支出3.50", &["n.parts"]),
        ("截至2024年", "截至2023年", &["s.years"]),
    ] {
        let checks = check(from, to);
        assert_eq!(failing(&checks), ids, "{to}");
        let causes = causes(&checks);
        assert_eq!(causes.len(), 1, "{to}: {causes:?}");
        assert!(causes[0].starts_with("statements:") || causes[0].starts_with("narrative:"), "{to}: {causes:?}");
    }
}

#[test]
fn a_wrong_name_is_told_by_the_amount_where_only_one_item_has_it() {
    // Both items are 27.00: which one is meant cannot be told.
    let checks = check("人大会议（项）", "人大立法（项）");
    assert_eq!(failing(&checks), [] as [&str; 0]);
    assert_eq!(of(&checks, "n.items", Status::Skipped).len(), 1);
}

#[test]
fn template_wording_is_named() {
    let checks = check("增加6.00万元", "增加（减少）6.00万元");
    assert!(failing(&checks).contains(&"s.template"));
}

#[test]
fn budgets_and_amounts_of_other_sections_restate_nothing() {
    let checks = check("年初预算为30.00", "年初预算为30.00");
    let amounts: Vec<&str> =
        checks.iter().filter(|check| check.id == "n.amount").map(|check| check.message.zh.as_str()).collect();
    assert!(amounts.iter().all(|message| !message.contains("年初预算") && !message.contains("采购")), "{amounts:?}");
}

#[test]
fn a_share_is_of_no_amount_that_is_smaller() {
    let checks = check(
        "其中：政府采购货物支出5.00万元、政府采购工程支出4.00万元、政府采购服务支出3.00万元。",
        "其中：货物5.00万元。采购密集架2.00万元、数字化服务7.00万元，合计9.00万元，其中向小微企业采购7.00万元，占77.78%。",
    );
    assert!(!failing(&checks).contains(&"n.percent"), "{:?}", failing(&checks));
}

#[test]
fn an_amount_that_is_about_so_much_may_be_apart_by_its_last_digit() {
    let failing_with = |words: &str| {
        let checks = check("收入支出总计106.00万元", &format!("收入支出总计{words}"));
        checks.iter().filter(|check| check.id == "n.amount" && check.status == Status::Fail).count()
    };
    for words in ["100多万元", "105.9万余元", "近110万元"] {
        assert_eq!(failing_with(words), 0, "{words}");
    }
    for words in ["300多万元", "105.8万余元", "近120万元", "105.90万元"] {
        assert_eq!(failing_with(words), 1, "{words}");
    }
}
