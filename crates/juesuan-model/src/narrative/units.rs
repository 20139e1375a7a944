//! The unit that a text declares once (`本部分金额均以万元为单位`, `（单位：万元，下同）`): amounts printed without a unit
//! have it.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::place::Place;
use crate::value::Unit;

use super::figures::figures;
use super::plain::Plain;
use super::vocabulary::{
    UNIT_DECLARED, UNIT_FROM_HERE, UNIT_OF_ALL, UNIT_OF_TABLE, UNIT_ON, UNIT_ON_TEXT, UNIT_UNLESS,
};

/// How far a declaration reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    Paragraph,
    FromHere,
    Text,
}

/// A unit that some words declare.
#[derive(Debug, PartialEq, Eq)]
struct Declared {
    unit: Unit,
    reach: Reach,
    /// Other units may be noted (`除特别注明外`).
    unless: bool,
    range: Range<usize>,
}

/// The units that a narrative declares, as far as it is read.
#[derive(Default)]
pub(super) struct Units {
    /// That of the whole text, and that from a place on.
    of_text: Option<Unit>,
    from_here: Option<Unit>,
    /// That of the list which the line with the declaration leads to.
    of_list: Option<Unit>,
    /// Two declarations contradict each other: no unit is given, which is said once.
    pub(super) contradicted: bool,
}

impl Units {
    /// What is declared of the whole text, before it is read: it may stand at the end.
    pub(super) fn of<'p, 'a: 'p>(texts: impl Iterator<Item = Plain<'p, 'a>>, doubts: &mut Vec<Diagnostic>) -> Self {
        let far = |plain: Plain<'_, '_>| {
            let declared = declared(&plain.text).filter(|declared| declared.reach != Reach::Paragraph)?;
            let at = plain.place(declared.range.clone());
            Some((declared, at))
        };
        let all: Vec<(Declared, Place)> = texts.filter_map(far).collect();
        let Some((first, _)) = all.iter().find(|(declared, _)| declared.reach == Reach::Text) else {
            return Self::default();
        };
        // What the text notes of its own is no contradiction: `除特别注明外`, then `（单位：元，下同）`.
        let against = |other: &Declared| {
            other.unit != first.unit && (other.reach == Reach::Text || !first.unless && !other.unless)
        };
        let mut units = Self { of_text: Some(first.unit), ..Self::default() };
        if let Some((other, at)) = all.iter().find(|(other, _)| against(other)) {
            let (one, other) = (first.unit.as_str(), other.unit.as_str());
            let message =
                format!("the text declares its amounts in {one} and in {other}: those without a unit have none");
            doubts.push(Diagnostic::new(Code::UnitContradicted, Severity::Warning, Some(*at), message));
            units.contradicted = true;
        }
        units
    }

    /// The unit of the amounts of a paragraph that print none: its own or the text's.
    pub(super) fn of_paragraph(&mut self, text: &str) -> Option<Unit> {
        let own = declared(text);
        if let Some(declared) = own.as_ref().filter(|declared| declared.reach == Reach::FromHere) {
            self.from_here = Some(declared.unit);
        }
        let of_text = self.from_here.or(self.of_text).filter(|_| !self.contradicted);
        let own = own.map(|declared| declared.unit);
        // A list goes on as long as its lines end in a figure.
        let listed = text.ends_with(|c: char| c.is_ascii_digit());
        self.of_list = if text.ends_with(':') { own } else { self.of_list.filter(|_| listed) };
        own.or(self.of_list).or(of_text)
    }
}

/// Whether a text may declare a unit.
pub(super) fn may_declare(text: &str) -> bool {
    UNIT_ON.iter().any(|word| text.contains(word))
}

fn declared(text: &str) -> Option<Declared> {
    let found = UNIT_DECLARED.last_captures(text)?;
    let (range, printed) = (found.range(), found.name("unit").or(found.name("by"))?);
    let unit = Unit::parse(text.get(printed)?)?;
    // `单位：元/人` is a price.
    if text.get(range.end..)?.starts_with('/') {
        return None;
    }
    let start = text.get(..range.start)?.rfind('。').map_or(0, |at| at + '。'.len_utf8());
    let end = text.get(range.end..)?.find('。').map_or(text.len(), |at| range.end + at);
    let sentence = text.get(start..end)?;
    let says = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
    let of_table = says(UNIT_OF_TABLE) && !says(UNIT_ON_TEXT);
    // A sentence with amounts of its own declares the unit of these.
    let own = of_table || !figures(sentence, 0).is_empty();
    let reach = match (sentence.contains(ALSO_BELOW), own) {
        (true, _) => Reach::FromHere,
        (_, true) => Reach::Paragraph,
        _ if says(UNIT_FROM_HERE) => Reach::FromHere,
        _ if says(UNIT_OF_ALL) => Reach::Text,
        _ => Reach::Paragraph,
    };
    Some(Declared { unit, reach, unless: says(UNIT_UNLESS), range })
}

/// What declares the unit of a sentence for all that follows, too.
const ALSO_BELOW: &str = "下同";

#[cfg(test)]
mod tests {
    use super::super::tests::{narrative, says_all};
    use super::*;

    fn reach(text: &str) -> Option<(Unit, Reach)> {
        declared(text).map(|declared| (declared.unit, declared.reach))
    }

    #[test]
    fn units_are_declared_of_the_text_from_here_on_or_of_a_paragraph() {
        use Unit::{TenThousandYuan as Wan, Yuan};
        for (text, unit, reach_of) in [
            ("本部分所列金额除特别注明外，均以万元为单位。", Wan, Reach::Text),
            ("本说明中金额单位除另有说明外均为万元。", Wan, Reach::Text),
            ("以上金额单位均为元。", Yuan, Reach::Text),
            ("如无特别注明，文中金额以人民币万元列示。", Wan, Reach::Text),
            ("以下金额单位均为万元。", Wan, Reach::FromHere),
            ("金额单位:万元，下同", Wan, Reach::FromHere),
            ("收入3.50，支出3.50(单位:万元)。", Wan, Reach::Paragraph),
            ("报表中金额均以元为单位。", Yuan, Reach::Paragraph),
        ] {
            assert_eq!(reach(text), Some((unit, reach_of)), "{text}");
        }
        for text in ["单位:元/平方米", "本单位万元以上的设备", "各单位均为预算单位", "以3万元为起点"]
        {
            assert_eq!(reach(text), None, "{text}");
        }
    }

    #[test]
    fn amounts_without_a_unit_have_the_one_that_the_text_declares() {
        let text = [
            "一、收入支出决算情况说明",
            "本部分金额均以万元为单位。2023年度收入总计345.60，比上年增加10.00，增长2.98%。其中：财政拨款收入300，占86.81%；其他收入45.60元。",
            "二、支出决算情况说明",
            "与上年相比，基本支出增加6.00，项目支出减少1.20。公用经费和人员经费分别为1.00和2.00。",
        ];
        says_all(
            &text,
            &[
                "收入总计 = 345.60万元 | prior_year increase 10.00万元 2.98%",
                "财政拨款收入 = 300万元 | share 86.81%",
                "其他收入 = 45.60元",
                "基本支出 | prior_year increase 6.00万元",
                "项目支出 | prior_year decrease 1.20万元",
                "公用经费 = 1.00万元",
                "人员经费 = 2.00万元",
            ],
        );
        assert_eq!(narrative(&text).doubts, []);
    }

    #[test]
    fn a_declaration_at_the_end_is_of_what_stands_before_it() {
        let text = ["支出合计3.50。", "以上金额单位均为万元。"];
        says_all(&text, &["支出合计 = 3.50万元"]);
        assert_eq!(narrative(&text).doubts, []);
    }

    #[test]
    fn of_two_declarations_that_contradict_each_other_none_is_taken() {
        let text = ["全文金额均以元为单位。", "支出合计3.50。", "以上金额单位均为万元。"];
        says_all(&text, &["支出合计 = 3.50"]);
        let doubts = narrative(&text).doubts;
        assert_eq!(doubts.iter().map(|doubt| doubt.code).collect::<Vec<_>>(), [Code::UnitContradicted]);
        let noted = ["除特别注明外，全文金额以元为单位。", "收入合计3.00。", "以下金额单位为万元。", "支出合计3.50。"];
        says_all(&noted, &["收入合计 = 3.00元", "支出合计 = 3.50万元"]);
    }
}
