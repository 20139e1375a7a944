//! Grids from alignment alone, or with a few horizontal rules.

use juesuan_extract::layout::GridKind;

use crate::sheet::{Sheet, grids, lines, rows};

/// Code, name and two amounts in rows of 18 points from `top`.
fn body(mut sheet: Sheet, top: f32, data: &[(&str, &str, &str, &str)]) -> Sheet {
    for (i, (code, name, a, b)) in data.iter().enumerate() {
        let y = top + 18.0 * i as f32;
        sheet = sheet.text(50.0, y, code).text(100.0, y, name).right(330.0, y, a).right(430.0, y, b);
    }
    sheet
}

const DATA: [(&str, &str, &str, &str); 4] = [
    ("", "合计", "1,234.50", "0.00"),
    ("201", "一般公共服务支出", "1,000.00", "0.00"),
    ("20103", "政府办公厅事务", "1,000.00", ""),
    ("208", "社会保障和就业支出", "234.50", "0.00"),
];

/// A title, captions and a header of two levels above [`DATA`].
fn statement() -> Sheet {
    let sheet = Sheet::new()
        .sized(16.0)
        .center(240.0, 60.0, "支出决算表")
        .sized(10.0)
        .text(50.0, 85.0, "部门：某某局")
        .right(430.0, 85.0, "单位：万元")
        .center(120.0, 105.0, "项目")
        .center(70.0, 123.0, "编码")
        .center(150.0, 123.0, "科目名称")
        .center(305.0, 114.0, "基本支出")
        .center(405.0, 114.0, "项目支出");
    body(sheet, 145.0, &DATA)
}

#[test]
fn columns_rows_and_header_spans() {
    let sheet = statement().text(50.0, 240.0, "注：本表反映部门本年度各项支出情况。");
    let grid = sheet.grid();
    assert_eq!(grid.kind, GridKind::Aligned);
    assert_eq!(
        rows(&grid),
        [
            "项目 <2>|基本支出|项目支出",
            "编码|科目名称|^|^",
            "|合计|1,234.50|0.00",
            "201|一般公共服务支出|1,000.00|0.00",
            "20103|政府办公厅事务|1,000.00|",
            "208|社会保障和就业支出|234.50|0.00",
        ]
    );
    assert_eq!(
        lines(&sheet.layout()),
        ["支出决算表", "部门：某某局", "单位：万元", "注：本表反映部门本年度各项支出情况。"]
    );
}

#[test]
fn a_three_line_table_has_the_same_grid() {
    let ruled = statement().h(92.0, 45.0, 435.0).h(131.0, 45.0, 435.0).h(210.0, 45.0, 435.0);
    assert_eq!(ruled.rows(), statement().rows());
}

#[test]
fn rules_between_all_rows_make_the_same_grid() {
    let mut sheet = statement();
    for y in [92.0, 109.0, 131.0, 149.0, 167.0, 185.0, 205.0] {
        sheet = sheet.h(y, 45.0, 435.0);
    }
    assert_eq!(sheet.rows(), statement().rows());
}

#[test]
fn a_continuation_page_without_header() {
    let sheet = body(Sheet::new(), 60.0, &DATA[1..]);
    assert_eq!(sheet.rows()[0], "201|一般公共服务支出|1,000.00|0.00");
    assert_eq!(sheet.grid().rows(), 3);
}

#[test]
fn wrapped_labels_are_one_row_with_the_numbers_beside_them() {
    // Numbers at half the height of the label, then on its first line.
    let sheet = body(Sheet::new(), 60.0, &DATA[1..])
        .text(100.0, 120.0, "机关事业单位基本养老")
        .text(100.0, 132.0, "保险缴费支出")
        .text(50.0, 126.0, "2080505")
        .right(330.0, 126.0, "5.00")
        .right(430.0, 126.0, "6.00")
        .text(50.0, 152.0, "2080506")
        .text(100.0, 152.0, "机关事业单位职业年金")
        .text(100.0, 164.0, "缴费支出")
        .right(330.0, 152.0, "7.00")
        .right(430.0, 152.0, "8.00");
    assert_eq!(
        sheet.rows()[3..],
        [
            "2080505|机关事业单位基本养老/保险缴费支出|5.00|6.00".to_owned(),
            "2080506|机关事业单位职业年金/缴费支出|7.00|8.00".to_owned(),
        ]
    );
}

#[test]
fn a_column_number_in_the_middle_and_amounts_at_the_right_are_one_column() {
    let sheet = Sheet::new()
        .center(150.0, 60.0, "科目名称")
        .center(305.0, 60.0, "上级补助收入")
        .center(405.0, 60.0, "事业收入")
        .center(150.0, 80.0, "栏次")
        .center(305.0, 80.0, "1")
        .center(405.0, 80.0, "2")
        .center(150.0, 100.0, "合计")
        .right(340.0, 100.0, "0.00")
        .right(440.0, 100.0, "0.00");
    assert_eq!(sheet.rows(), ["科目名称|上级补助收入|事业收入", "栏次|1|2", "合计|0.00|0.00"]);
}

/// A label and an amount on each side, in rows of 18 points from `top`; the labels of the right side start at `right`.
fn two_sided(mut sheet: Sheet, top: f32, right: f32, data: &[(&str, &str, &str, &str)]) -> Sheet {
    for x in [100.0, 340.0] {
        sheet = sheet.center(x, top - 20.0, "项目").center(x + 130.0, top - 20.0, "决算数");
    }
    for (i, (income, a, expenditure, b)) in data.iter().enumerate() {
        let y = top + 18.0 * i as f32;
        sheet = sheet.text(50.0, y, income).right(260.0, y, a).text(right, y, expenditure).right(500.0, y, b);
    }
    sheet
}

#[test]
fn both_sides_of_a_two_sided_table_keep_their_places() {
    let groups = Sheet::new().center(160.0, 60.0, "收入").center(400.0, 60.0, "支出");
    let data = [
        ("一、财政拨款收入", "7,351.20", "一、一般公共服务支出", ""),
        ("二、事业收入", "", "二、外交支出", ""),
        ("", "", "三、社会保障和就业支出", "754.75"),
        ("", "", "四、住房保障支出", "8,991.75"),
    ];
    let sheet = two_sided(groups, 98.0, 264.0, &data)
        .center(100.0, 170.0, "总计")
        .right(260.0, 170.0, "7,351.20")
        .center(340.0, 170.0, "总计")
        .right(500.0, 170.0, "7,351.20");
    assert_eq!(
        sheet.rows(),
        [
            "收入 <2>|支出 <2>",
            "项目|决算数|项目|决算数",
            "一、财政拨款收入|7,351.20|一、一般公共服务支出|",
            "二、事业收入||二、外交支出|",
            "||三、社会保障和就业支出|754.75",
            "||四、住房保障支出|8,991.75",
            "总计|7,351.20|总计|7,351.20",
        ]
    );
}

#[test]
fn first_rows_with_numbers_on_one_side_belong_to_the_table() {
    let data = [
        ("三、财政拨款收入", "351.20", "", ""),
        ("", "", "四、公共安全支出", "754.75"),
        ("", "", "五、住房保障支出", "991.75"),
        ("总计", "351.20", "总计", "351.20"),
    ];
    assert_eq!(
        two_sided(Sheet::new(), 80.0, 300.0, &data).rows(),
        [
            "项目|决算数|项目|决算数",
            "三、财政拨款收入|351.20||",
            "||四、公共安全支出|754.75",
            "||五、住房保障支出|991.75",
            "总计|351.20|总计|351.20",
        ]
    );
}

/// Headers of three columns as wide as their first lines, which are `gap` points apart.
fn narrow_headers(gap: f32) -> Vec<String> {
    let at = |column: f32| 300.0 + column * (70.0 + gap);
    let headers =
        ["一般公共预算财", "政府性基金预算", "国有资本经营预"].into_iter().zip(["政拨款", "财政拨款", "算财政拨款"]);
    let mut sheet = Sheet::new().center(120.0, 68.0, "项目");
    for (index, (first, rest)) in headers.enumerate() {
        let x = at(index as f32);
        sheet = sheet.text(x, 60.0, first).center(x + 35.0, 73.0, rest);
    }
    for (index, label) in ["一般公共服务支出", "公共安全支出", "合计"].into_iter().enumerate() {
        let y = 95.0 + 18.0 * index as f32;
        sheet = sheet.text(80.0, y, label).right(at(1.0) - gap, y, "12.50");
    }
    sheet.rows()
}

#[test]
fn wrapped_headers_that_nearly_touch_are_texts_of_their_own() {
    // One atom; two words so near that they would be one text over columns without figures.
    for gap in [2.0, 5.0] {
        let rows = narrow_headers(gap);
        let header = "项目|一般公共预算财政拨款|政府性基金预算财政拨款|国有资本经营预算财政拨款";
        assert_eq!(rows.first().map(|row| row.replace('/', "")).as_deref(), Some(header), "{gap}");
        assert_eq!(rows.get(1).map(String::as_str), Some("一般公共服务支出|12.50||"), "{gap}");
    }
}

#[test]
fn groups_of_several_levels() {
    // 三公: 合计, 因公出国, 公务用车 (小计, 购置, 运行), 公务接待 for budget and final accounts.
    let mut sheet = Sheet::new();
    for (side, name) in ["预算数", "决算数"].iter().enumerate() {
        let x = 40.0 + 240.0 * side as f32;
        let at = |i: f32| x + 40.0 * i + 20.0;
        sheet = sheet
            .sized(7.0)
            .center(x + 120.0, 60.0, name)
            .center(at(0.0), 88.0, "合计")
            .center(at(1.0), 88.0, "出国费")
            .center(at(3.0), 79.0, "公务用车购置及运行费")
            .center(at(2.0), 97.0, "小计")
            .center(at(3.0), 97.0, "购置费")
            .center(at(4.0), 97.0, "运行费")
            .center(at(5.0), 88.0, "接待费");
        for (i, value) in ["11.00", "0.00", "5.00", "2.00", "3.00", "6.00"].iter().enumerate() {
            sheet = sheet.right(at(i as f32) + 16.0, 120.0, value);
        }
    }
    assert_eq!(
        sheet.rows()[..3],
        [
            "预算数 <6>|决算数 <6>".to_owned(),
            "合计|出国费|公务用车购置及运行费 <3>|接待费|合计|出国费|公务用车购置及运行费 <3>|接待费".to_owned(),
            "^|^|小计|购置费|运行费|^|^|^|小计|购置费|运行费|^".to_owned(),
        ]
    );
}

#[test]
fn an_amount_and_a_code_almost_touching_are_two_columns() {
    let mut sheet = Sheet::new();
    for (i, (name, amount, code, other)) in [
        ("基本工资", "6,421.35", "302", "办公费"),
        ("津贴补贴", "0.00", "30201", "印刷费"),
        ("奖金", "135.40", "30202", "水费"),
    ]
    .iter()
    .enumerate()
    {
        let y = 60.0 + 18.0 * i as f32;
        sheet = sheet
            .text(50.0, y, name)
            .right(200.0, y, amount)
            .text(202.0, y, code)
            .text(250.0, y, other)
            .right(400.0, y, "1.00");
    }
    assert_eq!(sheet.rows()[0], "基本工资|6,421.35|302|办公费|1.00");
}

#[test]
fn running_text_lists_and_contents_are_no_tables() {
    let prose = Sheet::new()
        .text(50.0, 60.0, "本年收入 1,234.50 万元，其中财政拨款 1,000.00 万元，")
        .text(50.0, 78.0, "占 81.00 %；事业收入 234.50 万元，占 19.00 %。")
        .text(50.0, 96.0, "比上年增加 12.00 万元，增长 0.98 %。");
    assert!(grids(&prose.layout()).is_empty());
    let contents = Sheet::new()
        .text(50.0, 60.0, "第一部分")
        .right(500.0, 60.0, "3")
        .text(50.0, 78.0, "第二部分")
        .right(500.0, 78.0, "4")
        .text(50.0, 96.0, "第三部分")
        .right(500.0, 96.0, "21")
        .text(50.0, 114.0, "第四部分")
        .right(500.0, 114.0, "30");
    assert!(grids(&contents.layout()).is_empty());
}

#[test]
fn page_numbers_and_notes_below_are_not_swallowed() {
    let sheet = statement().text(50.0, 232.0, "注：无").center(297.0, 800.0, "- 7 -");
    assert_eq!(sheet.grid().rows(), 6);
    assert_eq!(lines(&sheet.layout())[3..], ["注：无", "- 7 -"]);
}

#[test]
fn two_tables_on_one_page() {
    let first = statement();
    let sheet = body(
        first
            .sized(16.0)
            .center(240.0, 260.0, "另一张表")
            .sized(10.0)
            .center(70.0, 290.0, "编码")
            .center(150.0, 290.0, "科目名称")
            .center(305.0, 290.0, "合计")
            .center(405.0, 290.0, "小计"),
        310.0,
        &DATA,
    );
    let found = grids(&sheet.layout());
    assert_eq!(found.len(), 2);
    assert_eq!(rows(&found[1])[0], "编码|科目名称|合计|小计");
    assert_eq!(found[0].rows(), 6);
}

#[test]
fn column_numbers_belong_to_the_amounts_at_the_right_of_their_columns() {
    let mut sheet = Sheet::new().center(75.0, 100.0, "科目名称").center(75.0, 118.0, "栏次");
    for (i, header) in ["小计", "基本支出", "项目支出"].iter().enumerate() {
        let left = 150.0 + 120.0 * i as f32;
        let middle = left + 60.0;
        let number = (i + 1).to_string();
        sheet = sheet.center(middle, 100.0, header).center(middle, 118.0, &number).right(left + 118.0, 136.0, "0.00");
    }
    let grid = sheet.center(75.0, 136.0, "合计").grid();
    assert_eq!(rows(&grid), ["科目名称|小计|基本支出|项目支出", "栏次|1|2|3", "合计|0.00|0.00|0.00"]);
}

#[test]
fn wrapped_headers_of_blank_columns_stay_apart() {
    let mut sheet = Sheet::new();
    for (i, (above, below)) in
        [("一般公共预算", "拨款"), ("政府基金预算", "拨款"), ("国有资本预算", "财政拨款")].iter().enumerate()
    {
        let middle = 230.0 + 70.0 * i as f32;
        sheet = sheet.center(middle, 95.0, above).center(middle, 107.0, below);
    }
    for (i, label) in ["项目", "一、外交支出", "二、国防支出", "三、教育支出"].iter().enumerate() {
        sheet = sheet.text(50.0, 101.0 + 20.0 * i as f32, label);
        if i > 0 {
            sheet = sheet.right(260.0, 101.0 + 20.0 * i as f32, "1,234.00");
        }
    }
    let grid = sheet.grid();
    assert_eq!(rows(&grid)[0], "项目|一般公共预算/拨款|政府基金预算/拨款|国有资本预算/财政拨款");
    assert_eq!(grid.columns(), 4);
}

#[test]
fn groups_side_by_side_share_all_columns() {
    // Amounts at the right of their columns, headers in the middle: the first group reaches the table's left border.
    let mut sheet = Sheet::new().center(140.0, 80.0, "预算数").center(410.0, 80.0, "决算数");
    for i in 0..6 {
        let right = 95.0 + 90.0 * i as f32;
        let header = ["合计", "出国费", "接待费"][i % 3];
        sheet = sheet.center(right - 45.0, 98.0, header);
        for y in [116.0, 134.0] {
            sheet = sheet.right(right, y, "1,000.00");
        }
    }
    assert_eq!(rows(&sheet.grid())[0], "预算数 <3>|决算数 <3>");
}

/// Columns of 120 points with their headers in the middle and amounts at the left.
fn leaning_left(rows: &[[&str; 4]]) -> Sheet {
    let mut sheet = Sheet::new();
    for (i, header) in ["科目名称", "本年支出合计", "基本支出", "经营支出"].iter().enumerate() {
        sheet = sheet.center(110.0 + 120.0 * i as f32, 60.0, header);
    }
    for (j, row) in rows.iter().enumerate() {
        for (i, text) in row.iter().enumerate() {
            sheet = sheet.text(55.0 + 120.0 * i as f32, 80.0 + 18.0 * j as f32, text);
        }
    }
    sheet
}

#[test]
fn headers_in_the_middle_belong_to_the_amounts_at_the_left_of_their_columns() {
    let sheet = leaning_left(&[
        ["合计", "1,234.50", "12.00", "0.50"],
        ["公共安全支出", "1,000.00", "10.00", "0.50"],
        ["教育支出", "234.50", "2.00", "0.00"],
    ]);
    assert_eq!(sheet.rows()[..2], ["科目名称|本年支出合计|基本支出|经营支出", "合计|1,234.50|12.00|0.50"]);
}

#[test]
fn a_blank_column_takes_no_amounts_from_its_neighbours() {
    let sheet = leaning_left(&[
        ["合计", "1,234.50", "", "11.50"],
        ["公共安全支出", "1,000.00", "", "1.50"],
        ["教育支出", "234.50", "", "10.00"],
    ]);
    assert_eq!(sheet.rows()[..2], ["科目名称|本年支出合计|基本支出|经营支出", "合计|1,234.50||11.50"]);
}

#[test]
fn lines_with_wide_leading_around_their_numbers_are_one_label() {
    let mut sheet = Sheet::new();
    for i in 0..3 {
        let y = 100.0 + 40.0 * i as f32;
        sheet = sheet
            .text(50.0, y - 8.5, "城乡社区公共设施与")
            .text(50.0, y + 8.5, "环境卫生")
            .right(250.0, y, "1,200.00")
            .right(340.0, y, "30.00");
    }
    assert_eq!(sheet.rows(), ["城乡社区公共设施与/环境卫生|1,200.00|30.00"; 3]);
}

#[test]
fn lines_of_headers_with_wide_leading_stay_over_their_columns() {
    let mut sheet = Sheet::new().center(80.0, 66.5, "科目名称");
    for (i, (above, below)) in [("本年收入合", "计"), ("附属单位上", "缴收入")].iter().enumerate() {
        let middle = 200.0 + 60.0 * i as f32;
        sheet = sheet.center(middle, 58.0, above).center(middle, 75.0, below);
    }
    sheet = sheet.center(320.0, 66.5, "其他收入");
    for (i, label) in ["合计", "教育支出", "住房保障支出"].iter().enumerate() {
        let y = 95.0 + 18.0 * i as f32;
        sheet = sheet.text(50.0, y, label).right(225.0, y, "1,000.00").right(345.0, y, "20.00");
    }
    // Nothing but their words tells that the lower lines are no headers of their own.
    assert_eq!(sheet.rows()[..2], ["科目名称|本年收入合|附属单位上|其他收入", "^|计|缴收入|^"]);
}

#[test]
fn an_amount_without_any_gap_before_a_label_or_code_is_parted_from_it() {
    let mut sheet = Sheet::new();
    for (i, (amount, label)) in
        [("1,200.50", "一、外交支出"), ("0.00", "二、国防支出"), ("", "三、教育支出"), ("", "四、体育支出")]
            .iter()
            .enumerate()
    {
        let y = 60.0 + 18.0 * i as f32;
        sheet = sheet.text(50.0, y, "其他收入").right(200.0, y, amount).text(200.0, y, label).right(400.0, y, "1.00");
    }
    assert_eq!(sheet.rows()[..2], ["其他收入|1,200.50|一、外交支出|1.00", "其他收入|0.00|二、国防支出|1.00"]);
    let mut sheet = Sheet::new();
    for (i, (amount, code)) in
        [("1,200.50", "302"), ("0.00", "30201"), ("65.70", "30202"), ("3.20", "30203")].iter().enumerate()
    {
        let y = 60.0 + 18.0 * i as f32;
        sheet = sheet.text(50.0, y, "奖金").right(200.0, y, amount).text(200.0, y, code).right(400.0, y, "1.00");
    }
    assert_eq!(sheet.rows()[..2], ["奖金|1,200.50|302|1.00", "奖金|0.00|30201|1.00"]);
}

#[test]
fn long_decimals_stay_whole() {
    let mut sheet = Sheet::new();
    for (i, amount) in ["1.25604", "0.00000", "12.30511"].iter().enumerate() {
        let y = 60.0 + 18.0 * i as f32;
        sheet = sheet.text(50.0, y, "奖金").right(200.0, y, amount).right(400.0, y, "1.00");
    }
    assert_eq!(sheet.rows()[0], "奖金|1.25604|1.00");
}

#[test]
fn a_single_row_under_a_header_is_a_table() {
    let sheet = Sheet::new()
        .center(80.0, 60.0, "科目名称")
        .center(205.0, 60.0, "小计")
        .center(305.0, 60.0, "项目支出")
        .center(80.0, 80.0, "合计")
        .right(240.0, 80.0, "0.00")
        .right(340.0, 80.0, "0.00");
    assert_eq!(sheet.rows(), ["科目名称|小计|项目支出", "合计|0.00|0.00"]);
}

#[test]
fn a_running_head_over_all_columns_is_no_header() {
    let mut sheet = Sheet::new().center(200.0, 60.0, "某某局部门决算公开");
    for (i, label) in ["合计", "教育支出", "住房保障支出"].iter().enumerate() {
        let y = 85.0 + 18.0 * i as f32;
        sheet = sheet.text(50.0, y, label).right(225.0, y, "1,000.00").right(345.0, y, "20.00");
    }
    assert_eq!(sheet.rows()[0], "合计|1,000.00|20.00");
    assert_eq!(lines(&sheet.layout()), ["某某局部门决算公开"]);
}

#[test]
fn a_header_of_two_lines_does_not_join_its_column_with_the_next() {
    let mut sheet = Sheet::new()
        .center(100.0, 60.0, "科目名称")
        .center(200.0, 60.0, "决算数")
        .center(260.0, 54.0, "经济分类科")
        .center(260.0, 66.0, "目编码")
        .center(350.0, 60.0, "科目名称");
    for (i, (label, amount, code, other)) in
        [("", "", "39907", "赔偿"), ("", "", "39999", "其他"), ("合计", "7,315.20", "", "合计")].iter().enumerate()
    {
        let y = 85.0 + 18.0 * i as f32;
        sheet = sheet.text(60.0, y, label).right(228.0, y, amount).text(235.0, y, code).text(320.0, y, other);
        sheet = sheet.right(460.0, y, "310.00");
    }
    assert_eq!(sheet.rows()[3], "合计|7,315.20||合计|310.00");
}

#[test]
fn labels_with_long_leaders_are_labels() {
    let mut sheet = Sheet::new();
    for (i, label) in ["合计", "公共安全支出", "教育支出"].iter().enumerate() {
        let y = 60.0 + 18.0 * i as f32;
        let label = format!("{label}{}", "…".repeat(30 - label.chars().count()));
        sheet = sheet.text(50.0, y, &label).right(420.0, y, "1,000.00").right(520.0, y, "20.00");
    }
    assert_eq!(sheet.grid().rows(), 3);
}

#[test]
fn a_blank_column_beside_a_group_has_its_own_header() {
    // The headers of the first three columns reach over both rows of the header, so they stand half a row higher.
    let sheet = Sheet::new()
        .center(100.0, 69.0, "合计")
        .center(170.0, 69.0, "出国费")
        .center(240.0, 69.0, "接待费")
        .center(345.0, 60.0, "公务用车费")
        .center(310.0, 78.0, "小计")
        .center(380.0, 78.0, "购置费")
        .right(125.0, 98.0, "9.00")
        .right(195.0, 98.0, "2.00")
        .right(335.0, 98.0, "7.00")
        .right(405.0, 98.0, "6.00");
    assert_eq!(sheet.rows(), ["合计|出国费|接待费|公务用车费 <2>", "^|^|^|小计|购置费", "9.00|2.00||7.00|6.00"]);
}

#[test]
fn tables_side_by_side_are_two() {
    let mut sheet = Sheet::new().sized(9.0);
    for (x, name) in [(50.0, "甲表"), (320.0, "乙表")] {
        sheet = sheet.h(90.0, x, x + 220.0).h(110.0, x, x + 220.0).h(180.0, x, x + 220.0);
        sheet = sheet.center(x + 110.0, 80.0, name);
        sheet = sheet.text(x + 4.0, 103.0, "项目").right(x + 150.0, 103.0, "预算数").right(x + 215.0, 103.0, "决算数");
        for (row, item) in ["人员经费", "公用经费", "项目支出"].iter().enumerate() {
            let y = 123.0 + 18.0 * row as f32;
            sheet = sheet.text(x + 4.0, y, item).right(x + 150.0, y, "12.00").right(x + 215.0, y, "11.00");
        }
    }
    let layout = sheet.layout();
    let tables = grids(&layout);
    assert_eq!(tables.len(), 2);
    for table in &tables {
        assert_eq!(
            rows(table),
            ["项目|预算数|决算数", "人员经费|12.00|11.00", "公用经费|12.00|11.00", "项目支出|12.00|11.00"]
        );
    }
    let order: Vec<&str> = layout
        .blocks
        .iter()
        .map(|block| match block {
            juesuan_extract::layout::Block::Line(line) => line.text.as_str(),
            _ => "grid",
        })
        .collect();
    assert_eq!(order, ["甲表", "grid", "乙表", "grid"]);
}

#[test]
fn rules_under_headers_are_no_gutter() {
    let mut sheet = Sheet::new().sized(9.0).h(90.0, 50.0, 500.0).h(110.0, 150.0, 310.0).h(110.0, 330.0, 500.0);
    sheet = sheet.h(130.0, 150.0, 310.0).h(130.0, 330.0, 500.0).h(190.0, 50.0, 500.0);
    sheet = sheet.text(54.0, 123.0, "项目").center(230.0, 103.0, "预算数").center(415.0, 103.0, "决算数");
    for (row, item) in ["人员经费", "公用经费", "项目支出"].iter().enumerate() {
        let y = 145.0 + 18.0 * row as f32;
        sheet = sheet.text(54.0, y, item).right(300.0, y, "12.00").right(490.0, y, "11.00");
    }
    assert_eq!(grids(&sheet.layout()).len(), 1);
}

#[test]
fn amounts_close_before_the_labels_of_the_other_side_do_not_end_a_table() {
    let mut sheet = Sheet::new().sized(9.0);
    let right = ["一般公共服务支出", "外交支出", "国防支出"];
    for (row, label) in right.iter().enumerate() {
        let y = 100.0 + 24.0 * row as f32;
        // The label of the left side is wrapped: its lines stand above and below the row.
        sheet = if row == 0 {
            sheet.text(50.0, y, "财政拨款收入")
        } else {
            sheet.text(50.0, y - 6.0, "政府性基金预算财政").text(50.0, y + 6.0, "拨款")
        };
        sheet = sheet.right(210.0, y, "37.84").text(216.0, y, label);
    }
    for (row, label) in ["公共安全支出", "教育支出", "科学技术支出"].iter().enumerate() {
        let y = 175.0 + 16.0 * row as f32;
        sheet = sheet.text(216.0, y, label).right(380.0, y, "20.30").right(440.0, y, "20.30");
    }
    let tables = grids(&sheet.layout());
    assert_eq!(tables.len(), 1);
    assert_eq!(rows(&tables[0]).len(), 6, "{:?}", rows(&tables[0]));
}
