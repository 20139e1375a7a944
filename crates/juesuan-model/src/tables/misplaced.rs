//! Rows whose numbers, codes or names are not their own: one test per rule.

use super::sketch::Drawn::{Line, Table};
use super::sketch::{brief, read};
use super::{TableId, TablesRead};
use crate::diagnostic::{Code, Severity};

fn basic(rows: &[&str]) -> TablesRead {
    let header = "科目编码 | 科目名称 | 决算数 | 科目编码 | 科目名称 | 决算数";
    let drawn: Vec<&str> = std::iter::once(header).chain(rows.iter().copied()).collect();
    read(&[&[Line("一般公共预算财政拨款基本支出决算表"), Line("单位：万元"), Table(&drawn)]])
}

fn says(out: &TablesRead, code: Code, word: &str) -> bool {
    out.doubts.iter().any(|doubt| doubt.code == code && doubt.message.contains(word))
}

#[test]
fn a_number_in_one_cell_over_several_rows_is_none_of_them() {
    let out = basic(&[
        "301 | 工资福利支出 | 9.00 | 302 | 商品和服务支出 | 2.00",
        "30101 | 基本工资 | 9.00 | 30201 | 办公费 | 1.00",
        "30102 | 津贴补贴 | ^ | 30211 | 差旅费 | 1.00",
    ]);
    let doubt = out.doubts.iter().find(|doubt| doubt.code == Code::AstrideBorder).expect("a doubt");
    assert!(doubt.severity == Severity::Error && doubt.message.contains("2 rows"), "{doubt:?}");
    let facts = brief(&out.facts);
    assert!(!facts.iter().any(|fact| fact.contains("30101")) && facts.len() == 4, "{facts:?}");
    // A label over the same rows, and a row that is blank in this list, leave the number its own.
    let out = basic(&[
        "301 | 工资福利支出 | 9.00 | 302 | 商品和服务支出 | 2.00",
        "30101 | 基本工资 | 9.00 | 30201 | 办公费 | 1.00",
        "^ | ^ | ^ | 30211 | 差旅费 | 1.00",
    ]);
    assert_eq!(out.facts.len(), 5, "{:?}", brief(&out.facts));
    assert!(!says(&out, Code::AstrideBorder, ""));
}

#[test]
fn economic_codes_stand_in_their_order() {
    let rows = |third, fourth| {
        basic(&[
            "301 | 工资福利支出 | 9.00 | 302 | 商品和服务支出 | 2.00",
            "30101 | 基本工资 | 4.00 | 30201 | 办公费 | 1.00",
            third,
            fourth,
        ])
    };
    let (bonus, subsidy) = ("30103 | 奖金 | 3.00 | | |", "30102 | 津贴补贴 | 2.00 | 30211 | 差旅费 | 1.00");
    assert!(says(&rows(bonus, subsidy), Code::RowOutOfOrder, "30102"));
    assert!(!says(&rows(subsidy, bonus), Code::RowOutOfOrder, ""));
    let sides = basic(&[
        "301 | 工资福利支出 | 9.00 | 310 | 资本性支出 | 2.00",
        "303 | 对个人和家庭的补助 | 4.00 | 307 | 债务利息及费用支出 | 1.00",
        "302 | 商品和服务支出 | 4.00 | | |",
    ]);
    assert!(!says(&sides, Code::RowOutOfOrder, ""), "{:?}", sides.doubts);
}

#[test]
fn names_of_codes_are_looked_up_in_further_tables_too() {
    let rows: &[&str] = &[
        "科目编码 | 科目名称 | 本年支出合计 | 基本支出",
        "合计 | < | 7.00 | 7.00",
        "2010301 | 行政运行 | 4.00 | 4.00",
        "2010302 | 一般行政管理事务 | 3.00 | 3.00",
    ];
    let odd: &[&str] = &[
        "科目编码 | 科目名称 | 本年支出合计 | 基本支出",
        "合计 | < | 7.00 | 7.00",
        "2010301 | 一般行政管理事务 | 4.00 | 4.00",
        "2010302 | 一般行政管理事务 | 3.00 | 3.00",
    ];
    let page = |name, department, rows| [Line(name), Line(department), Line("单位：万元"), Table(rows)];
    let own = page("支出决算表", "部门：某局", rows);
    for (title, rows, said) in [("支出决算表", odd, true), ("项目支出明细表", odd, true), ("支出决算表", rows, false)]
    {
        let out = read(&[&own, &page(title, "部门：某局文化馆", rows)]);
        assert_eq!(out.tables.expenditure.as_ref().map(|table| table.rows.len()), Some(3));
        assert_eq!(says(&out, Code::NameUnlikeCode, "2010301"), said, "{title}: {:?}", out.doubts);
    }
}

#[test]
fn a_fund_under_the_title_of_another_is_kept_raw() {
    let rows: &[&str] = &[
        "科目编码 | 科目名称 | 年初结转和结余 | 本年收入 | 本年支出 | 年末结转和结余",
        "223 | 国有资本经营预算支出 | 0.00 | 3.00 | 3.00 | 0.00",
        "22301 | 解决历史遗留问题及改革成本支出 | 0.00 | 3.00 | 3.00 | 0.00",
    ];
    let of = |title| read(&[&[Line(title), Line("单位：万元"), Table(rows)]]);
    let out = of("政府性基金预算财政拨款收入支出决算表");
    assert!(out.facts.is_empty() && says(&out, Code::NearMiss, ""), "{:?}", brief(&out.facts));
    let out = of("国有资本经营预算财政拨款收入支出决算表");
    assert!(out.facts.iter().all(|fact| fact.table == TableId::StateCapital) && out.facts.len() == 8);
}

#[test]
fn a_table_without_a_title_is_no_rest_of_one_of_another_form() {
    let fund: &[&str] = &[
        "科目编码 | 科目名称 | 年初结转和结余 | 本年收入 | 本年支出 | < | < | 年末结转和结余",
        "^ | ^ | ^ | ^ | 小计 | 基本支出 | 项目支出 | ^",
        "212 | 城乡社区支出 | 0.00 | 3.00 | 3.00 | 0.00 | 3.00 | 0.00",
        "21208 | 国有土地使用权出让收入安排的支出 | 0.00 | 3.00 | 3.00 | 0.00 | 3.00 | 0.00",
    ];
    let items: &[&str] = &[
        "预算数 | < | < | < | 决算数 | < | < | <",
        "合计 | 因公出国（境）费 | 公务用车运行维护费 | 公务接待费 | 合计 | 因公出国（境）费 | 公务用车运行维护费 | 公务接待费",
        "9.00 | 2.00 | 3.00 | 4.00 | 6.00 | 1.00 | 2.00 | 3.00",
    ];
    let out = read(&[&[Line("政府性基金预算财政拨款收入支出决算表"), Line("单位：万元"), Table(fund), Table(items)]]);
    let of = |table| out.facts.iter().filter(|fact| fact.table == table).count();
    assert_eq!((of(TableId::GovernmentFund), of(TableId::ThreePublic)), (12, 8), "{:?}", brief(&out.facts));
}
