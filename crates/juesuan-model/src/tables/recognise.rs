//! Which of the nine a table is: its title, header, rows and number → a table id, and what said so.
//!
//! A title of the lists is enough, unless the rows contradict it. A title that is only like them needs the rows or the
//! header to say the same; without any title header and rows must both tell. A title whose words are of another table
//! (明细, 项目支出, 分单位 ...) is never overruled, so that nothing is squeezed in.

use std::cell::RefCell;
use std::collections::BTreeMap;

use juesuan_document::layout::{Cell, Grid};

use super::header::{self, Header, Role};
use super::ids::{Column, Side};
use super::nine::{SCHEMAS, TableId};
use super::schema::likeness::{Likeness, likeness};
use super::schema::titles::Title;
use super::schema::{Schema, Shape, THREE_PUBLIC_ROWS, three_public_item, words};
use super::types::Witness;
use crate::key::{cell_key, key};
use crate::number;
use crate::numbering::{is_numbered, unnumbered};

/// Rows of a kind tell from this many on: one may be a slip.
const TELLING_ROWS: usize = 2;

/// Columns that only one of the nine has tell from this many on.
const TELLING_COLUMNS: usize = 2;

/// A header that names all of these is that of a “三公” table, whatever stands above it.
const ITEMS: &[Column] = &[Column::Total, Column::OverseasTravel, Column::VehicleOperation, Column::Reception];

/// The class of the expenditure of 国有资本经营预算.
const CAPITAL: &str = "223";

/// The nine in the order of the official form, as far as all regions number them alike.
const NUMBERED: &[TableId] = &[
    TableId::IncomeExpenditureSummary,
    TableId::Income,
    TableId::Expenditure,
    TableId::FiscalAppropriationSummary,
    TableId::GeneralBudgetExpenditure,
    TableId::GeneralBudgetBasicExpenditure,
];

/// Tables of one form whose titles are a word apart: columns that only one of them has say which it is.
const PAIRS: &[[TableId; 2]] = &[
    [TableId::Income, TableId::Expenditure],
    [TableId::IncomeExpenditureSummary, TableId::FiscalAppropriationSummary],
];

/// What was found out about a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Recognised {
    pub(crate) id: Option<TableId>,
    pub(crate) by: Vec<Witness>,
    /// The title's table, which the rows contradict, or to which the title is only like.
    pub(crate) near: Option<TableId>,
    /// Whether header and rows are those of another table than the title's.
    pub(crate) belied: bool,
}

impl Recognised {
    fn none(near: Option<TableId>) -> Self {
        Self { near, ..Self::default() }
    }

    fn some(id: TableId, by: Vec<Witness>) -> Self {
        Self { id: Some(id), by, ..Self::default() }
    }

    /// Whether anything but a title of the lists decided.
    pub(crate) fn by_evidence(&self, title: Option<&Title>) -> bool {
        self.id.is_some() && title.and_then(|title| title.id) != self.id
    }
}

/// Tells which table a grid under a title is.
pub(crate) fn recognise(
    grid: &Grid,
    first_row: usize,
    title: Option<&Title>,
    form_no: Option<&str>,
    year: Option<u16>,
) -> Recognised {
    // What a grid says of a table is asked for several times.
    let known: RefCell<BTreeMap<TableId, Evidence>> = RefCell::default();
    let evidence = |id: TableId| {
        let before = known.borrow().get(&id).copied();
        before.or_else(|| {
            let found = Evidence::of(grid, first_row, id.schema(), year);
            known.borrow_mut().insert(id, found);
            Some(found)
        })
    };
    let witnesses = |id: TableId, titled: bool| {
        let evidence = evidence(id).unwrap_or_default();
        let position = form_no.and_then(numbered) == Some(id);
        let all = [
            (titled, Witness::Title),
            (evidence.header, Witness::Header),
            (evidence.rows, Witness::Rows),
            (position, Witness::Position),
        ];
        all.into_iter().filter(|(says, _)| *says).map(|(_, witness)| witness).collect::<Vec<_>>()
    };
    if let Some(id) = title.and_then(|title| title.id) {
        let other = PAIRS.iter().find_map(|pair| match pair {
            [a, b] | [b, a] if *a == id => Some(*b),
            _ => None,
        });
        let own = evidence(id).unwrap_or_default();
        let belied = |other: &TableId| {
            !own.telling && !own.whole && evidence(*other).is_some_and(|evidence| evidence.telling && evidence.fits())
        };
        if let Some(other) = other.filter(belied) {
            return Recognised { id: Some(other), by: witnesses(other, false), near: Some(id), belied: true };
        }
        if !own.against {
            return Recognised::some(id, witnesses(id, true));
        }
        // 一般公共预算财政拨款支出决算表(二): the second half of one title is the table by economic class.
        let sibling = Some(TableId::GeneralBudgetBasicExpenditure).filter(|_| id == TableId::GeneralBudgetExpenditure);
        let other = sibling.filter(|id| evidence(*id).is_some_and(|evidence| evidence.header && evidence.rows));
        return match other {
            Some(other) => Recognised { near: Some(id), ..Recognised::some(other, witnesses(other, false)) },
            None => Recognised::none(Some(id)),
        };
    }
    match title.map_or(Likeness::Open, |title| likeness(&key(&title.text))) {
        Likeness::Beyond => Recognised::none(None),
        Likeness::Of(id) => {
            let shape = id.schema().shape;
            let agrees = evidence(id).is_some_and(|evidence| {
                let coded = matches!(shape, Shape::List | Shape::Lanes) && evidence.figures;
                !evidence.against && if coded { evidence.rows } else { evidence.rows || evidence.header }
            });
            match agrees {
                true => Recognised::some(id, witnesses(id, true)),
                false => Recognised::none(Some(id)),
            }
        }
        Likeness::Perhaps(id) => {
            let agrees = evidence(id)
                .is_some_and(|evidence| evidence.header && (evidence.rows || evidence.telling) && !evidence.against);
            match agrees {
                true => Recognised::some(id, witnesses(id, true)),
                false => Recognised::none(Some(id)),
            }
        }
        Likeness::Open => {
            let fits = |id: &TableId| {
                let evidence = evidence(*id).unwrap_or_default();
                let position = form_no.and_then(numbered) == Some(*id);
                let itemised = evidence.itemised && evidence.figures;
                evidence.header && (evidence.rows && (evidence.telling || position) || itemised) && !evidence.against
            };
            let mut found = SCHEMAS.iter().map(|schema| schema.id).filter(fits);
            let like = |id: &TableId| {
                evidence(*id)
                    .is_some_and(|evidence| evidence.header && evidence.rows && !evidence.against && evidence.figures)
            };
            match (found.next(), found.next()) {
                (Some(id), None) => Recognised::some(id, witnesses(id, false)),
                // Its header and rows are of several: it is one of them, or one that nobody has seen.
                (first, _) => Recognised::none(first.or_else(|| SCHEMAS.iter().map(|schema| schema.id).find(like))),
            }
        }
    }
}

/// Whether header and rows of a grid are those of a table, and all its columns are known.
pub(crate) fn fits(grid: &Grid, first_row: usize, id: TableId, year: Option<u16>) -> bool {
    Evidence::of(grid, first_row, id.schema(), year).fits()
}

/// Whether a table that shows many things (`机构运行信息表`, `相关信息统计表`) lists the “三公” expenditure: header and rows
/// must both say so.
pub(crate) fn lists_three_public(grid: &Grid, first_row: usize, year: Option<u16>) -> bool {
    let schema = TableId::ThreePublic.schema();
    let header = header::read(grid, first_row, schema, year);
    let evidence = Evidence::of(grid, first_row, schema, year);
    header.transposed && evidence.header && evidence.rows && evidence.figures && !evidence.against
}

/// Which table a grid is under a line that is no title by its form (`某局2024年支出决算情况`): its words, its header and
/// its rows must all say the same.
pub(crate) fn recognise_captioned(
    grid: &Grid,
    first_row: usize,
    title: &Title,
    year: Option<u16>,
) -> Option<Recognised> {
    let found = recognise(grid, first_row, Some(title), title.number.as_deref(), year);
    let confirmed = [Witness::Title, Witness::Header, Witness::Rows].iter().all(|witness| found.by.contains(witness));
    (found.id.is_some() && confirmed).then_some(found)
}

/// The table that a form number names (`公开03表`, `表3`).
fn numbered(form_no: &str) -> Option<TableId> {
    let digits: String = key(form_no).chars().filter(char::is_ascii_digit).collect();
    let number: usize = digits.parse().ok()?;
    NUMBERED.get(number.checked_sub(1)?).copied()
}

/// What a grid says of one schema.
#[derive(Debug, Clone, Copy, Default)]
struct Evidence {
    /// The columns are those of the table.
    header: bool,
    /// Some of them are of this table alone.
    telling: bool,
    /// The codes or labels are of the table's kind.
    rows: bool,
    /// They are of another kind.
    against: bool,
    /// No column is unknown.
    whole: bool,
    /// It prints amounts.
    figures: bool,
    /// Its columns are the items that are rows elsewhere (“三公”): they say what rows say.
    itemised: bool,
}

impl Evidence {
    fn of(grid: &Grid, first_row: usize, schema: &Schema, year: Option<u16>) -> Self {
        let header = header::read(grid, first_row, schema, year);
        let subjects = Subjects::of(grid, first_row + header.rows, &header);
        let columns: Vec<(Column, Option<Side>)> =
            header.amounts().into_iter().map(|(_, column, side)| (column, side)).collect();
        let unknown = header.heads.iter().filter(|head| head.role == Role::Unknown).count();
        let has_subject = header.heads.iter().any(|head| matches!(head.role, Role::Code | Role::Name));
        let lanes = header.heads.iter().map(|head| head.lane).max().unwrap_or_default();
        let known = match schema.shape {
            Shape::List => has_subject && columns.len() >= 2,
            Shape::TwoSided => has_subject && lanes > 0 && columns.len() >= 2,
            Shape::Lanes => has_subject && !columns.is_empty(),
            Shape::BudgetAndFinal if header.transposed => has_subject && !columns.is_empty(),
            Shape::BudgetAndFinal => columns.len() > TELLING_COLUMNS,
        };
        let own = |column: &(Column, Option<Side>)| is_telling(schema.id, *column);
        let telling = columns.iter().filter(|column| own(column)).count() >= TELLING_COLUMNS;
        let figures = grid.cells.iter().any(|cell| cell.row >= first_row + header.rows && is_amount(cell));
        let itemised = schema.shape == Shape::BudgetAndFinal
            && !header.transposed
            && ITEMS.iter().all(|item| columns.iter().any(|(column, _)| column == item));
        Self {
            itemised,
            header: known && unknown <= columns.len(),
            telling: telling
                || schema.shape == Shape::BudgetAndFinal && header.transposed && subjects.items > TELLING_ROWS,
            rows: subjects.fit(schema.id),
            against: subjects.contradict(schema),
            whole: unknown == 0,
            figures,
        }
    }
}

impl Evidence {
    /// Whether header and rows say that it is this table, and nothing says another.
    fn fits(&self) -> bool {
        self.header && (self.rows || self.itemised) && self.whole && !self.against
    }
}

fn is_amount(cell: &Cell) -> bool {
    number::read(&cell.text()).number().is_some_and(|value| value.scale() > 0)
}

/// Whether a column is of this table alone.
fn is_telling(id: TableId, (column, side): (Column, Option<Side>)) -> bool {
    use Column::{
        AffiliateRemittance, AffiliateSubsidy, FiscalAppropriation, GeneralBudget, GovernmentFund, Institutional,
        OverseasTravel, Reception, StateCapital, SuperiorRemittance, SuperiorSubsidy, VehicleOperation,
        VehiclePurchase, Vehicles,
    };
    match id {
        TableId::Income => {
            matches!(column, FiscalAppropriation | SuperiorSubsidy | Institutional | AffiliateRemittance)
        }
        TableId::Expenditure => matches!(column, SuperiorRemittance | AffiliateSubsidy),
        TableId::FiscalAppropriationSummary => matches!(column, GeneralBudget | GovernmentFund | StateCapital),
        TableId::GeneralBudgetBasicExpenditure => matches!(side, Some(Side::Personnel | Side::Public)),
        TableId::ThreePublic => {
            matches!(column, OverseasTravel | Vehicles | VehiclePurchase | VehicleOperation | Reception)
        }
        TableId::IncomeExpenditureSummary
        | TableId::GeneralBudgetExpenditure
        | TableId::GovernmentFund
        | TableId::StateCapital => false,
    }
}

/// What the codes and labels of a table's rows are of.
#[derive(Debug, Default)]
struct Subjects {
    /// Functional codes: 2xx.
    functional: usize,
    /// Those of them that only the table of 国有资本经营预算 and those of all funds list: 223.
    capital: usize,
    /// Economic codes: 3xx.
    economic: usize,
    /// `一、一般公共服务支出`
    numbered: usize,
    /// `年初财政拨款结转和结余`
    of_appropriation: usize,
    /// `事业收入`, `本年收入合计`: what a summary of all income lists.
    of_all_income: usize,
    /// Items of a “三公” table.
    items: usize,
}

impl Subjects {
    fn of(grid: &Grid, first: usize, header: &Header) -> Self {
        let mut out = Self::default();
        let subject = |cell: &&Cell| {
            let head = header.heads.get(cell.column);
            head.is_some_and(|head| matches!(head.role, Role::Code | Role::Name)) && cell.row >= first
        };
        for text in grid.cells.iter().filter(subject).map(cell_key) {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            let coded = matches!(digits, 3 | 5 | 7);
            out.functional += usize::from(coded && text.starts_with('2'));
            out.capital += usize::from(coded && text.starts_with(CAPITAL));
            out.economic += usize::from(coded && digits < 7 && text.starts_with('3'));
            out.numbered += usize::from(is_numbered(&text) && digits == 0);
            out.of_appropriation += usize::from(text.contains("财政拨款结转"));
            let bare = unnumbered(&text);
            out.of_all_income += usize::from(matches!(bare, "事业收入" | "上级补助收入" | "经营收入" | "其他收入"));
            let item = bare.trim_start_matches("其中").trim_start_matches(':');
            let listed = THREE_PUBLIC_ROWS.iter().any(|(_, labels)| labels.contains(&item));
            let named = (listed || three_public_item(item).is_some()) && !words::GENERIC.contains(&bare);
            out.items += usize::from(named);
        }
        out
    }

    /// Whether the rows are of this table's kind.
    fn fit(&self, id: TableId) -> bool {
        match id {
            TableId::IncomeExpenditureSummary => {
                self.numbered > TELLING_ROWS && self.of_all_income > 0 || self.of_all_income > TELLING_ROWS
            }
            TableId::FiscalAppropriationSummary => {
                self.numbered > TELLING_ROWS && self.of_all_income == 0 && self.of_appropriation > 0
            }
            TableId::GeneralBudgetBasicExpenditure => self.economic > self.functional,
            TableId::ThreePublic => self.items > TELLING_ROWS,
            TableId::Income
            | TableId::Expenditure
            | TableId::GeneralBudgetExpenditure
            | TableId::GovernmentFund
            | TableId::StateCapital => self.functional > self.economic,
        }
    }

    /// Whether they are of another kind of table.
    fn contradict(&self, schema: &Schema) -> bool {
        let of_one_fund = matches!(schema.id, TableId::GovernmentFund | TableId::GeneralBudgetExpenditure);
        let of_another = match schema.shape {
            Shape::List if of_one_fund && self.capital == self.functional => self.capital + self.economic,
            Shape::List => self.economic.saturating_sub(self.functional),
            Shape::Lanes => self.functional.saturating_sub(self.economic),
            Shape::TwoSided => (self.functional + self.economic).saturating_sub(self.numbered),
            Shape::BudgetAndFinal => self.economic,
        };
        of_another >= TELLING_ROWS
    }
}
