//! 预算绩效管理: how many projects were evaluated, and the review (综述) of each.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Stated, holds};
use crate::narrative::plain::Plain;
use crate::narrative::types::{Base, CountStatement, Share, Statement};
use crate::narrative::vocabulary::{GRADE, MEASURES, PROBLEMS, RESULTS, REVIEW_HEAD};
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
    /// 重点绩效评价
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key_evaluation: Option<KeyEvaluation>,
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
    let executed = statements.iter().find(|statement| statement.completion.is_some() && statement.value.is_some());
    let budget = statements.iter().find(|statement| statement.budget == Some(Base::AdjustedBudget));
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

/// The grade that a paragraph states, where it states one.
pub(in crate::narrative) fn grade(plain: &Plain<'_, '_>) -> Option<Text> {
    let found = GRADE.captures(&plain.text)?.name("grade")?;
    Some(plain.printed(found))
}

pub(super) fn read(
    stated: Stated<'_>,
    reviews: Vec<ProjectReview>,
    grades: Vec<Text>,
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
    let score = stated.count(|subject, unit| unit == "分" && holds(subject, &["评价得分", "评价分", "综合得分"]));
    let grade = grades.into_iter().next();
    let key_evaluation = (score.is_some() || grade.is_some()).then_some(KeyEvaluation { score, grade });
    let performance = PerformanceManagement {
        projects: stated.counts.iter().filter(counted).cloned().collect(),
        funds: funds.and_then(|statement| statement.value.clone()),
        share: funds.and_then(|statement| statement.share.clone()),
        department: department.into_iter().next(),
        reviews,
        key_evaluation,
    };
    (performance != PerformanceManagement::default()).then_some(performance)
}
