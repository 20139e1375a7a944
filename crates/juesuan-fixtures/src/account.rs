//! The account of a fictional department: what was received and spent, by item and source. Every total
//! that a table prints is computed from these leaves, so that the tables of one document always agree.

use crate::amount::Amount;
use crate::catalogue::{self, ECONOMIC};
use crate::projects::{Project, projects};

/// Which budget (四本预算 less social insurance) pays for an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fund {
    /// 一般公共预算
    General,
    /// 政府性基金预算
    Government,
    /// 国有资本经营预算
    StateCapital,
}

/// What distinguishes the account of one document from that of another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Profile {
    pub(crate) year: i32,
    /// 单位决算 of one subordinate unit, not 部门决算
    pub(crate) unit_level: bool,
    /// every figure of the sample account in thousandths
    pub(crate) scale: i64,
    /// with 政府性基金 and 国有资本经营 money
    pub(crate) funds: bool,
    /// amounts to the fen, for documents in 元
    pub(crate) fen: bool,
    /// with an item below zero (a refund of a former year's spending, 冲减)
    pub(crate) refund: bool,
}

/// One item (项, seven digits) with its money.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) code: &'static str,
    pub(crate) name: &'static str,
    pub(crate) fund: Fund,
    /// fiscal appropriation spent: 基本支出 and 项目支出
    pub(crate) basic: Amount,
    pub(crate) project: Amount,
    /// fiscal appropriation received and not spent in the year
    pub(crate) saved: Amount,
    /// 上级补助, 事业, 经营, 附属单位上缴, 其他收入
    pub(crate) other_income: [Amount; 5],
    /// spent from other income: 基本, 项目, 经营支出, 对附属单位补助支出
    pub(crate) other_spending: [Amount; 4],
}

impl Item {
    /// 财政拨款收入
    pub(crate) fn appropriation(&self) -> Amount {
        self.basic + self.project + self.saved
    }

    /// The columns of 收入决算表: total, appropriation and the five other sources.
    pub(crate) fn income(&self) -> [Amount; 7] {
        let [superior, institutional, operating, affiliate, other] = self.other_income;
        let total = self.appropriation() + self.other_income.into_iter().sum();
        [total, self.appropriation(), superior, institutional, operating, affiliate, other]
    }

    /// The columns of 支出决算表: total, 基本, 项目, 上缴上级, 经营, 对附属单位补助.
    pub(crate) fn expenditure(&self) -> [Amount; 6] {
        let [basic, project, operating, subsidy] = self.other_spending;
        let (basic, project) = (self.basic + basic, self.project + project);
        [basic + project + operating + subsidy, basic, project, Amount::ZERO, operating, subsidy]
    }

    /// Fiscal appropriation spent: total, 基本, 项目.
    pub(crate) fn fiscal(&self) -> [Amount; 3] {
        [self.basic + self.project, self.basic, self.project]
    }
}

/// A row of a table by functional classification: a class, group or item with its sums.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line<const N: usize> {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) amounts: [Amount; N],
}

/// 基本支出 by economic code.
#[derive(Clone, Debug)]
pub(crate) struct Economic {
    pub(crate) code: &'static str,
    pub(crate) name: &'static str,
    pub(crate) amount: Amount,
}

/// “三公”经费 of one column block.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ThreePublic {
    pub(crate) overseas: Amount,
    pub(crate) purchase: Amount,
    pub(crate) operation: Amount,
    pub(crate) reception: Amount,
}

impl ThreePublic {
    pub(crate) fn vehicles(&self) -> Amount {
        self.purchase + self.operation
    }

    /// total, 出国, 用车小计, 购置, 运行, 接待
    pub(crate) fn columns(&self) -> [Amount; 6] {
        let total = self.overseas + self.vehicles() + self.reception;
        [total, self.overseas, self.vehicles(), self.purchase, self.operation, self.reception]
    }
}

/// Everything that one document states.
#[derive(Clone, Debug)]
pub(crate) struct Account {
    pub(crate) profile: Profile,
    pub(crate) department: String,
    /// the units included in the accounts, the department's own first
    pub(crate) units: Vec<String>,
    pub(crate) items: Vec<Item>,
    /// 年初财政拨款结转和结余 of general budget, government funds, state capital
    pub(crate) fiscal_opening: [Amount; 3],
    pub(crate) other_opening: Amount,
    /// 使用非财政拨款结余
    pub(crate) surplus_used: Amount,
    /// 结余分配
    pub(crate) surplus_distributed: Amount,
    pub(crate) economic: Vec<Economic>,
    pub(crate) three_public_budget: ThreePublic,
    pub(crate) three_public: ThreePublic,
    /// 政府采购: 货物, 工程, 服务; to 中小企业; of these to 小微企业
    pub(crate) procurement: [Amount; 3],
    pub(crate) procurement_small: [Amount; 2],
    pub(crate) projects: Vec<Project>,
    /// the account of the year before, where there is one; else what the text says of it is invented
    pub(crate) prior: Option<Box<Account>>,
}

/// code, name, fund, basic, project, saved — hundredths of 万元.
const ITEMS: [(&str, &str, Fund, i64, i64, i64); 18] = [
    ("2080501", "行政单位离退休", Fund::General, 8_240, 0, 0),
    ("2080502", "事业单位离退休", Fund::General, 11_466, 0, 0),
    ("2080505", "机关事业单位基本养老保险缴费支出", Fund::General, 26_154, 0, 0),
    ("2080506", "机关事业单位职业年金缴费支出", Fund::General, 13_077, 0, 0),
    ("2101101", "行政单位医疗", Fund::General, 6_912, 0, 0),
    ("2101102", "事业单位医疗", Fund::General, 7_321, 0, 0),
    ("2110402", "农村环境保护", Fund::General, 0, 41_820, 1_180),
    ("2120816", "农业农村生态环境支出", Fund::Government, 0, 86_400, 3_750),
    ("2130212", "湿地保护", Fund::General, 0, 118_655, 3_245),
    ("2130301", "行政运行", Fund::General, 96_338, 0, 0),
    ("2130302", "一般行政管理事务", Fund::General, 0, 22_174, 0),
    ("2130304", "水利行业业务管理", Fund::General, 71_249, 15_008, 0),
    ("2130306", "水利工程运行与维护", Fund::General, 0, 268_931, 0),
    ("2130313", "水文测报", Fund::General, 14_520, 37_702, 0),
    ("2139999", "其他农林水支出", Fund::General, 0, -3_620, 0),
    ("2210201", "住房公积金", Fund::General, 30_721, 0, 0),
    ("2210203", "购房补贴", Fund::General, 18_236, 0, 0),
    ("2230105", "国有企业退休人员社会化管理补助支出", Fund::StateCapital, 0, 3_180, 0),
];

/// Money besides fiscal appropriation: code, income by source, spending by kind — hundredths of 万元.
const OTHER: [(&str, [i64; 5], [i64; 4]); 4] = [
    ("2110402", [2_500, 0, 0, 0, 0], [0, 2_500, 0, 0]),
    ("2130304", [0, 12_600, 0, 0, 900], [12_450, 0, 0, 0]),
    ("2130306", [0, 0, 3_300, 0, 0], [0, 0, 3_120, 0]),
    ("2130313", [0, 0, 0, 760, 8_140], [0, 8_415, 0, 500]),
];

impl Account {
    pub(crate) fn new(profile: Profile) -> Self {
        let money = |hundredths: i64, salt: i64| {
            let whole = Amount::fen(hundredths * 10_000).per_mille(profile.scale);
            let fen = if profile.fen && hundredths != 0 { salt * 7_919 % 9_973 } else { 0 };
            whole + Amount::fen(fen)
        };
        let items: Vec<Item> = ITEMS
            .iter()
            .enumerate()
            .filter(|(_, item)| profile.funds || item.2 == Fund::General)
            .filter(|(_, item)| profile.refund || item.4 >= 0)
            .map(|(index, &(code, name, fund, basic, project, saved))| {
                let salt = index as i64 * 10;
                let other = OTHER.iter().find(|other| other.0 == code);
                Item {
                    code,
                    name,
                    fund,
                    basic: money(basic, salt + 1),
                    project: money(project, salt + 2),
                    saved: money(saved, salt + 3),
                    other_income: other.map_or([0; 5], |other| other.1).map(|amount| money(amount, salt + 4)),
                    other_spending: other.map_or([0; 4], |other| other.2).map(|amount| money(amount, salt + 5)),
                }
            })
            .collect();
        let economic = economic(&items, money);
        let reception = economic.iter().find(|economic| economic.code == "30217").map(|economic| economic.amount);
        let fund = |amount: i64| if profile.funds { money(amount, 6) } else { Amount::ZERO };
        let bureau = "澜川市河湖湿地管理局";
        let units = ["澜川市水文监测站", "澜川市湿地保护中心"].map(str::to_owned);
        Account {
            profile,
            department: if profile.unit_level { units[0].clone() } else { bureau.to_owned() },
            economic,
            units: if profile.unit_level {
                vec![units[0].clone()]
            } else {
                [format!("{bureau}本级")].into_iter().chain(units).collect()
            },
            items,
            fiscal_opening: [money(3_905, 7), fund(1_200), Amount::ZERO],
            other_opening: money(2_040, 8),
            surplus_used: money(300, 9),
            surplus_distributed: money(120, 10),
            three_public_budget: ThreePublic {
                overseas: money(600, 0),
                purchase: money(1_800, 0),
                operation: money(2_400, 0),
                reception: money(450, 0),
            },
            three_public: ThreePublic {
                overseas: Amount::ZERO,
                purchase: money(1_750, 0),
                operation: money(2_196, 0),
                reception: reception.unwrap_or_default(),
            },
            procurement: [money(38_206, 0), money(91_460, 0), money(54_731, 0)],
            procurement_small: [money(120_415, 0), money(66_902, 0)],
            projects: projects(bureau, profile),
            prior: None,
        }
    }

    /// Items of one fund.
    pub(crate) fn of_fund(&self, fund: Fund) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |item| item.fund == fund)
    }

    /// Sum over all items.
    pub(crate) fn sum<const N: usize>(&self, amounts: impl Fn(&Item) -> [Amount; N]) -> [Amount; N] {
        sum(self.items.iter().map(amounts))
    }

    /// Fiscal money by fund: opening, income, spent (total, basic, project), closing.
    pub(crate) fn fund_account(&self, fund: Fund) -> [Amount; 6] {
        let opening = self.fiscal_opening[fund as usize];
        let income: Amount = self.of_fund(fund).map(Item::appropriation).sum();
        let [total, basic, project] = sum(self.of_fund(fund).map(Item::fiscal));
        [opening, income, total, basic, project, opening + income - total]
    }

    /// 年初结转和结余 of all money.
    pub(crate) fn opening(&self) -> Amount {
        self.other_opening + self.fiscal_opening.into_iter().sum()
    }

    /// 年末结转和结余 of all money.
    pub(crate) fn closing(&self) -> Amount {
        let [income, ..] = self.sum(Item::income);
        let [spent, ..] = self.sum(Item::expenditure);
        income + self.surplus_used + self.opening() - spent - self.surplus_distributed
    }

    /// 总计 of 收入支出决算总表.
    pub(crate) fn grand_total(&self) -> Amount {
        let [income, ..] = self.sum(Item::income);
        income + self.surplus_used + self.opening()
    }

    /// Sum of one column of one functional class (three digits).
    pub(crate) fn of_class(&self, class: &str, amount: impl Fn(&Item) -> Amount) -> Amount {
        self.items.iter().filter(|item| item.code.starts_with(class)).map(amount).sum()
    }

    /// 人员经费合计 (301, 303) or 公用经费合计 (the rest).
    pub(crate) fn economic_total(&self, personnel: bool) -> Amount {
        self.economic.iter().filter(|e| e.code.len() == 5 && is_personnel(e.code) == personnel).map(|e| e.amount).sum()
    }

    /// What a figure was in the year before: that of the account of that year, else invented, fixed by `salt`.
    pub(crate) fn before(&self, salt: i64, figure: impl Fn(&Account) -> Amount) -> Amount {
        match &self.prior {
            Some(prior) => figure(prior),
            None => self.compared(figure(self), salt),
        }
    }

    /// What the same figure was in the year before or in the first budget: invented, but fixed by `salt`.
    pub(crate) fn compared(&self, amount: Amount, salt: i64) -> Amount {
        amount.per_mille(870 + salt * 37 % 211)
    }
}

/// 301 and 303 are 人员经费, everything else 公用经费.
pub(crate) fn is_personnel(code: &str) -> bool {
    code.starts_with("301") || code.starts_with("303")
}

/// Class, group and item rows with their sums, in the order of the codes.
pub(crate) fn lines<'a, const N: usize>(
    items: impl Iterator<Item = &'a Item>,
    amounts: impl Fn(&Item) -> [Amount; N],
) -> Vec<Line<N>> {
    let items: Vec<&Item> = items.filter(|item| amounts(item).iter().any(|amount| !amount.is_zero())).collect();
    let mut lines: Vec<Line<N>> = Vec::new();
    for item in &items {
        for digits in [3, 5] {
            let code = &item.code[..digits];
            if !lines.iter().any(|line| line.code == code) {
                let inside = items.iter().filter(|item| item.code.starts_with(code));
                let amounts = sum(inside.map(|item| amounts(item)));
                lines.push(Line { code: code.to_owned(), name: catalogue::name_of(code).to_owned(), amounts });
            }
        }
        lines.push(Line { code: item.code.to_owned(), name: item.name.to_owned(), amounts: amounts(item) });
    }
    lines
}

fn sum<const N: usize>(rows: impl Iterator<Item = [Amount; N]>) -> [Amount; N] {
    rows.fold([Amount::ZERO; N], |total, row| std::array::from_fn(|column| total[column] + row[column]))
}

/// The economic table: 30101 takes what the other codes leave of the general budget's 基本支出, and the
/// three-digit codes are the sums of their five-digit ones.
fn economic(items: &[Item], money: impl Fn(i64, i64) -> Amount) -> Vec<Economic> {
    let basic: Amount = items.iter().filter(|item| item.fund == Fund::General).map(|item| item.basic).sum();
    let mut codes: Vec<Economic> = ECONOMIC
        .iter()
        .zip(0..)
        .map(|(&(code, name, amount), salt)| Economic { code, name, amount: money(amount, salt) })
        .collect();
    let rest = basic - codes.iter().map(|economic| economic.amount).sum();
    if let Some(salary) = codes.iter_mut().find(|economic| economic.code == "30101") {
        salary.amount = rest;
    }
    let leaves = codes.clone();
    for parent in codes.iter_mut().filter(|economic| economic.code.len() == 3) {
        parent.amount = leaves
            .iter()
            .filter(|leaf| leaf.code.len() == 5 && leaf.code.starts_with(parent.code))
            .map(|leaf| leaf.amount)
            .sum();
    }
    codes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::amount::Unit;

    fn accounts() -> Vec<Account> {
        let mut accounts = Vec::new();
        for scale in [310, 1000, 1467] {
            for (funds, fen, refund) in [(true, false, false), (false, false, false), (true, true, true)] {
                accounts.push(Account::new(Profile { year: 2023, unit_level: false, scale, funds, fen, refund }));
            }
        }
        accounts
    }

    #[test]
    fn income_and_balances_equal_spending_and_balances() {
        for account in accounts() {
            let [spent, ..] = account.sum(Item::expenditure);
            assert_eq!(account.grand_total(), spent + account.surplus_distributed + account.closing());
            let fiscal: Amount = [Fund::General, Fund::Government, Fund::StateCapital]
                .into_iter()
                .map(|fund| account.fund_account(fund)[5])
                .sum();
            assert!(fiscal >= Amount::ZERO && account.closing() >= fiscal, "closing balances are not below zero");
        }
    }

    #[test]
    fn every_parent_line_is_the_sum_of_its_children() {
        for account in accounts() {
            let lines = lines(account.items.iter(), Item::expenditure);
            for parent in lines.iter().filter(|line| line.code.len() < 7) {
                let digits = if parent.code.len() == 3 { 5 } else { 7 };
                let children = lines.iter().filter(|l| l.code.len() == digits && l.code.starts_with(&parent.code));
                assert_eq!(sum(children.map(|line| line.amounts)), parent.amounts, "{}", parent.code);
                assert!(!parent.name.is_empty(), "{} has no name", parent.code);
            }
            let classes = lines.iter().filter(|line| line.code.len() == 3).map(|line| line.amounts);
            assert_eq!(sum(classes), account.sum(Item::expenditure));
        }
    }

    #[test]
    fn economic_codes_add_to_the_basic_expenditure_of_the_general_budget() {
        for account in accounts() {
            let basic = account.fund_account(Fund::General)[3];
            assert_eq!(account.economic_total(true) + account.economic_total(false), basic);
            assert!(account.economic.iter().all(|economic| economic.amount >= Amount::ZERO));
        }
    }

    #[test]
    fn three_public_covers_what_the_economic_codes_hold_of_it() {
        for account in accounts() {
            let of = |code| account.economic.iter().find(|e| e.code == code).map_or(Amount::ZERO, |e| e.amount);
            assert!(of("30212") <= account.three_public.overseas);
            assert!(of("30231") <= account.three_public.operation);
            assert!(of("31013") <= account.three_public.purchase);
            assert!(of("30217") <= account.three_public.reception);
        }
    }

    #[test]
    fn amounts_print_exactly_unless_the_account_is_in_fen() {
        for account in accounts().into_iter().filter(|account| !account.profile.fen) {
            let [income, ..] = account.sum(Item::income);
            let printed = account.items.iter().map(|item| item.income()[0].in_unit(Unit::TenThousandYuan));
            assert_eq!(printed.sum::<rust_decimal::Decimal>(), income.in_unit(Unit::TenThousandYuan));
        }
    }
}
