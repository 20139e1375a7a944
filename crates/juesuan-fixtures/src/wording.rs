//! The narrative part (决算情况说明) of an account, every sentence computed from its figures. Two wordings:
//! Shenzhen's and the ministry's outline.

use crate::account::{Account, Fund, Item, lines};
use crate::amount::Amount;
use crate::flow::Block;
use crate::house::Wording;
use crate::narrator::Narrator;
use crate::truth::Truth;

/// The third part (第三部分) in the wording of the house.
pub(crate) fn narrative(account: &Account, truth: &mut Truth, wording: Wording) -> Vec<Block> {
    let mut narrator = Narrator::new(account, truth, wording);
    match wording {
        Wording::Shenzhen => shenzhen(&mut narrator),
        Wording::Ministry => ministry(&mut narrator),
    }
    narrator.blocks
}

const THREE_PUBLIC: [&str; 6] = [
    "“三公”经费财政拨款支出",
    "因公出国（境）费支出",
    "公务用车购置及运行维护费支出",
    "公务用车购置支出",
    "公务用车运行维护费支出",
    "公务接待费支出",
];

const REASONS: [&str; 4] = [
    "汛期险工除险任务较上年调整",
    "在职人员正常晋级晋档及缴费基数调整",
    "湿地修复地块分批移交，按工程进度支付",
    "落实过紧日子要求，压减一般性支出",
];

fn shenzhen(narrator: &mut Narrator) {
    let account = narrator.account;
    let (year, department) = (account.profile.year, &account.department[..]);
    narrator.section(&format!("一、{year}年度收入支出决算总体情况说明"));
    narrator.subsection("（一）年度收入总体情况");
    let [received, ..] = account.sum(Item::income);
    narrator.say(&format!("{department}{year}年度总收入"));
    narrator.amount("总收入", account.grand_total());
    narrator.say("，其中本年收入");
    narrator.amount("本年收入", received);
    narrator.say("。具体情况如下：");
    narrator.end();
    numbered_changes(narrator, sources, 11);
    narrator.subsection("（二）年度支出总体情况");
    let [spent, ..] = account.sum(Item::expenditure);
    narrator.say(&format!("{department}{year}年度总支出"));
    narrator.amount("总支出", account.grand_total());
    narrator.say("，其中本年支出");
    narrator.amount("本年支出", spent);
    narrator.say("。具体情况如下：");
    narrator.end();
    numbered_changes(narrator, kinds, 23);

    narrator.section(&format!("二、{year}年度财政拨款“三公”经费支出决算情况说明"));
    narrator.subsection("（一）“三公”经费财政拨款支出决算总体情况说明");
    narrator.say(&format!("{department}{year}年度"));
    let (spent, budget) = (account.three_public.columns(), account.three_public_budget.columns());
    for (at, subject) in THREE_PUBLIC.iter().enumerate() {
        let prior = account.before(at as i64 + 41, |account| account.three_public.columns()[at]);
        narrator.say(&format!("{subject}决算为"));
        narrator.against_adjusted_and_prior(subject, spent[at], budget[at], prior);
        narrator.say(match at {
            0 => "。其中：",
            5 => "。",
            _ => "；",
        });
    }
    narrator.end();
    three_public_details(narrator);
    other_matters(narrator, "三");
}

/// The income by source.
fn sources(account: &Account) -> [(&'static str, Amount); 8] {
    let [_, _, superior, institutional, operating, affiliate, other] = account.sum(Item::income);
    let fund = |fund| account.fund_account(fund)[1];
    [
        ("一般公共预算财政拨款收入", fund(Fund::General)),
        ("政府性基金预算财政拨款收入", fund(Fund::Government)),
        ("国有资本经营预算财政拨款收入", fund(Fund::StateCapital)),
        ("上级补助收入", superior),
        ("事业收入", institutional),
        ("经营收入", operating),
        ("附属单位上缴收入", affiliate),
        ("其他收入", other),
    ]
}

/// The expenditure by kind.
fn kinds(account: &Account) -> [(&'static str, Amount); 5] {
    let [_, basic, project, superior, operating, subsidy] = account.sum(Item::expenditure);
    [
        ("基本支出", basic),
        ("项目支出", project),
        ("上缴上级支出", superior),
        ("经营支出", operating),
        ("对附属单位补助支出", subsidy),
    ]
}

/// `1. 事业收入…，比上年决算数…，主要变动情况：…。`
fn numbered_changes<const N: usize>(
    narrator: &mut Narrator,
    amounts: fn(&Account) -> [(&'static str, Amount); N],
    salt: i64,
) {
    let account = narrator.account;
    for (number, (at, (subject, amount))) in (1..).zip(amounts(account).into_iter().enumerate()) {
        narrator.say(&format!("{number}. {subject}"));
        let prior = account.before(salt + number, |account| amounts(account)[at].1);
        narrator.against_prior(subject, amount, prior);
        if prior != amount {
            narrator.say(&format!("，主要变动情况：{}", REASONS[number as usize % REASONS.len()]));
        }
        narrator.say("。");
        narrator.end();
    }
}

/// （二）“三公” in detail: shares and counts.
fn three_public_details(narrator: &mut Narrator) {
    let account = narrator.account;
    let spent = account.three_public;
    let [total, overseas, vehicles, ..] = spent.columns();
    narrator.subsection("（二）“三公”经费财政拨款支出决算具体情况说明");
    narrator.say(&format!("{}年度“三公”经费财政拨款支出决算中，因公出国（境）费支出", account.profile.year));
    narrator.share("因公出国（境）费支出", overseas, total, "");
    narrator.say("；公务用车购置及运行维护费支出");
    narrator.share("公务用车购置及运行维护费支出", vehicles, total, "");
    narrator.say("；公务接待费支出");
    narrator.share("公务接待费支出", spent.reception, total, "");
    narrator.say("。具体情况如下：");
    narrator.end();
    narrator.say("1. 因公出国（境）费支出");
    narrator.amount("因公出国（境）费支出", overseas);
    narrator.say("。全年安排因公出国（境）团组0个、累计0人次。");
    narrator.end();
    narrator.say("2. 公务用车购置支出");
    narrator.amount("公务用车购置支出", spent.purchase);
    narrator.say("，全年购置公务用车1辆；公务用车运行维护费支出");
    narrator.amount("公务用车运行维护费支出", spent.operation);
    narrator.say("，公务用车保有量为9辆，主要用于堤防巡查和水文应急监测。");
    narrator.end();
    narrator.say("3. 公务接待费支出");
    narrator.amount("公务接待费支出", spent.reception);
    narrator.say("，主要用于流域协作调研接待。全年国内公务接待14批次、117人次。");
    narrator.end();
}

/// 机关运行经费, 政府采购, 国有资产占用, 预算绩效管理.
fn other_matters(narrator: &mut Narrator, number: &str) {
    let account = narrator.account;
    let year = account.profile.year;
    narrator.section(&format!("{number}、其他重要事项的情况说明"));
    narrator.subsection("（一）机关运行经费支出情况");
    let running = |account: &Account| account.economic_total(false).per_mille(620);
    narrator.say(&format!("{year}年度本部门机关运行经费支出"));
    narrator.against_prior("机关运行经费支出", running(account), account.before(61, running));
    narrator.say(&format!("。主要增减变动情况是：{}。", REASONS[3]));
    narrator.end();

    narrator.subsection("（二）政府采购支出情况");
    let total: Amount = account.procurement.into_iter().sum();
    let [small, micro] = account.procurement_small;
    narrator.say(&format!("{year}年度本部门政府采购支出总额"));
    narrator.amount("政府采购支出总额", total);
    for (kind, (lead, amount)) in
        ["货物", "工程", "服务"].iter().zip(["，其中：", "、", "、"].iter().zip(account.procurement))
    {
        narrator.say(&format!("{lead}政府采购{kind}支出"));
        narrator.amount(&format!("政府采购{kind}支出"), amount);
    }
    narrator.say("。授予中小企业合同金额");
    narrator.share("授予中小企业合同金额", small, total, "政府采购支出总额的");
    narrator.say("，其中：授予小微企业合同金额");
    narrator.share("授予小微企业合同金额", micro, small, "授予中小企业合同金额的");
    narrator.say("。");
    narrator.end();

    narrator.subsection("（三）国有资产占用情况");
    narrator.say(&format!(
        "截至{year}年12月31日，本部门共有车辆9辆，其中，应急保障用车2辆、特种专业技术用车6辆、其他用车1辆，其他用车主要是水文测验车。单位价值100万元以上的设备（不含车辆）3台（套）。"
    ));
    narrator.end();

    narrator.subsection("（四）预算绩效管理工作开展情况");
    let executed: Amount = account.projects.iter().map(|project| project.total()[2]).sum();
    narrator.say(&format!("本部门组织对{year}年度{}个项目支出开展绩效自评，共涉及资金", account.projects.len()));
    narrator.amount("绩效自评涉及资金", executed);
    narrator.say("。");
    narrator.end();
    for project in &account.projects {
        let [_, adjusted, executed] = project.total();
        let subject = format!("{}项目", project.name);
        narrator.say(&format!("{subject}绩效自评综述："));
        narrator.execution(&subject, executed, adjusted);
        let (problem, measure) = (project.problem, project.measure);
        let result = project.result.trim_end_matches('。');
        narrator.say(&format!(
            "。项目绩效目标完成情况与效益主要是：{result}。发现的问题及原因主要是：{problem}。下一步改进措施主要是：{measure}。"
        ));
        narrator.end();
    }
}

fn ministry(narrator: &mut Narrator) {
    let account = narrator.account;
    let (year, department) = (account.profile.year, &account.department[..]);
    narrator.section("一、收入支出决算总体情况说明");
    narrator.say(&format!("{department}{year}年度收入支出总计"));
    let total = account.grand_total();
    narrator.against_prior("收入支出总计", total, account.before(5, Account::grand_total));
    narrator.say(&format!("。主要原因：{}。", REASONS[0]));
    narrator.end();

    narrator.section("二、收入决算情况说明");
    let names = ["财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"];
    shares(narrator, "本年收入合计", account.sum(Item::income), &names);
    narrator.section("三、支出决算情况说明");
    let names = ["基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"];
    shares(narrator, "本年支出合计", account.sum(Item::expenditure), &names);

    narrator.section("四、一般公共预算财政拨款支出决算情况说明");
    let [_, _, spent, basic, ..] = account.fund_account(Fund::General);
    narrator.subsection("（一）一般公共预算财政拨款支出决算总体情况");
    narrator.say(&format!("{year}年度一般公共预算财政拨款支出"));
    let prior = account.before(9, |account| account.fund_account(Fund::General)[2]);
    narrator.against_prior("一般公共预算财政拨款支出", spent, prior);
    narrator.say(&format!("。主要原因：{}。", REASONS[1]));
    narrator.end();
    narrator.subsection("（二）一般公共预算财政拨款支出决算具体情况");
    let budgeted = lines(account.of_fund(Fund::General), Item::fiscal);
    for (number, line) in (1..).zip(budgeted.iter().filter(|line| line.code.len() == 7)) {
        let name = |digits| crate::catalogue::name_of(&line.code[..digits]);
        let subject = format!("{}（类）{}（款）{}（项）", name(3), name(5), line.name);
        narrator.say(&format!("{number}、{subject}。"));
        let reason = REASONS[number as usize % REASONS.len()];
        narrator.against_initial(&subject, line.amounts[0], account.compared(line.amounts[0], number), reason);
        narrator.end();
    }
    narrator.section("五、一般公共预算财政拨款基本支出决算情况说明");
    narrator.say("一般公共预算财政拨款基本支出");
    narrator.amount("一般公共预算财政拨款基本支出", basic);
    narrator.say("。其中：人员经费");
    narrator.amount("人员经费", account.economic_total(true));
    narrator.say("；公用经费");
    narrator.amount("公用经费", account.economic_total(false));
    narrator.say("。");
    narrator.end();

    narrator.section("六、财政拨款“三公”经费支出决算情况说明");
    narrator.subsection("（一）“三公”经费财政拨款支出决算总体情况说明");
    let (spent, budget) = (account.three_public.columns()[0], account.three_public_budget.columns()[0]);
    narrator.say(&format!("{year}年度{}", THREE_PUBLIC[0]));
    narrator.against_initial(THREE_PUBLIC[0], spent, budget, REASONS[3]);
    narrator.end();
    three_public_details(narrator);
    for (number, fund, name) in
        [("七", Fund::Government, "政府性基金预算"), ("八", Fund::StateCapital, "国有资本经营预算")]
    {
        narrator.section(&format!("{number}、{name}财政拨款收入支出决算情况说明"));
        let [_, income, spent, ..] = account.fund_account(fund);
        if income.is_zero() {
            narrator.say(&format!("{department}{year}年度无{name}财政拨款收入和支出。"));
        } else {
            narrator.say(&format!("{year}年度{name}财政拨款本年收入"));
            narrator.amount(&format!("{name}财政拨款本年收入"), income);
            narrator.say("，本年支出");
            narrator.amount("本年支出", spent);
            narrator.say("。");
        }
        narrator.end();
    }
    other_matters(narrator, "九");
}

/// `本年收入合计X万元，其中：财政拨款收入Y万元，占Z%；…。` leaving out what is nothing.
fn shares<const N: usize>(narrator: &mut Narrator, whole: &str, amounts: [Amount; N], names: &[&str]) {
    narrator.say(whole);
    narrator.amount(whole, amounts[0]);
    let mut lead = "，其中：";
    for (name, amount) in names.iter().zip(&amounts[1..]).filter(|(_, amount)| !amount.is_zero()) {
        narrator.say(&format!("{lead}{name}"));
        narrator.share(name, *amount, amounts[0], "");
        lead = "；";
    }
    narrator.say("。");
    narrator.end();
}
