//! 预算绩效管理: how many projects were evaluated, and the review (综述) of each.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Stated, holds};
use crate::narrative::plain::Plain;
use crate::narrative::types::{Base, CountStatement, Share, Statement};
use crate::narrative::vocabulary::{EVALUATED, GRADE, MEASURES, PROBLEMS, RESULTS, REVIEW_HEAD};
use crate::value::{Amount, Number, Text};

/// 预算绩效管理工作开展情况
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PerformanceManagement {
    /// Projects by what they are counted as (一级项目, 编报绩效目标的…项目, 绩效评级为“优”的项目), as printed.
    pub projects: Vec<CountStatement>,
    /// 涉及资金 of the self-assessed projects.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub funds: Option<Amount>,
    /// The share of those funds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<Share>,
    /// 部门整体支出绩效自评综述
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<ProjectReview>,
    /// 项目绩效自评综述
    pub reviews: Vec<ProjectReview>,
    /// 重点绩效评价, one for each project that was evaluated.
    pub key_evaluations: Vec<KeyEvaluation>,
}

/// 绩效自评综述: a project's review in prose.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ProjectReview {
    /// The project's name.
    pub name: Text,
    /// 全年预算数
    #[serde(skip_serializing_if = "Option::is_none")]
    pub adjusted_budget: Option<Amount>,
    /// 执行数
    #[serde(skip_serializing_if = "Option::is_none")]
    pub executed: Option<Amount>,
    /// 完成率, in percent
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completion: Option<Number>,
    /// 绩效目标完成情况与效益
    #[serde(skip_serializing_if = "Option::is_none")]
    pub results: Option<Text>,
    /// 发现的问题及原因
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problems: Option<Text>,
    /// 下一步改进措施
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measures: Option<Text>,
}

/// The outcome of 重点绩效评价.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct KeyEvaluation {
    /// The project that was evaluated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<Text>,
    /// Its budget, or the funds that the evaluation concerns (涉及资金).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub funds: Option<Amount>,
    /// What was spent of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub executed: Option<Amount>,
    /// 得分
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<Number>,
    /// 评价等级
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<Text>,
}

/// Reads a paragraph that is a review, with the statements that were read from it.
pub(in crate::narrative) fn review(plain: &Plain<'_, '_>, statements: &[Statement]) -> Option<ProjectReview> {
    let text = plain.text.as_str();
    let head = REVIEW_HEAD.captures(text)?;
    let name = head.name("name")?;
    let after_head = head.range().end;
    let marks = [&RESULTS, &PROBLEMS, &MEASURES].map(|mark| mark.find_at(text, after_head));
    let starts: Vec<usize> = marks.iter().flatten().map(|mark| mark.start).collect();
    // A part runs to the next part.
    let part = |mark: &Option<Range<usize>>| {
        let mark = mark.as_ref()?;
        let end = starts.iter().copied().filter(|start| *start > mark.start).min().unwrap_or(text.len());
        Some(plain.printed(mark.end..end)).filter(|part| !part.is_empty())
    };
    let [results, problems, measures] = &marks;
    // Without its marker the result is what follows the sentence with the figures.
    let unmarked = || {
        let figures = text.get(after_head..)?.find('。')? + after_head + '。'.len_utf8();
        let end = starts.iter().copied().filter(|start| *start > figures).min().unwrap_or(text.len());
        Some(plain.printed(figures..end)).filter(|part| !part.is_empty())
    };
    let stated = |passes: &dyn Fn(&Statement) -> bool| {
        statements.iter().find(|statement| statement.value.is_some() && passes(statement))
    };
    let executed = stated(&|statement| statement.completion.is_some())
        .or_else(|| stated(&|statement| !statement.is_budget() && holds(&statement.subject.text, EXECUTED)));
    let budget = stated(&|statement| statement.budget == Some(Base::AdjustedBudget))
        .or_else(|| stated(&|statement| statement.is_budget() && statement.budget != Some(Base::InitialBudget)));
    Some(ProjectReview {
        name: plain.printed(name),
        adjusted_budget: budget.and_then(|statement| statement.value.clone()),
        executed: executed.and_then(|statement| statement.value.clone()),
        completion: executed.and_then(|statement| statement.completion.as_ref()?.percent.clone()),
        results: part(results).or_else(unmarked),
        problems: part(problems),
        measures: part(measures),
    })
}

/// Words of the paragraphs and headings of 重点绩效评价.
const KEY_EVALUATION: &[&str] = &["重点绩效评价", "重点评价", "财政评价", "重点项目绩效评价"];

/// Scores are counted in 分, and called so.
const SCORES: &[&str] = &["评价得分", "评价分", "综合得分"];

/// What was spent, among the amounts of an evaluated project.
const EXECUTED: &[&str] = &["执行", "决算", "实际支出", "支出数", "使用资金"];

/// What a paragraph says of a key evaluation: its project, amounts, score and grade. A score or a grade alone may belong to
/// one that an earlier paragraph names.
pub(in crate::narrative) fn evaluation(
    plain: &Plain<'_, '_>,
    section: &str,
    statements: &[Statement],
    counts: &[CountStatement],
) -> Option<KeyEvaluation> {
    let text = plain.text.as_str();
    let grade = GRADE.captures(text).and_then(|found| found.name("grade")).map(|grade| plain.printed(grade));
    let scored = |count: &&CountStatement| count.unit == "分" && holds(&count.subject.text, SCORES);
    let score = counts.iter().find(scored).map(|count| count.count.clone());
    let key = holds(text, KEY_EVALUATION) || holds(section, KEY_EVALUATION);
    let project = key.then(|| EVALUATED.captures(text)?.name("project")).flatten();
    let value = |passes: &dyn Fn(&Statement) -> bool| {
        statements.iter().filter(|_| key).find(|statement| passes(statement)).and_then(|found| found.value.clone())
    };
    let spent = |statement: &Statement| holds(&statement.subject.text, EXECUTED) && !statement.is_budget();
    let evaluation = KeyEvaluation {
        project: project.map(|project| plain.printed(project)),
        funds: value(&|statement| !spent(statement)),
        executed: value(&spent),
        score,
        grade,
    };
    (evaluation != KeyEvaluation::default()).then_some(evaluation)
}

/// Adds what a paragraph says to the evaluation before it, unless it names a project of its own or says again what is known.
fn gather(found: &mut Vec<KeyEvaluation>, next: KeyEvaluation) {
    let both = |a: bool, b: bool| a && b;
    let goes_on = found.last_mut().filter(|last| {
        next.project.is_none()
            && !both(last.score.is_some(), next.score.is_some())
            && !both(last.grade.is_some(), next.grade.is_some())
    });
    match goes_on {
        Some(last) => {
            last.funds = last.funds.take().or(next.funds);
            last.executed = last.executed.take().or(next.executed);
            last.score = last.score.take().or(next.score);
            last.grade = last.grade.take().or(next.grade);
        }
        None => found.push(next),
    }
}

pub(super) fn read(
    stated: Stated<'_>,
    reviews: Vec<ProjectReview>,
    evaluations: Vec<KeyEvaluation>,
) -> Option<PerformanceManagement> {
    let (department, reviews): (Vec<_>, Vec<_>) =
        reviews.into_iter().partition(|review| review.name.text.contains("整体"));
    let within = |section: &str| section.contains("绩效");
    let counted = |count: &&CountStatement| {
        within(&count.section) && holds(&count.subject.text, &["项目"]) && matches!(count.unit.as_str(), "个" | "项")
    };
    let funds = stated.statements.iter().find(|statement| {
        within(&statement.section)
            && statement.value.is_some()
            && !statement.is_budget()
            && holds(&statement.subject.text, &["涉及"])
    });
    let mut key_evaluations = Vec::new();
    for evaluation in evaluations {
        gather(&mut key_evaluations, evaluation);
    }
    let performance = PerformanceManagement {
        projects: stated.counts.iter().filter(counted).cloned().collect(),
        funds: funds.and_then(|statement| statement.value.clone()),
        share: funds.and_then(|statement| statement.share.clone()),
        department: department.into_iter().next(),
        reviews,
        key_evaluations,
    };
    (performance != PerformanceManagement::default()).then_some(performance)
}
