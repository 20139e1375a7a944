//! Headers of recognised pages → the words of a table's columns, where what was read differs from one by a character or two.
//!
//! 合计 that is read as 含计 costs its whole column. What a column of the table is called is known, and a recogniser takes a
//! character for one that looks like it, or loses it; another column has another word, or says another time or side.

use super::header::{Head, Role};
use super::schema::Schema;

/// Shorter words have too many neighbours.
const SHORTEST: usize = 4;

/// One character in so many may be read wrongly, and at least one.
const PER_MISTAKE: usize = 5;

/// Characters that tell one column from another: a word that differs by one of them is another word.
const TELLING: &str = "上下本去前当初末始期非不预决收支增减";

/// In the name of a fund this one tells no budget from an outturn.
const OF_FUND: char = '预';
const FUND: &str = "预算财政拨款";

/// Gives columns that are not known the role of the word that their lowest header was misread from, where all words it may
/// be say the same and no other column is that. `role_of` tells the role of a column under other headers.
pub(super) fn mend(
    heads: &mut [Head],
    keys: &mut [Vec<String>],
    schema: &Schema,
    recognised: impl Fn(usize) -> bool,
    role_of: impl Fn(&[String], usize) -> Role,
) {
    for column in 0..heads.len() {
        let Some((head, own)) = heads.get(column).zip(keys.get(column)) else { continue };
        let Some(leaf) = own.last().filter(|_| head.role == Role::Unknown && recognised(column)) else { continue };
        let lane = head.lane;
        let mut found: Option<(&str, Role)> = None;
        let mut alone = true;
        for word in schema.columns.iter().flat_map(|rule| rule.words).filter(|word| is_misread(leaf, word)) {
            let mut mended = own.clone();
            mended.pop();
            mended.push((*word).to_owned());
            match (role_of(&mended, lane), &found) {
                (role @ Role::Amount(..), None) => found = Some((word, role)),
                (role, Some((_, before))) => alone &= role == *before,
                (_, None) => {}
            }
        }
        let free = |role: &Role| !heads.iter().any(|head| head.lane == lane && head.role == *role);
        let Some((word, role)) = found.filter(|(_, role)| alone && free(role)) else { continue };
        if let Some((head, leaf)) = heads.get_mut(column).zip(keys.get_mut(column).and_then(|own| own.last_mut())) {
            (head.role, head.mended) = (role, Some(word.to_owned()));
            word.clone_into(leaf);
        }
    }
}

/// Whether a text is a word but for a character that was lost, or some that were taken for others, and that tells no other
/// column.
fn is_misread(text: &str, word: &str) -> bool {
    let (read, printed): (Vec<char>, Vec<char>) = (text.chars().collect(), word.chars().collect());
    if printed.len() < SHORTEST {
        return false;
    }
    if read.len() == printed.len() {
        // Neither what was read nor what it is taken for may be what tells two columns apart: 土年 may be 上年 or 本年.
        let wrong: Vec<(char, char)> = read.iter().copied().zip(printed).filter(|(a, b)| a != b).collect();
        let is_other = |(a, b): &(char, char)| tells(*a) || tells(*b) && !(*b == OF_FUND && word.contains(FUND));
        return (1..=(word.chars().count() / PER_MISTAKE).max(1)).contains(&wrong.len()) && !wrong.iter().any(is_other);
    }
    let Some(at) = (0..printed.len()).find(|at| read.get(*at) != printed.get(*at)) else { return false };
    read.get(at..) == printed.get(at.saturating_add(1)..) && !printed.get(at).is_some_and(|c| tells(*c))
}

fn tells(c: char) -> bool {
    TELLING.contains(c)
}

#[cfg(test)]
mod tests {
    use juesuan_document::Origin;
    use juesuan_document::layout::Block;

    use super::*;
    use crate::diagnostic::Code;
    use crate::tables::TablesRead;
    use crate::tables::sketch::Drawn::{Line, Table};
    use crate::tables::sketch::{layouts, read_layouts};

    fn read(header: &str, origin: Origin) -> TablesRead {
        let rows = [header, "合计 | < | 7.00 | 5.00 | 2.00", "205 | 教育支出 | 7.00 | 5.00 | 2.00"];
        let mut pages = layouts(&[&[Line("支出决算表"), Line("单位：万元"), Table(&rows)]]);
        for block in pages.iter_mut().flat_map(|page| &mut page.blocks) {
            let Block::Grid(grid) = block else { continue };
            grid.cells.iter_mut().flat_map(|cell| &mut cell.lines).for_each(|line| line.origin = origin);
        }
        read_layouts(&pages)
    }

    #[test]
    fn a_misread_header_costs_no_column_of_a_scan() {
        let scan = Origin::Recognised { confidence: 0.9, accepted: true };
        for header in ["本年支出含计", "本年支合计"] {
            let header = format!("科目编码 | 科目名称 | {header} | 基本支出 | 项目支出");
            let out = read(&header, scan);
            assert_eq!(out.facts.len(), 6, "{header}: {:?}", out.doubts);
            assert!(out.doubts.iter().any(|doubt| doubt.code == Code::NameUnlikeCode), "it is said");
            assert_eq!(read(&header, Origin::Text).facts.len(), 4, "a text layer says what it says");
        }
        let twice = read("科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 基木支出", scan);
        assert_eq!(twice.facts.len(), 4, "another column is that: {:?}", twice.facts);
    }

    #[test]
    fn another_time_or_side_is_another_word() {
        assert!(is_misread("本年收入含计", "本年收入合计") && is_misread("公务用车购费", "公务用车购置费"));
        assert!(
            is_misread("一般公共页算财政拨饮", "一般公共预算财政拨款") && !is_misread("本年收人含计", "本年收入合计")
        );
        for (text, word) in [
            ("财政拨款支出", "财政拨款"),
            ("上年收入合计", "本年收入合计"),
            ("非财政拨款", "财政拨款"),
            ("财政拨款", "非财政拨款"),
            ("下级补助收入", "上级补助收入"),
            ("土年收入合计", "本年收入合计"),
            ("年初页算数", "年初预算数"),
            ("含计", "合计"),
        ] {
            assert!(!is_misread(text, word), "{text} {word}");
        }
    }
}
