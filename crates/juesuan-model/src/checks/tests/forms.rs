//! One self-assessment form: consistent as it stands, and with one number changed.

use super::{causes, failing, nothing, of, place, text};
use crate::checks::{Check, CheckInput, Status, run};
use crate::forms::{Fund, FundLine, Indicator, ProjectSelfAssessment, SelfAssessment};
use crate::narrative::Narrative;
use crate::narrative::blocks::{PerformanceManagement, ProjectReview};
use crate::tables::Tables;
use crate::value::{Amount, Number, Unit};

fn number(value: &str, index: usize) -> Option<Number> {
    Some(Number::new(value.parse().unwrap(), place(index)))
}

fn yuan(value: &str, index: usize) -> Option<Amount> {
    Some(Amount::new(value.parse().unwrap(), Some(Unit::Yuan), place(index)))
}

fn fund(fund: Fund, amounts: [&str; 3], index: usize) -> FundLine {
    let [initial, adjusted, executed] = amounts;
    FundLine {
        fund: Some(fund),
        label: text("", index),
        initial_budget: yuan(initial, index),
        adjusted_budget: yuan(adjusted, index + 1),
        executed: yuan(executed, index + 2),
        weight: None,
        execution_rate: None,
        score: None,
        reason: None,
    }
}

fn indicator(level1: &str, group: &str, weight: &str, score: &str, index: usize) -> Indicator {
    Indicator {
        level1: Some(text(level1, index)),
        level1_weight: number(group, index),
        weight: number(weight, index + 1),
        score: number(score, index + 2),
        ..Indicator::default()
    }
}

fn form() -> ProjectSelfAssessment {
    let total = FundLine {
        weight: number("10", 3),
        execution_rate: number("92.28", 4),
        score: number("9.23", 5),
        ..fund(Fund::Total, ["250000.00", "229244.00", "211544.07"], 0)
    };
    let current = fund(Fund::CurrentAppropriation, ["250000.00", "209244.00", "191544.07"], 10);
    let carried = fund(Fund::CarriedOver, ["0.00", "20000.00", "20000.00"], 20);
    let assessment = SelfAssessment {
        funds: vec![total, current, carried],
        indicators: vec![
            indicator("产出", "50", "30", "30", 30),
            indicator("产出", "50", "20", "18.5", 40),
            indicator("效益", "40", "40", "40", 50),
        ],
        total_weight: number("100", 60),
        total_score: number("97.73", 61),
        ..SelfAssessment::default()
    };
    ProjectSelfAssessment { name: Some(text("平台运维", 70)), assessment, ..ProjectSelfAssessment::default() }
}

fn check(change: impl Fn(&mut SelfAssessment)) -> Vec<Check> {
    let mut form = form();
    change(&mut form.assessment);
    let wan = |value: &str, index| Some(Amount::new(value.parse().unwrap(), Some(Unit::TenThousandYuan), place(index)));
    let review = ProjectReview {
        name: text("平台运维项目", 80),
        adjusted_budget: wan("22.92", 81),
        executed: wan("21.15", 82),
        completion: number("92.3", 83),
        ..ProjectReview::default()
    };
    let performance = PerformanceManagement { reviews: vec![review], ..PerformanceManagement::default() };
    let mut narrative = Narrative::default();
    narrative.blocks.performance = Some(performance);
    run(&CheckInput { projects: &[form], narrative: Some(&narrative), ..nothing(&Tables::default()) })
}

#[test]
fn a_consistent_form_passes() {
    let checks = check(|_| {});
    assert_eq!(failing(&checks), [] as [&str; 0]);
    for (id, times) in [("f.rate", 2), ("f.funds", 3), ("f.weights", 3), ("f.scores", 1), ("x.form_narrative", 3)] {
        assert_eq!(of(&checks, id, Status::Pass).len(), times, "{id}");
    }
}

#[test]
fn a_score_is_at_most_its_weight() {
    assert!(failing(&check(|form| form.indicators[0].score = number("99", 40))).contains(&"f.limits"));
}

#[test]
fn a_score_may_be_cut_and_a_rate_may_be_a_fraction() {
    let checks = check(|form| {
        form.funds[0].score = number("9.22", 5);
        form.funds[0].execution_rate = number("0.9228", 4);
        form.total_score = number("97.72", 61);
    });
    assert_eq!(failing(&checks), [] as [&str; 0]);
}

#[test]
fn one_wrong_number_is_found_and_is_the_only_cause() {
    type Change = fn(&mut SelfAssessment);
    let cases: [(Change, &[&str], &str); 6] = [
        (|form| form.total_score = number("98.73", 61), &["f.scores"], "projects:1::total_score@1"),
        (|form| form.indicators[2].weight = number("45", 51), &["f.weights"], "indicators:3::weight@1"),
        (|form| form.funds[0].score = number("9.50", 5), &["f.rate", "f.scores"], "project_funds:1:total:score@1"),
        (
            |form| form.funds[0].execution_rate = number("82.28", 4),
            &["f.rate"],
            "project_funds:1:total:execution_rate@1",
        ),
        (
            |form| form.funds[0].initial_budget = yuan("350000.00", 0),
            &["f.funds"],
            "project_funds:1:total:initial_budget@1",
        ),
        (
            |form| form.funds[0].adjusted_budget = yuan("329244.00", 1),
            &["f.rate", "f.funds", "x.form_narrative"],
            "project_funds:1:total:adjusted_budget@1",
        ),
    ];
    for (change, ids, cause) in cases {
        let checks = check(change);
        assert_eq!(failing(&checks), ids, "{cause}");
        assert_eq!(causes(&checks), [cause]);
    }
}

#[test]
fn a_cell_over_two_lines_counts_once_where_the_sum_holds_so() {
    let merged = check(|form| {
        let mut below = form.indicators[1].clone();
        below.level3 = Some(text("乙", 45));
        form.indicators.insert(2, below);
    });
    assert_eq!(failing(&merged), [] as [&str; 0]);
    // Of a cell of its own each line counts.
    let apart = check(|form| form.indicators.insert(2, indicator("产出", "50", "20", "18.5", 90)));
    assert!(failing(&apart).contains(&"f.weights"));
}
