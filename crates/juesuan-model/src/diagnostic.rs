//! Doubts about a document, as data: a stable code, a severity, a place, a message, and what was done about it.

use serde::{Deserialize, Serialize};

use crate::place::Place;

/// How much a doubt weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing; nothing is in doubt.
    Info,
    /// Something may be wrong or incomplete.
    Warning,
    /// Something could not be read.
    Error,
}

/// What kind of doubt it is. The names, in snake case, are stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Code {
    /// Glyphs without a known Unicode text.
    UndecodableGlyphs,
    /// Glyphs that decode to the private use area.
    PrivateUseGlyphs,
    /// A page with pictures and without text: a scan. Needs character recognition before it can be read.
    ScannedPage,
    /// A page without any text that is no scan: blank, or a drawing.
    PageWithoutText,
    /// A page that could not be read at all.
    UnreadablePage,
    /// The file is not whole, by what it says itself: something of it is missing.
    IncompleteFile,
    /// Characters that turn the direction of text around, or show nothing: what is seen may differ from what is given.
    HiddenControls,
    /// A part of the file is damaged.
    DamagedContent,
    /// A reading limit was reached; the page is incomplete.
    LimitReached,
    /// Text painted invisibly.
    InvisibleText,
    /// Text that a clip hides; it is not given.
    ClippedText,
    /// Hidden rows, columns, sheets or texts of a file; they are not given.
    HiddenContent,
    /// Formulas of a workbook without a stored value.
    ValueMissing,
    /// Different glyphs painted over one another.
    OverlappingGlyphs,
    /// Shapes of the size of letters, a picture or a form field without appearance: what they say was not read.
    InkWithoutText,
    /// Text that something painted later covers; it is not given.
    CoveredText,
    /// Text too small to be seen; it is not given.
    TinyText,
    /// A text that the file states for glyphs that say something else; the glyphs are given.
    ContradictedText,
    /// Text that runs upside down, or is mirrored; it is not given.
    TurnedText,
    /// Small raised or lowered figures beside text: marks of notes, kept apart from numbers.
    NoteMarks,
    /// Text that is struck through.
    StruckText,
    /// Text beyond the edge of the displayed page.
    TextBeyondPage,
    /// Text inside a table's box that stands in none of its cells.
    TextOutsideCells,
    /// A cell of an amount column that is neither number, blank nor a mark for none.
    MalformedNumber,
    /// A number of a picture that was not read and on which two or more sums agree: their value is given.
    RestoredFromSums,
    /// A number that lies across the border of two cells, that stands in one cell over several rows, or that a
    /// neighbour's figures reach into.
    AstrideBorder,
    /// A header leaf that the table's schema does not know.
    UnknownHeader,
    /// Amounts that a table prints and that were not read.
    UnreadFigures,
    /// A number with other decimals than nearly all of its table.
    UnusualDecimals,
    /// A blank cell in a table that otherwise prints its zeros.
    BlankAmongZeros,
    /// A blank cell where the total or the parts of a sum are printed.
    BlankInSum,
    /// A row with amounts that lacks its code or its label, or both.
    RowWithoutSubject,
    /// A code with a wrong number of digits, without the codes above it, or alone without codes below it; a label with
    /// figures in it; a statement about what nobody names so.
    OddSubject,
    /// Two tables name the same item differently.
    NameContradicted,
    /// A code is printed with the standard name of another code, or with one character of its own replaced.
    NameUnlikeCode,
    /// The contents (目录) announce a table that was not found.
    TableMissing,
    /// The contents (目录) announce tables and the file holds none at all: they are in another file.
    TablesElsewhere,
    /// Two tables claim to be the same one of the nine.
    TableTwice,
    /// A table whose title is in no list, known by its header and rows.
    RecognisedByEvidence,
    /// A table that may be one of the nine, but that not enough says so of: it is kept raw.
    NearMiss,
    /// A table without a printed unit.
    UnitMissing,
    /// A table, or the narrative, declares two different units.
    UnitContradicted,
    /// A page without title and header was joined to the table before it.
    JoinedByGuess,
    /// The document is no final account (决算).
    NotFinalAccounts,
    /// A row that stands twice: the code of another row, or the label of the row above.
    RowRepeated,
    /// A row out of order: its code stands before those above it, or its 行次 does not follow.
    RowOutOfOrder,
    /// Printed page numbers do not count the pages: pages are missing or exchanged.
    PagesOutOfOrder,
    /// The contents (目录) name a part that the document lacks, a number of its tables is left out, or its figures ask
    /// for a table that is not there; its text breaks off.
    PartMissing,
    /// A heading, a table or a form names another year than the document's.
    YearContradicted,
    /// A performance form without its name, funds, indicators or total.
    FormIncomplete,
    /// A sum that does not hold exactly, but within the rounding of its numbers.
    WithinRounding,
    /// The narrative prints a unit without its number (`支出决算为万元`).
    AmountMissing,
    /// Text of the official template was left in.
    TemplateText,
    /// A slip in the narrative's wording: `元` or `%` missing, punctuation doubled, a bracket not closed.
    WordingSlip,
}

impl Code {
    /// The stable name: the variant's in snake case.
    #[must_use]
    pub fn name(self) -> String {
        let mut name = String::new();
        for letter in format!("{self:?}").chars() {
            if letter.is_ascii_uppercase() && !name.is_empty() {
                name.push('_');
            }
            name.push(letter.to_ascii_lowercase());
        }
        name
    }

    /// What it says, in Chinese.
    #[must_use]
    pub fn in_chinese(self) -> &'static str {
        match self {
            Self::UndecodableGlyphs => "文字无法解码",
            Self::PrivateUseGlyphs => "文字编码为私用区字符",
            Self::ScannedPage => "扫描页，没有文字层；请先做文字识别（OCR）",
            Self::PageWithoutText => "空白页，或只有图形的页",
            Self::UnreadablePage => "整页无法读取",
            Self::IncompleteFile => "文件不完整，有内容缺失；请重新下载",
            Self::HiddenControls => "文字中有改变方向或不可见的控制字符，原样保留",
            Self::DamagedContent => "文件局部损坏",
            Self::LimitReached => "达到读取上限，本页内容不完整",
            Self::InvisibleText => "有不可见的文字",
            Self::ClippedText => "有被裁剪遮住的文字，未读取",
            Self::HiddenContent => "有隐藏的行、列、工作表或文字，未读取",
            Self::ValueMissing => "公式没有保存计算结果，按空白读取；请用 Excel 或 WPS 打开并保存后再读",
            Self::OverlappingGlyphs => "不同的文字重叠在一起",
            Self::InkWithoutText => "有画成图形而没有文字的内容（轮廓字、图片、未显示的表单域），未读取",
            Self::CoveredText => "有被后画的图形遮住的文字，未读取",
            Self::TinyText => "有小得看不见的文字，未读取",
            Self::ContradictedText => "文件给出的替代文字与所画的字不同，以所画的字为准",
            Self::TurnedText => "有倒置或镜像的文字，未读取",
            Self::NoteMarks => "有上标或下标的注号，不计入数字",
            Self::StruckText => "有被划去的文字",
            Self::TextBeyondPage => "页面边界以外有文字",
            Self::TextOutsideCells => "表内有不属于任何单元格的文字",
            Self::AstrideBorder => "数字跨在两格或几行之间，归属不明，未读取",
            Self::RestoredFromSums => "图片中的数字没有读清，由两个以上互相一致的合计推出",
            Self::MalformedNumber => "金额栏里不是数字，未读取",
            Self::UnknownHeader => "无法识别的表头，该栏数字未读取",
            Self::UnreadFigures => "有印出而未读取的金额",
            Self::UnusualDecimals => "小数位数与同表其他数字不同",
            Self::BlankAmongZeros => "同表其他零值都印出，此处为空白",
            Self::BlankInSum => "合计或分项已印出，此处却是空白",
            Self::RowWithoutSubject => "有金额的行缺少编码或名称",
            Self::OddSubject => "科目编码位数不对、缺少上级，或名称里有不该有的内容",
            Self::NameContradicted => "两张表对同一科目的名称不同",
            Self::NameUnlikeCode => "科目名称与编码的标准名称不符",
            Self::TableMissing => "目录列有此表，文中没有读到",
            Self::TablesElsewhere => "目录列有各表，本文件没有表格；请与表格所在的文件一起读取（--together）",
            Self::TableTwice => "同一种表不止一张，另行保存，不与主表合并",
            Self::RecognisedByEvidence => "标题不在已知名称之列，按表头和各行认定",
            Self::NearMiss => "可能是九张表之一，但依据不足，按原样保留",
            Self::UnitMissing => "本表没有印出金额单位",
            Self::UnitContradicted => "印出两种金额单位",
            Self::JoinedByGuess => "没有标题和表头的页，按推断接到上一张表",
            Self::NotFinalAccounts => "这不是决算",
            Self::RowRepeated => "同一行重复出现",
            Self::RowOutOfOrder => "行的次序不对（编码或行次不连续）",
            Self::PagesOutOfOrder => "印出的页码不连续，可能缺页或页序颠倒",
            Self::PartMissing => "可能缺少内容（目录所列部分、表号、条目编号或上下文不连续）",
            Self::YearContradicted => "标题或表格的年度与文档不一致",
            Self::FormIncomplete => "绩效自评表不完整",
            Self::WithinRounding => "合计不完全相等，但在四舍五入范围内",
            Self::AmountMissing => "只有单位，没有数字",
            Self::TemplateText => "遗留的模板用语",
            Self::WordingSlip => "文字瑕疵（缺“元”或“%”、标点重复、括号不闭合）",
        }
    }
}

/// One doubt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Diagnostic {
    /// What kind of doubt.
    pub code: Code,
    /// How much it weighs.
    pub severity: Severity,
    /// Where; absent when it concerns the whole document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Place>,
    /// What was found and what was done about it; the document's own words in “ ”.
    pub message: String,
}

impl Diagnostic {
    /// A doubt with its place.
    #[must_use]
    pub fn new(code: Code, severity: Severity, at: Option<Place>, message: impl Into<String>) -> Self {
        Self { code, severity, at, message: message.into() }
    }

    /// What kind of doubt it is, in Chinese, and the words of the document that are concerned.
    #[must_use]
    pub fn in_chinese(&self) -> String {
        let quoted: Vec<&str> = self.message.split('“').skip(1).filter_map(|after| after.split('”').next()).collect();
        match quoted.as_slice() {
            [] => self.code.in_chinese().to_owned(),
            words => format!("{}：“{}”", self.code.in_chinese(), words.join("”、“")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_bears_the_name_that_it_has_in_json() {
        for code in [Code::UndecodableGlyphs, Code::TableTwice, Code::WordingSlip, Code::ScannedPage] {
            assert_eq!(serde_json::to_value(code).unwrap(), code.name());
        }
    }

    #[test]
    fn in_chinese_a_doubt_keeps_the_words_of_the_document() {
        let doubt = |message: &str| Diagnostic::new(Code::TemplateText, Severity::Warning, None, message);
        assert_eq!(doubt("“XXX” is left over from the template").in_chinese(), "遗留的模板用语：“XXX”");
        assert_eq!(doubt("something is left over").in_chinese(), "遗留的模板用语");
    }
}
