//! Habits of narratives without a standard text (counties, 2014-2018): one each, every field asserted.

use super::tests::{narrative, says, says_all};
use super::{read, read_of_year};
use crate::flow::flow;

#[test]
fn a_budget_after_the_use_of_an_item_is_of_the_item() {
    says(
        "1.公共安全支出（类）公安（款）行政运行（项）39.99万元。主要用于人员经费。年初预算为76.33万元，支出决算为39.99万元。",
        &[
            "公共安全支出（类）公安（款）行政运行（项） = 39.99万元",
            "公共安全支出（类）公安（款）行政运行（项）年初预算 = 76.33万元",
            "公共安全支出（类）公安（款）行政运行（项）支出决算 = 39.99万元",
        ],
    );
}

#[test]
fn an_item_with_its_code_names_the_amounts_of_its_paragraph() {
    let found = narrative(&["1.小学教育（2050202），2023年度决算数为7,970.38万元，比2022年度决算数增长0.39%。"]);
    assert_eq!(found.statements.len(), 1);
    assert!(found.statements[0].subject.text.starts_with("小学教育"), "{:?}", found.statements[0].subject);
}

#[test]
fn an_item_behind_its_code_and_before_a_colon_names_the_amounts_of_its_paragraph() {
    let texts = ["一般公共预算财政拨款支出9.00万元。", "2050202普通教育——小学教育：年初预算5.00万元，决算4.00万元。"];
    let subjects: Vec<String> =
        narrative(&texts).statements.iter().map(|statement| statement.subject.text.clone()).collect();
    assert_eq!(subjects, ["一般公共预算财政拨款支出", "普通教育——小学教育年初预算", "普通教育——小学教育决算"]);
}

#[test]
fn each_of_several_items_has_its_own_change() {
    says(
        "与2016年相比，公务用车购置费和运行费分别下降85.04%和22.93%。",
        &["公务用车购置费 | prior_year decrease 85.04%", "运行费 | prior_year decrease 22.93%"],
    );
    says(
        "与2016年相比，公务用车购置费和运行费分别持平和下降91%。",
        &["公务用车购置费 | prior_year flat", "运行费 | prior_year decrease 91%"],
    );
    says(
        "收入、支出较上年分别增加3.00万元和4.00万元。",
        &["收入 | prior_year increase 3.00万元", "支出 | prior_year increase 4.00万元"],
    );
    says(
        "基本支出8.00万元，项目支出2.00万元，分别占总支出的80.00%和20.00%。",
        &["基本支出 = 8.00万元 | share 80.00% 总支出", "项目支出 = 2.00万元 | share 20.00% 总支出"],
    );
    says(
        "甲费、乙费、丙费决算数分别为0.00万元、45.00万元、5.00万元。",
        &["甲费 = 0.00万元", "乙费 = 45.00万元", "丙费决算数 = 5.00万元"],
    );
    says("与2014年相比，公务用车购置费和运行费分别下下降5%。", &["公务用车购置费和运行费 | prior_year decrease 5%"]);
}

#[test]
fn what_did_not_change_is_said_too() {
    says(
        "与2014年相比，公务用车购置费不变，运行费下降13%。",
        &["公务用车购置费 | prior_year flat", "运行费 | prior_year decrease 13%"],
    );
    says("2015年度政府性基金支出零万元，与2014年决算数相同。", &["政府性基金支出 = 0万元 | prior_year flat"]);
}

#[test]
fn directions_in_one_word_and_years_without_their_word_are_read() {
    says(
        "2018年收入2030.70万元，比2017年决算数少206.13万元，下降9.21％。",
        &["收入 = 2030.70万元 | prior_year decrease 206.13万元 9.21%"],
    );
    says(
        "公共财政拨款支出562.74万元，比2014决算数减少13.25万元，减少2.35%。",
        &["公共财政拨款支出 = 562.74万元 | prior_year decrease 13.25万元 2.35%"],
    );
    says(
        "公共财政支出3.10万元，较2014年决算数减少1.10万元，增长下降26.2%。",
        &["公共财政支出 = 3.10万元 | prior_year decrease 1.10万元 26.2%"],
    );
}

#[test]
fn amounts_and_rates_without_unit_are_kept_and_said() {
    let text = "其他支出58.22，较2015年决算数增加58.22，增加100%。";
    says(text, &["其他支出 = 58.22 | prior_year increase 58.22 100%"]);
    assert_eq!(narrative(&[text]).doubts.len(), 2);
    says(
        "支出40.82万元，较2016年决算数23.26增加17.56万元。",
        &["支出 = 40.82万元 | prior_year 23.26 increase 17.56万元", "支出上年决算数 = 23.26"],
    );
    says(
        "基本支出76.00万元，占76.23；项目支出23.70万元。",
        &["基本支出 = 76.00万元 | share 76.23%", "项目支出 = 23.70万元"],
    );
    let about = narrative(&["投入资金9800多万元。"]);
    assert_eq!(about.statements[0].value.as_ref().unwrap().value.to_string(), "9800");
    // What the department rounds in words is no slip of its wording.
    assert!(about.statements[0].value.as_ref().unwrap().about && about.doubts.is_empty());
    let apart = narrative(&["因公出国（境）费万2.28元。"]);
    assert_eq!(apart.statements[0].value.as_ref().unwrap().unit, None);
    assert_eq!(apart.statements[0].subject.text, "因公出国（境）费");
}

#[test]
fn a_comparison_after_a_mark_goes_with_the_amount_before_it() {
    says(
        "商品支出275.00万元，主要用于办公；较2015年决算数增加262.10万元。",
        &["商品支出 = 275.00万元 | prior_year increase 262.10万元"],
    );
    says(
        "其中：中央补助2.50万元，增长100%；地方补助11.00万元。增长90.9%。",
        &["中央补助 = 2.50万元 | prior_year increase 100%", "地方补助 = 11.00万元 | prior_year increase 90.9%"],
    );
    says(
        "抚恤10.91万元，增长100%，其中其他优抚支出（科目编码：2080899），增长50%。",
        &["抚恤 = 10.91万元 | prior_year increase 100%", "其他优抚支出（科目编码：2080899） | prior_year increase 50%"],
    );
}

#[test]
fn an_amount_may_stand_before_its_name() {
    says("同时，对2018年310.20万元业务费实施绩效监控。", &["业务费 = 310.20万元"]);
}

#[test]
fn an_amount_of_an_earlier_year_keeps_its_year() {
    let pages = [super::plain::tests::page(&["2014年公共财政拨款支出0万元，2015年公共财政拨款支出3.00万元。"])];
    let items = flow(&pages);
    let subjects = |year| {
        let found = read_of_year(&items, year).statements;
        found.into_iter().map(|statement| statement.subject.text).collect::<Vec<_>>()
    };
    assert_eq!(subjects(Some(2015)), ["2014年公共财政拨款支出", "公共财政拨款支出"]);
    assert_eq!(subjects(None), ["公共财政拨款支出", "公共财政拨款支出"]);
}

#[test]
fn words_that_name_nothing_take_the_name_of_their_heading() {
    says_all(&["（一）机关运行经费支出情况", "2017年决算数为3.00万元。"], &["机关运行经费支出决算数 = 3.00万元"]);
    says_all(&["（一）机关运行经费支出情况", "为4.19万元。"], &["机关运行经费支出 = 4.19万元"]);
}

#[test]
fn rates_alone_and_what_did_not_change_are_rows() {
    let rows = |text: &str| narrative(&[text]).statements.iter().filter(|s| s.is_about_amounts()).count();
    assert_eq!(rows("与2014年相比，公务接待费支出下降14%。"), 1);
    assert_eq!(rows("三公经费支出比上年减少0.15万元，其中：公务接待费支出与上年持平。"), 2);
    assert_eq!(rows("公务接待费支出与上年持平。"), 1);
}

#[test]
fn statements_share_their_sentence() {
    let found = narrative(&["收入3.00万元，支出2.00万元。没有数字。结余1.00万元。"]);
    let sentences: Vec<&str> = found.sentences.iter().map(|sentence| sentence.text.as_str()).collect();
    assert_eq!(sentences, ["收入3.00万元，支出2.00万元", "结余1.00万元"]);
    assert_eq!(found.statements.iter().map(|statement| statement.sentence).collect::<Vec<_>>(), [0, 0, 1]);
}

#[test]
fn a_number_broken_over_lines_is_one_number() {
    use juesuan_document::Rect;
    use juesuan_document::layout::{Block, Layout, TextLine};
    let mut layout = Layout::new(1, 300.0, 842.0);
    for (row, text) in
        ["2024年度收入总计3，", "456.78万元，年初预算为", "161.62万元，比上年增加1", "23.45万元。"].iter().enumerate()
    {
        #[allow(clippy::cast_precision_loss)]
        let (y0, x1) = (200.0 + 20.0 * row as f32, 50.0 + 10.0 * text.chars().count() as f32);
        layout.blocks.push(Block::Line(TextLine::evenly(text, Rect { x0: 50.0, y0, x1, y1: y0 + 10.0 })));
    }
    juesuan_document::complete(std::slice::from_mut(&mut layout));
    let found = read(&flow(&[layout]));
    let values: Vec<String> =
        found.statements.iter().filter_map(|s| Some(s.value.as_ref()?.value.to_string())).collect();
    assert_eq!(values, ["3456.78", "161.62"]);
    let change = found.statements.iter().find_map(|s| s.comparison.as_ref()?.change.clone());
    assert_eq!(change.map(|change| change.value.to_string()).as_deref(), Some("123.45"));
}

#[test]
fn a_text_without_end_is_read_to_its_limit_and_said() {
    let pages = [super::plain::tests::page(&["收入1.00万元，支出2.00万元。", "结余3.00万元。", "其他4.00万元。"])];
    let items = flow(&pages);
    let read = |most| {
        let Ok(found) = super::read_at_most(&items, None, most, &crate::clock::endless);
        found
    };
    let found = read(3);
    assert_eq!(found.statements.len(), 3);
    assert!(found.doubts.iter().any(|doubt| doubt.code == crate::diagnostic::Code::LimitReached));
    assert!(read(4).doubts.is_empty());
}

#[test]
fn a_key_evaluation_has_its_project_amounts_score_and_grade() {
    let found = narrative(&[
        "（三）重点绩效评价结果",
        "财政部门对“甲项目”开展了重点绩效评价，项目预算数为160.00万元，执行数为150.00万元。",
        "评价得分96.5分，评价等级为优。",
        "对乙项目进行重点绩效评价，评价得分80分，评价等级为良。",
    ]);
    let evaluations = found.blocks.performance.unwrap().key_evaluations;
    let shown: Vec<_> = evaluations
        .iter()
        .map(|e| {
            let text =
                |text: &Option<crate::value::Text>| text.as_ref().map(|text| text.text.clone()).unwrap_or_default();
            let amount = |amount: &Option<crate::value::Amount>| amount.as_ref().map(|a| a.value.to_string());
            let score = e.score.as_ref().map(|score| score.value.to_string());
            (text(&e.project), amount(&e.funds), amount(&e.executed), score, text(&e.grade))
        })
        .collect();
    let some = |text: &str| Some(text.to_owned());
    let expected = [
        ("“甲项目”".to_owned(), some("160.00"), some("150.00"), some("96.5"), "优".to_owned()),
        ("乙项目".to_owned(), None, None, some("80"), "良".to_owned()),
    ];
    assert_eq!(shown, expected);
}

#[test]
fn the_review_of_a_department_has_its_amounts() {
    let found = narrative(&["部门整体支出绩效自评综述：全年预算数为160.00万元，实际支出数为159.87万元。"]);
    let review = found.blocks.performance.unwrap().department.unwrap();
    assert_eq!(review.adjusted_budget.unwrap().value.to_string(), "160.00");
    assert_eq!(review.executed.unwrap().value.to_string(), "159.87");
}

#[test]
fn what_an_amount_came_to_keeps_what_it_was() {
    says(
        "本年支出由2023年的2.00万元增加到2024年的3.00万元，增长50%。",
        &["本年支出 = 3.00万元 | prior_year 2.00万元 increase 50%", "本年支出上年决算数 = 2.00万元"],
    );
    says(
        "公务接待费从上年的7.40万元下降至5.12万元。",
        &["公务接待费 = 5.12万元 | prior_year 7.40万元 decrease", "公务接待费上年决算数 = 7.40万元"],
    );
}

#[test]
fn words_before_a_colon_or_a_bracket_name_the_amount() {
    says("行政运行：3.00万元。", &["行政运行 = 3.00万元"]);
    says("基本支出（3.00万元）。", &["基本支出 = 3.00万元"]);
    says("收入总计30000元（3.00万元）。", &["收入总计 = 30000元", "收入总计 = 3.00万元"]);
    says("3.00万元为2024年度收入总计。", &["收入总计 = 3.00万元"]);
}

#[test]
fn a_bare_flow_after_a_count_is_of_what_was_counted() {
    says("购置公务用车1辆，支出15.80万元。", &["购置公务用车支出 = 15.80万元"]);
    says(
        "“三公”经费预算安排45.00万元，实际支出38.62万元。",
        &["“三公”经费预算安排 = 45.00万元", "“三公”经费实际支出 = 38.62万元"],
    );
}

#[test]
fn a_unit_declared_once_holds_for_amounts_without_one() {
    says("2024年度（单位：万元，下同）收入总计3.50，支出总计3.50。", &["收入总计 = 3.50万元", "支出总计 = 3.50万元"]);
    let found = narrative(&["2024年度收入总计3.50，支出总计3.50。"]);
    assert!(found.doubts.iter().filter(|doubt| doubt.severity == crate::diagnostic::Severity::Warning).count() == 2);
}

#[test]
fn rates_behind_their_word_are_read_and_numbers_in_words_are_said() {
    says("收入总计3.50万元，比上年增长百分之8.5。", &["收入总计 = 3.50万元 | prior_year increase 8.5%"]);
    for text in ["收入总计三千二百万元。", "收入总计3.50万元，增长百分之八点五。"] {
        assert!(narrative(&[text]).doubts.iter().any(|doubt| doubt.message.contains("in words")), "{text}");
    }
    for text in ["单价五十万元以上设备。", "百分之百完成。", "投入数百万元。"] {
        assert!(narrative(&[text]).doubts.is_empty(), "{text}");
    }
}

#[test]
fn nothing_changed_is_said_in_more_words() {
    says("公务接待费支出5.12万元，同上年相比未发生变化。", &["公务接待费支出 = 5.12万元 | prior_year flat"]);
    says("公务接待费支出5.12万元，没有变化。", &["公务接待费支出 = 5.12万元 | ? flat"]);
    says("支出总计3.00万元，同比下滑12.50%。", &["支出总计 = 3.00万元 | prior_year decrease 12.50%"]);
}

#[test]
fn what_is_said_of_another_year_and_what_was_reached_keep_their_item() {
    let pages = [super::plain::tests::page(&["机关运行经费2024年为203.00万元、2023年为214.20万元，减少11.20万元。"])];
    let found = read_of_year(&flow(&pages), Some(2024));
    let subjects: Vec<&str> = found.statements.iter().map(|statement| statement.subject.text.as_str()).collect();
    assert_eq!(subjects, ["机关运行经费", "2023年机关运行经费"]);
    assert!(found.statements[0].comparison.is_some() && found.statements[1].comparison.is_none());
    says(
        "与上年决算数相比，财政拨款收入增长8.50%，达到3.00万元。",
        &["财政拨款收入 = 3.00万元 | prior_year increase 8.50%"],
    );
    says(
        "收入3.00万元，同去年的2.00万元相比增加1.00万元。",
        &["收入 = 3.00万元 | prior_year 2.00万元 increase 1.00万元", "收入上年决算数 = 2.00万元"],
    );
    says("收入合计3.00万元，较2023年净增1.00万元。", &["收入合计 = 3.00万元 | prior_year increase 1.00万元"]);
}

#[test]
fn the_year_before_alone_before_an_amount_is_no_item() {
    let pages = [super::plain::tests::page(&["公务接待费5.00万元，上年7.00万元，减少2.00万元。"])];
    let found = read_of_year(&flow(&pages), Some(2024));
    let subjects: Vec<&str> = found.statements.iter().map(|statement| statement.subject.text.as_str()).collect();
    assert_eq!(subjects, ["公务接待费", "2023年公务接待费"]);
    let change = found.statements[0].comparison.as_ref().and_then(|comparison| comparison.change.as_ref());
    assert_eq!(change.map(|change| change.value.to_string()).as_deref(), Some("2.00"));
}

#[test]
fn more_words_say_how_something_changed() {
    for (text, statement) in [
        (
            "公务接待费4.20万元，比上年少花2.80万元，降40.00％。",
            "公务接待费 = 4.20万元 | prior_year decrease 2.80万元 40.00%",
        ),
        (
            "公务接待费4.20万元，较之2018年多支0.20万元，涨5.00%。",
            "公务接待费 = 4.20万元 | prior_year increase 0.20万元 5.00%",
        ),
        ("公务接待费4.20万元，比上年下浮2.00%。", "公务接待费 = 4.20万元 | prior_year decrease 2.00%"),
        ("公务接待费4.20万元，与上年一样。", "公务接待费 = 4.20万元 | prior_year flat"),
    ] {
        says(text, &[statement]);
    }
    says("与2014年相比，收支总计各增38.45万元，涨6.41%。", &["收支总计 | prior_year increase 38.45万元 6.41%"]);
    says(
        "年末结转和结余96.50万元，比年初的56.50万元多40.00万元。",
        &[
            "年末结转和结余 = 96.50万元 | prior_year 56.50万元 increase 40.00万元",
            "年末结转和结余上年决算数 = 56.50万元",
        ],
    );
}

#[test]
fn from_one_amount_to_another_is_a_change() {
    says(
        "与上年度相比，公务接待费由8.00万元降至5.00万元，下降37.50%。",
        &["公务接待费 = 5.00万元 | prior_year 8.00万元 decrease 37.50%", "公务接待费上年决算数 = 8.00万元"],
    );
}

#[test]
fn the_name_before_a_colon_is_what_the_accounts_behind_it_are_of() {
    says(
        "“三公”经费决算数24.60万元。①出国（境）经费：预算、决算均为0万元；②公务接待费：预算10.00万元，决算7.50万元。",
        &[
            "“三公”经费决算数 = 24.60万元",
            "出国（境）经费预算、决算 = 0万元",
            "公务接待费预算 = 10.00万元",
            "公务接待费决算 = 7.50万元",
        ],
    );
    says("（一）机构运行经费：支出总额318.64万元。", &["机构运行经费支出总额 = 318.64万元"]);
}

#[test]
fn an_account_in_brackets_is_of_the_amount_before_them() {
    says(
        "三公经费支出42.30万元（预算60.00万元）：其中公务接待费18.30万元（预算30.00万元）。",
        &[
            "三公经费支出 = 42.30万元",
            "三公经费支出预算 = 60.00万元",
            "公务接待费 = 18.30万元",
            "公务接待费预算 = 30.00万元",
        ],
    );
}

#[test]
fn one_after_another_is_respectively() {
    says(
        "货物、工程、服务采购依次为4.00万元、1.60万元和6.00万元。",
        &["货物 = 4.00万元", "工程 = 1.60万元", "服务采购 = 6.00万元"],
    );
    says(
        "甲支出6.00万元、乙支出3.00万元、丙支出1.00万元，占比依次为60.00%、30.00%、10.00%。",
        &["甲支出 = 6.00万元 | share 60.00%", "乙支出 = 3.00万元 | share 30.00%", "丙支出 = 1.00万元 | share 10.00%"],
    );
    says(
        "其中：用车费5.70万元；接待费3.00万元。两项费用同比依次为增长8.24%、下降19.79%。",
        &["用车费 = 5.70万元 | prior_year increase 8.24%", "接待费 = 3.00万元 | prior_year decrease 19.79%"],
    );
}

#[test]
fn a_second_comparison_of_what_was_listed_is_a_row_of_its_own() {
    says(
        "其中：用车费5.70万元，比年初预算增加0.70万元；接待费3.00万元。两项费用同比依次为增长8.24%、下降19.79%。",
        &[
            "用车费 = 5.70万元 | initial_budget increase 0.70万元",
            "接待费 = 3.00万元 | prior_year decrease 19.79%",
            "用车费 = 5.70万元 | prior_year increase 8.24%",
        ],
    );
}

#[test]
fn sums_that_name_nothing_are_of_the_words_before_them() {
    says("开支的机关运行经费，合计6.35万元。", &["开支的机关运行经费 = 6.35万元"]);
    says("本年收入来自财政拨款（合计3.00万元）。", &["本年收入来自财政拨款 = 3.00万元"]);
    says("机关运行经费66万8,200元，即66.82万元。", &["机关运行经费 = 668200元", "机关运行经费 = 66.82万元"]);
    says("国有资本经营预算拨款未发生支出，支出为0.00万元。", &["国有资本经营预算拨款 = 0.00万元"]);
    says("纳入自评的项目4个，金额3.00万元。", &["纳入自评的项目金额 = 3.00万元"]);
    says("累计投入监测资金3.05亿元，2019年安排7200万元。", &["投入监测资金 = 3.05亿元", "投入监测资金 = 7200万元"]);
}

#[test]
fn an_amount_that_names_nothing_says_what_it_is_used_for() {
    says_all(
        &["三、“三公”经费支出情况", "全年25.00万元用于公务用车的燃油，5.00万元用于来访接待。"],
        &["用于公务用车的燃油 = 25.00万元", "用于来访接待 = 5.00万元"],
    );
}

#[test]
fn an_item_that_is_explained_before_its_amounts_is_theirs() {
    says(
        "1．“甲支出（类）乙（款）丙（项）”主要用于道路清扫。年初核定预算9.80万元，年末决算9.31万元。",
        &["“甲支出（类）乙（款）丙（项）”年初核定预算 = 9.80万元", "“甲支出（类）乙（款）丙（项）”年末决算 = 9.31万元"],
    );
}

#[test]
fn what_was_adjusted_is_a_budget_too() {
    says(
        "部门整体支出年初预算59.00万元，调整后63.00万元，全年执行61.00万元，执行率96.83%。",
        &[
            "部门整体支出年初预算 = 59.00万元",
            "部门整体支出调整后 = 63.00万元",
            "部门整体支出全年执行 = 61.00万元 | of adjusted_budget 96.83%",
        ],
    );
}

#[test]
fn a_budget_to_compare_with_is_a_row_of_its_own() {
    says(
        "“三公”经费支出21.60万元，只用了年初预算27.00万元的80.00%。",
        &["“三公”经费支出 = 21.60万元 | of initial_budget 27.00万元 80.00%", "“三公”经费支出年初预算 = 27.00万元"],
    );
    says(
        "与年初预算6.00万元相比，财政拨款支出增加1.00万元。",
        &["财政拨款支出 | initial_budget 6.00万元 increase 1.00万元", "财政拨款支出年初预算 = 6.00万元"],
    );
}

#[test]
fn enumerations_say_their_items_in_several_ways() {
    says(
        "出国费、购置及运行维护费、接待费三项支出分别为8.40万元、63.00万元、12.60万元，合计84.00万元。",
        &["出国费 = 8.40万元", "购置及运行维护费 = 63.00万元", "接待费 = 12.60万元", "合计 = 84.00万元"],
    );
    says(
        "支出分为两块：甲支出、乙支出，金额分别为7.00、1.00万元，分别占87.50%、12.50%。",
        &["甲支出 = 7.00万元 | share 87.50%", "乙支出 = 1.00万元 | share 12.50%"],
    );
    says(
        "货物、工程、服务三类采购支出1.00万元、0.00万元、6.00万元。",
        &["货物 = 1.00万元", "工程 = 0.00万元", "服务 = 6.00万元"],
    );
    says("上述三项支出6.00万元。", &["上述三项支出 = 6.00万元"]);
    says("基本支出与项目支出各为5.00万元、2.00万元。", &["基本支出 = 5.00万元", "项目支出 = 2.00万元"]);
    says(
        "与上年相比，收入减少7.00万元，支出减少5.00万元，降幅分别为8.82%、6.00%。",
        &["收入 | prior_year decrease 7.00万元 8.82%", "支出 | prior_year decrease 5.00万元 6.00%"],
    );
}

#[test]
fn a_rate_may_stand_right_behind_its_change() {
    says(
        "公务接待费2.88万元，比上年压降0.52万元（-15.29%）。",
        &["公务接待费 = 2.88万元 | prior_year decrease 0.52万元 15.29%"],
    );
    says("运行费14.20万元，比上年降2.50万元、14.97%。", &["运行费 = 14.20万元 | prior_year decrease 2.50万元 14.97%"]);
    says(
        "收支总计8.85万元，比上年度↓1.15万元，↓6.18%。",
        &["收支总计 = 8.85万元 | prior_year decrease 1.15万元 6.18%"],
    );
}

#[test]
fn what_an_amount_is_may_follow_it() {
    says_all(&["三、“三公”经费", "这1.70万元全部是运行维护费。"], &["运行维护费 = 1.70万元"]);
    says(
        "128.85万元的年末结转结余中，财政拨款结转120.00万元。",
        &["年末结转结余 = 128.85万元", "财政拨款结转 = 120.00万元"],
    );
    says("处置车辆2辆，账面原值35.60万元。", &["处置车辆账面原值 = 35.60万元"]);
}
