//! What small narratives state: one wording each, every field asserted.

use super::plain::tests::page;
use super::{Narrative, Statement, read};
use crate::flow::flow;
use crate::value::{Amount, Number};

pub(super) fn narrative(paragraphs: &[&str]) -> Narrative {
    let pages = [page(paragraphs)];
    read(&flow(&pages))
}

/// A statement in one line: `subject = value | base direction change rate | completion | share | reason`.
pub(super) fn line(statement: &Statement) -> String {
    let amount = |amount: &Amount| format!("{}{}", amount.value, amount.unit.map_or("", |unit| unit.as_str()));
    let rate = |number: &Number| format!("{}%", number.value);
    let mut parts = vec![statement.subject.text.clone()];
    parts.extend(statement.value.as_ref().map(|value| format!("= {}", amount(value))));
    if let Some(comparison) = &statement.comparison {
        let base = comparison.base.map_or("?", |base| base.as_str());
        parts.push(format!("| {base}"));
        parts.extend(comparison.base_amount.as_ref().map(amount));
        parts.push(comparison.direction.map_or("?", |direction| direction.as_str()).to_owned());
        parts.extend(comparison.change.as_ref().map(amount));
        parts.extend(comparison.change_percent.as_ref().map(rate));
    }
    if let Some(completion) = &statement.completion {
        parts.push(format!("| of {}", completion.base.map_or("?", |base| base.as_str())));
        parts.extend(completion.budget.as_ref().map(amount));
        parts.extend(completion.percent.as_ref().map(rate));
    }
    if let Some(share) = &statement.share {
        parts.push(format!("| share {}", rate(&share.percent)));
        parts.extend(share.of.as_ref().map(|of| of.text.clone()));
    }
    parts.extend(statement.reason.as_ref().map(|reason| format!("| because {}", reason.text)));
    parts.join(" ")
}

#[track_caller]
pub(super) fn says(paragraph: &str, expected: &[&str]) {
    says_all(&[paragraph], expected);
}

#[track_caller]
pub(super) fn says_all(paragraphs: &[&str], expected: &[&str]) {
    let found: Vec<String> = narrative(paragraphs).statements.iter().map(line).collect();
    assert_eq!(found, expected);
}

#[test]
fn an_amount_with_its_comparison_is_one_statement() {
    says(
        "1. 事业收入20.5万元，比上年决算数增加3.7万元，增长22.0%。",
        &["事业收入 = 20.5万元 | prior_year increase 3.7万元 22.0%"],
    );
    says("经营收入0万元，与上年决算数持平。", &["经营收入 = 0万元 | prior_year flat"]);
    says(
        "项目支出3,004,200.10元，较2022年减少1,000元，下降0.03％。",
        &["项目支出 = 3004200.10元 | prior_year decrease 1000元 0.03%"],
    );
}

#[test]
fn a_signed_amount_in_a_bracket_is_a_change() {
    says(
        "2022年度收入总计9.00万元（+1.00万元，+12.50%）。",
        &["收入总计 = 9.00万元 | prior_year increase 1.00万元 12.50%"],
    );
    says(
        "2022年度收入总计9.00万元（-1.00万元，-10.00%）。",
        &["收入总计 = 9.00万元 | prior_year decrease 1.00万元 10.00%"],
    );
    says("年末结转和结余-3.20万元。", &["年末结转和结余 = -3.20万元"]);
}

#[test]
fn full_width_digits_are_read() {
    says("其他收入３４５，６７８．１２万元。", &["其他收入 = 345678.12万元"]);
}

#[test]
fn a_later_sentence_reaches_an_item_by_its_name() {
    says(
        "某市某局2024年度收入支出总计98.38万元。与2023年度相比，收入支出总计增加10.85万元，增长12.40%。主要原因：项目支出增加，较上一度增加9.95万元。",
        &[
            "收入支出总计 = 98.38万元 | prior_year increase 10.85万元 12.40% | because 项目支出增加，较上一度增加9.95万元",
            "项目支出 | prior_year increase 9.95万元",
        ],
    );
    says(
        "2022年度收、支总计均为12.56万元。与2021年相比，收、支总计各增加1.00万元，增长8.65%，主要是人员增加。",
        &["收、支总计 = 12.56万元 | prior_year increase 1.00万元 8.65% | because 人员增加"],
    );
}

#[test]
fn a_later_sentence_without_subject_continues_a_single_amount_only() {
    says("支出决算为0.88万元。完成年初预算的98.50%。", &["支出决算 = 0.88万元 | of initial_budget 98.50%"]);
    says(
        "收入总计23.3万元，支出总计22.4万元。比上年减少1.2万元。",
        &["收入总计 = 23.3万元", "支出总计 = 22.4万元", " | prior_year decrease 1.2万元"],
    );
    says("机要费0.03万元。明年预算安排XX万元，减少0.5万元。", &["机要费 = 0.03万元", " | ? decrease 0.5万元"]);
}

#[test]
fn a_sentence_of_another_item_ends_what_the_next_may_go_on_with() {
    says(
        "会议费支出决算为3万元。培训费本年度未安排。比上年减少2万元。",
        &["会议费支出决算 = 3万元", " | prior_year decrease 2万元"],
    );
    for between in ["会议费主要用于年会。", "该项支出有所压缩。", "主要用于办公费支出。"] {
        says(
            &format!("会议费支出决算为3万元。{between}比上年减少2万元。"),
            &["会议费支出决算 = 3万元 | prior_year decrease 2万元"],
        );
    }
}

#[test]
fn parts_end_with_their_segment_unless_they_are_listed() {
    says(
        "支出10万元，其中基本支出6万元；收入12万元。比上年增加1万元。",
        &["支出 = 10万元", "基本支出 = 6万元", "收入 = 12万元", " | prior_year increase 1万元"],
    );
}

#[test]
fn a_difference_belongs_to_the_item_named_before_it() {
    says(
        "其中：基本支出5万元，比上年增加1万元；项目支出4万元，占44.4%，比上年减少2万元。",
        &["基本支出 = 5万元 | prior_year increase 1万元", "项目支出 = 4万元 | prior_year decrease 2万元 | share 44.4%"],
    );
}

#[test]
fn a_list_shares_the_base_of_its_sentence() {
    says(
        "“三公”经费支出决算数比2023年度减少0.12万元，下降21.43%，其中：因公出国（境）费支出与上一年度持平；公务接待费支出决算减少0.12万元，下降21.43%。",
        &[
            "“三公”经费支出决算数 | prior_year decrease 0.12万元 21.43%",
            "因公出国（境）费支出 | prior_year flat",
            "公务接待费支出决算 | prior_year decrease 0.12万元 21.43%",
        ],
    );
    says(
        "与上年相比，收入合计增加12万元。其中：事业收入增加2万元。",
        &["收入合计 | prior_year increase 12万元", "事业收入 | prior_year increase 2万元"],
    );
}

#[test]
fn budgets_are_statements_of_their_own_and_completion_names_its_base() {
    says(
        "1、甲支出（类）乙事务（款）丙项（项）。主要用于：丁。年初预算为60.40万元，支出决算为55.20万元，完成年初预算的91.39%。决算数小于预算数的主要原因：戊。",
        &[
            "甲支出（类）乙事务（款）丙项（项）年初预算 = 60.40万元",
            "甲支出（类）乙事务（款）丙项（项）支出决算 = 55.20万元 | initial_budget decrease | of initial_budget 60.40万元 91.39% | because 戊",
        ],
    );
    says(
        "1．甲（类）乙（款）丙（项）：支出决算为8.08万元，完成年初预算的100.00%，决算数与年初预算数持平。",
        &["甲（类）乙（款）丙（项）支出决算 = 8.08万元 | initial_budget flat | of initial_budget 100.00%"],
    );
    says(
        "公务接待费支出决算为0.8万元，完成全年预算12.5万元的6.4%，比上年决算数减少2.40万元，下降75.0%。",
        &[
            "公务接待费支出决算 = 0.8万元 | prior_year decrease 2.40万元 75.0% | of adjusted_budget 12.5万元 6.4%",
            "公务接待费支出全年预算 = 12.5万元",
        ],
    );
}

#[test]
fn a_budget_without_its_kind_is_the_one_named_before() {
    says(
        "甲项目绩效自评综述：全年预算数为160万元，执行数为159.87万元，完成预算的99.9%。",
        &["甲项目全年预算数 = 160万元", "甲项目执行数 = 159.87万元 | of adjusted_budget 160万元 99.9%"],
    );
    says("会议费支出5.15万元，完成预算的85.8%。", &["会议费支出 = 5.15万元 | of ? 85.8%"]);
}

#[test]
fn two_comparisons_are_two_statements_of_one_amount() {
    says(
        "机关运行经费支出100万元，比年初预算数减少20万元，降低16.67%，比上年减少10万元，降低9.09%。",
        &[
            "机关运行经费支出 = 100万元 | initial_budget decrease 20万元 16.67%",
            "机关运行经费支出 = 100万元 | prior_year decrease 10万元 9.09%",
        ],
    );
}

#[test]
fn the_amount_compared_with_is_kept_beside_the_base() {
    says(
        "1.公务接待费。2020年决算数0.12万元，比2020年年初预算数5.00万元减少4.88万元。",
        &["公务接待费决算数 = 0.12万元 | initial_budget 5.00万元 decrease 4.88万元", "公务接待费年初预算数 = 5.00万元"],
    );
    says(
        "公务用车购置费2020年决算数0万元，比2020年年初预算数0万元持平。",
        &["公务用车购置费决算数 = 0万元 | initial_budget 0万元 flat", "公务用车购置费年初预算数 = 0万元"],
    );
}

#[test]
fn shares_name_their_whole_and_percentages_without_amount_stay_with_their_item() {
    says(
        "授予中小企业合同金额15.45万元，占政府采购支出总额的2.7%；货物采购授予中小企业合同金额占货物支出金额的0.04%。",
        &[
            "授予中小企业合同金额 = 15.45万元 | share 2.7% 政府采购支出总额",
            "货物采购授予中小企业合同金额 | share 0.04% 货物支出金额",
        ],
    );
    let bare = &narrative(&["货物采购占货物支出金额的0.04%。"]).statements[0];
    assert!(!bare.is_about_amounts());
}

#[test]
fn brackets_do_not_take_what_follows_them() {
    says(
        "政府采购金额（以合同签订为准）为23.21万元，其中：国内公务接待支出0.39万（含外宾接待支出0.10万元），比上年增加0.05万元。",
        &[
            "政府采购金额 = 23.21万元",
            "国内公务接待支出 = 0.39万元 | prior_year increase 0.05万元",
            "外宾接待支出 = 0.10万元",
        ],
    );
}

#[test]
fn subjects_that_depend_on_words_before_are_completed() {
    says(
        "编报绩效目标的2024年度项目39个，涉及预算金额44.48万元；绩效自评的2024年度项目38个，涉及预算金额43.48万元。",
        &["编报绩效目标的2024年度项目涉及预算金额 = 44.48万元", "绩效自评的2024年度项目涉及预算金额 = 43.48万元"],
    );
    says(
        "在其他政府采购项目中，由中小企业供应商中标或成交的，采购金额3.20万元。",
        &["在其他政府采购项目中，由中小企业供应商中标或成交的采购金额 = 3.20万元"],
    );
}

#[test]
fn a_reason_goes_on_over_semicolons_until_the_next_figure() {
    says(
        "甲收入3万元，比上年增加1万元；主要变动情况：一是甲；二是乙；丙收入0万元。",
        &["甲收入 = 3万元 | prior_year increase 1万元 | because 一是甲；二是乙", "丙收入 = 0万元"],
    );
}

#[test]
fn years_and_thresholds_are_no_amounts() {
    says("截至2024年12月31日，2025年，单价100万元（含）以上设备（不含车辆）2台（套）。", &[]);
}

#[test]
fn the_blank_template_states_nothing() {
    let found = narrative(&[
        "上海市XX局2024年度收入支出总计XXX万元。与2023年度相比，收入支出总计增加（减少）XXX万元，增长（下降）XX%。（如持平作持平表述）",
    ]);
    assert_eq!(found.statements, []);
    assert_eq!(found.counts, []);
    assert!(found.doubts.len() >= 5);
}

#[test]
fn what_was_left_in_is_read_and_reported() {
    let found = narrative(&["决算数比2023年度减少0.12万元，下降（增长）21.43%。。"]);
    assert_eq!(line(&found.statements[0]), "决算数 | prior_year decrease 0.12万元 21.43%");
    let messages: Vec<&str> = found.doubts.iter().map(|doubt| doubt.message.as_str()).collect();
    assert_eq!(messages, ["“下降(增长)” is left over from the template", "doubled punctuation: “。。”"]);
    let found = narrative(&["支出增加2207.60万元，增长16.40。"]);
    assert_eq!(line(&found.statements[0]), "支出 | prior_year increase 2207.60万元 16.40%");
    assert!(found.doubts[0].message.contains("percent sign"));
    says("支出增加（减少）5万元。", &["支出 | ? ? 5万元"]);
}

#[test]
fn a_comparison_is_of_the_whole_and_of_the_outturn() {
    says(
        "结余分配3万元（其中：甲1万元；乙2万元）。分配事项：提取基金。与上年相比，增加1万元。",
        &["结余分配 = 3万元 | prior_year increase 1万元", "甲 = 1万元", "乙 = 2万元"],
    );
    says(
        "收入合计5万元，其中：甲收入3万元；乙收入2万元。比上年增加1万元。",
        &["收入合计 = 5万元 | prior_year increase 1万元", "甲收入 = 3万元", "乙收入 = 2万元"],
    );
    says(
        "接待费支出决算为1万元，全年预算2万元，与上年持平。",
        &["接待费支出决算 = 1万元 | prior_year flat", "接待费支出全年预算 = 2万元"],
    );
    says(
        "接待费支出决算为1万元，全年预算2万元，比年初预算增加1万元。",
        &["接待费支出决算 = 1万元", "接待费支出全年预算 = 2万元 | initial_budget increase 1万元"],
    );
    says(
        "收入、支出决算总计6万元。收、支总计各减少1万元，减少14.3%。",
        &["收入、支出决算总计 = 6万元 | prior_year decrease 1万元 14.3%"],
    );
}

#[test]
fn one_amount_may_be_compared_twice() {
    says(
        "运行费支出4万元，较年初预算减少1万元；较上年减少2万元。费用支出与上年相比无变化。",
        &["运行费支出 = 4万元 | initial_budget decrease 1万元", "运行费支出 = 4万元 | prior_year decrease 2万元"],
    );
    says(
        "接待费3万元，比年初预算少支出1万元，主要原因是厉行节约，与上年相比增加2万元。",
        &[
            "接待费 = 3万元 | initial_budget decrease 1万元 | because 厉行节约，与上年相比增加2万元",
            "接待费 = 3万元 | prior_year increase 2万元",
        ],
    );
    says(
        "接待费支出决算为3万元，比年初预算增加1万元，主要原因是新增会场租赁，较上年增加2万元，增长50%。",
        &[
            "接待费支出决算 = 3万元 | initial_budget increase 1万元 | because 新增会场租赁，较上年增加2万元，增长50%",
            "新增会场租赁 | prior_year increase 2万元 50%",
        ],
    );
}

#[test]
fn a_budget_without_its_stage_is_the_one_that_the_narrative_names() {
    let base = |paragraphs: &[&str]| {
        let found = narrative(paragraphs).statements;
        let last = found.last().unwrap();
        (found[found.len() - 2].budget, last.base(), last.completion.as_ref().unwrap().budget.is_some())
    };
    use super::Base::{AdjustedBudget, InitialBudget};
    let text = "支出预算为4万元，支出决算为3万元，完成预算的75%，较预算减少1万元，下降25%。";
    assert_eq!(base(&[text]), (None, None, false));
    assert_eq!(base(&["甲费年初预算2万元。", text]), (Some(InitialBudget), Some(InitialBudget), true));
    assert_eq!(base(&["甲费年初预算2万元，全年预算3万元。", "二、其他", text]), (None, None, false));
    assert_eq!(base(&["甲费全年预算2万元。", text]), (Some(AdjustedBudget), Some(AdjustedBudget), true));
    assert_eq!(base(&["各项支出严格按照年度预算管理。", text]), (None, None, false));
    assert_eq!(base(&["甲费2万元，比上年减少1万元，主要原因是年中预算调整。", text]), (None, None, false));
}

#[test]
fn changes_told_as_reasons_have_the_base_of_what_they_explain() {
    says(
        "与上年相比，收入总计减少2万元。主要原因：甲支出减少3万元；乙经费增加1万元。",
        &[
            "收入总计 | prior_year decrease 2万元 | because 甲支出减少3万元",
            "甲支出 | prior_year decrease 3万元",
            "乙经费 | prior_year increase 1万元",
        ],
    );
}

#[test]
fn at_the_start_of_the_year_a_stock_was_no_budget() {
    says("资产总额9万元，较年初增加1万元。", &["资产总额 = 9万元 | prior_year increase 1万元"]);
    says("固定资产购置支出9万元，较年初增加1万元。", &["固定资产购置支出 = 9万元 | initial_budget increase 1万元"]);
    says("甲支出9万元，较年初增加1万元。", &["甲支出 = 9万元 | initial_budget increase 1万元"]);
}

#[test]
fn totals_of_two_funds_are_two_items() {
    says(
        "收入总计100万元、支出总计100万元。财政拨款收入总计、支出总计80万元。与上年相比，收、支总计增加10万元。",
        &[
            "收入总计 = 100万元",
            "支出总计 = 100万元",
            "财政拨款收入总计、支出总计 = 80万元",
            "收、支总计 | prior_year increase 10万元",
        ],
    );
}

#[test]
fn items_named_by_what_is_done_move_as_sums_do() {
    says(
        "公务接待费支出3万元，车辆购置较上年减少，减幅20%。",
        &["公务接待费支出 = 3万元", "车辆购置 | prior_year decrease 20%"],
    );
}

#[test]
fn an_item_may_stand_above_its_amounts() {
    says_all(
        &["1、甲支出（类）乙（款）丙（项）。", "年初预算为2万元，支出决算为2万元，预决算持平。"],
        &[
            "甲支出（类）乙（款）丙（项）年初预算 = 2万元",
            "甲支出（类）乙（款）丙（项）支出决算 = 2万元 | initial_budget flat",
        ],
    );
}

#[test]
fn guests_are_foreign_where_the_text_says_so() {
    let guests = |text| {
        let found = narrative(&[text]).blocks.three_public.unwrap();
        let count = |number: Option<crate::value::Number>| number.map(|number| number.value.to_string());
        (count(found.domestic_receptions), count(found.domestic_guests), count(found.foreign_guests))
    };
    let given = |number: &str| Some(number.to_owned());
    assert_eq!(guests("全年共接待来访团组5个、来宾21人次。"), (given("5"), given("21"), None));
    assert_eq!(
        guests("国内公务接待共8批次（其中外事接待1批次）、42人次（其中外事接待2人次）。"),
        (given("8"), given("42"), given("2"))
    );
    assert_eq!(guests("接待国（境）外来访团组5个，来访外宾12人次。"), (None, None, given("12")));
}

#[test]
fn a_base_that_is_not_printed_is_marked() {
    let implied = |paragraph| narrative(&[paragraph]).statements[0].comparison.as_ref().map(|c| c.base_implied);
    assert_eq!(implied("甲支出减少1万元，下降2.5%。"), Some(true));
    assert_eq!(implied("甲支出比上年减少1万元，下降2.5%。"), Some(false));
    assert_eq!(implied("与上年相比，甲支出减少1万元。"), Some(false));
}

#[test]
fn counts_have_subject_and_measure_word() {
    let found = narrative(&[
        "全年使用财政拨款安排出国（境）团组2个、累计7人次。所属各预算单位开支财政拨款的公务用车保有量为3辆。开展了部门整体支出及58个项目绩效自评，最终评价得分96.5分。",
    ]);
    let counts: Vec<String> =
        found.counts.iter().map(|c| format!("{} {}{}", c.subject.text, c.count.value, c.unit)).collect();
    assert_eq!(
        counts,
        [
            "出国（境）团组 2个",
            "出国（境）团组 7人次",
            "公务用车保有量 3辆",
            "项目绩效自评 58个",
            "最终评价得分 96.5分"
        ]
    );
}

#[test]
fn a_budget_of_a_completion_has_the_place_of_its_own_word() {
    let read = narrative(&["公务用车购置费支出决算为2.00万元，完成预算4.00万元的50.00%。"]);
    let [spent, budget] = &read.statements[..] else { panic!("{:?}", read.statements) };
    assert_eq!(
        (spent.subject.text.as_str(), budget.subject.text.as_str()),
        ("公务用车购置费支出决算", "公务用车购置费支出预算")
    );
    assert_eq!((budget.subject.at.bbox.x0, budget.subject.at.bbox.x1), (310.0, 330.0));
}

#[test]
fn a_number_has_the_place_of_its_own_digits() {
    let found = narrative(&["收入12.50万元，增长3%。"]);
    let value = found.statements[0].value.as_ref().unwrap();
    assert_eq!((value.at.page, value.at.bbox.x0, value.at.bbox.x1), (1, 120.0, 170.0));
}

#[test]
fn the_standard_blocks_are_filled() {
    let blocks = narrative(&[
        "（一）机关运行经费支出情况",
        "机关运行经费支出14.80万元，比2023年度减少1.52万元，下降9.31%。主要原因是厉行节约。",
        "（二）政府采购支出情况",
        "政府采购支出总额56.26万元，其中：政府采购货物支出29.70万元、政府采购工程支出0万元、政府采购服务支出26.56万元。授予中小企业合同金额15.45万元，占政府采购支出总额的27.46%，其中：授予小微企业合同金额5.39万元。",
        "（三）国有资产占用情况",
        "本部门共有车辆7辆，其中，机要通信用车2辆、其他用车5辆。单位价值100万元以上的设备（不含车辆）69台（套）。",
        "（四）预算绩效管理工作开展情况",
        "甲项目绩效自评综述：全年预算数为160万元，执行数为159.87万元，完成预算的99.9%。绩效目标完成情况与效益主要是：质量提升。发现的问题及原因主要是：进度慢。下一步改进措施主要是：加快。",
        "最终评价得分96.5分，评价等级为优。",
        "全年安排因公出国（境）团组1个、累计3人次。国内公务接待2批次、26人次。",
    ])
    .blocks;
    let organ = blocks.organ_operation.unwrap();
    assert_eq!((organ.amount.value.to_string(), organ.reason.unwrap().text), ("14.80".into(), "厉行节约".into()));
    let procurement = blocks.procurement.unwrap();
    let amount = |figure: Option<super::blocks::ProcurementFigure>| figure.unwrap().amount.unwrap().value.to_string();
    assert_eq!(amount(procurement.total), "56.26");
    assert_eq!(amount(procurement.services), "26.56");
    assert_eq!(procurement.sme.clone().unwrap().share.unwrap().percent.value.to_string(), "27.46");
    assert_eq!(amount(procurement.sme), "15.45");
    assert_eq!(amount(procurement.micro), "5.39");
    let assets = blocks.state_assets.unwrap();
    assert_eq!(assets.vehicles.unwrap().value, 7.into());
    assert_eq!(assets.vehicles_by_use.len(), 2);
    assert_eq!(assets.equipment[0].description.text, "单位价值100万元以上的设备");
    let performance = blocks.performance.unwrap();
    let review = &performance.reviews[0];
    assert_eq!(review.name.text, "甲项目");
    assert_eq!(review.executed.as_ref().unwrap().value.to_string(), "159.87");
    assert_eq!(review.results.as_ref().unwrap().text, "质量提升。");
    assert_eq!(review.problems.as_ref().unwrap().text, "进度慢。");
    assert_eq!(review.measures.as_ref().unwrap().text, "加快。");
    let evaluation = performance.key_evaluations.into_iter().next().unwrap();
    assert_eq!(
        (evaluation.score.unwrap().value.to_string(), evaluation.grade.unwrap().text),
        ("96.5".into(), "优".into())
    );
    let three_public = blocks.three_public.unwrap();
    assert_eq!(three_public.travellers.unwrap().value, 3.into());
    assert_eq!(three_public.domestic_receptions.unwrap().value, 2.into());
}
