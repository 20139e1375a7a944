//! The words and patterns of narratives, in scanned form (see [`Plain`](super::plain::Plain)): the one place to add a wording.

use std::sync::LazyLock;

use super::wording::{Wording, often, rarely};

/// Last words of headings that may stand in one paragraph with their text.
pub(super) const HEADING_ENDS: &[&str] = &["情况", "说明", "分析", "结果", "概况"];

/// What the amounts of an account are of, before the amount.
pub(super) const ACCOUNT_ITEMS: &[&str] =
    &["收入", "支出", "结转", "结余", "经费", "拨款", "费", "预算", "决算", "基金", "总计", "收支"];

/// Between a number and its unit, or inside the unit: about so much (`9800多万元`, `9800万余元`).
pub(super) const ABOUT: &[char] = &['多', '余'];

/// The same before the number (`近9800万元`).
pub(super) const ABOUT_BEFORE: &[&str] = &["大约为", "约为", "大约", "将近", "接近", "约", "近", "逾"];
/// Behind one of these, 约 and 近 end a word that says something else (`节约3万元`, `最近3万元`).
pub(super) const NOT_ABOUT: &[char] =
    &['节', '合', '违', '契', '条', '预', '公', '集', '简', '制', '附', '最', '靠', '临', '新'];

/// The same behind the unit.
pub(super) const ABOUT_AFTER: &[&str] = &["左右", "上下"];

/// After a number: a date, a duration, a measure. No amount and no count.
pub(super) const DATE_UNITS: &[&str] = &[
    "年",
    "月",
    "日",
    "时",
    "号",
    "个月",
    "个百分点",
    "个工作日",
    "百分点",
    "天",
    "周",
    "小时",
    "分钟",
    "岁",
    "分别",
    "分之",
    "平方米",
    "公里",
    "米",
    "人民币",
    "人均",
    "次全",
    "次会",
    "倍",
    "亩",
    "公顷",
    "吨",
];

/// Between the years of a list.
pub(super) const BETWEEN_YEARS: &[&str] = &["、", "和", "与", "及", "以及", "，", ","];

/// Between the first and the last year of a span.
pub(super) const THROUGH_YEARS: &[&str] = &["至", "到", "-", "—", "–", "~", "～"];

/// Words for several years that name none of them (`近三年`, `五年来`): what stands between, and around them.
pub(super) const SOME_YEARS: &[(&str, &str)] =
    &[("近", "年"), ("前", "年"), ("过去", "年"), ("", "年来"), ("", "个年度")];

/// The same in one word.
pub(super) const ALL_YEARS: &[&str] = &["历年", "各年", "逐年", "历次年度"];

/// How many years they are.
pub(super) const YEARS_COUNTED: &str = "一二两三四五六七八九十几数0123456789";

/// Items of an account besides the functional classes, as keys.
pub(super) const STATED_ITEMS: &[&str] = &[
    "财政拨款收入",
    "事业收入",
    "经营收入",
    "其他收入",
    "上级补助收入",
    "附属单位上缴收入",
    "本年收入",
    "收入合计",
    "收入总计",
    "本年支出",
    "支出合计",
    "支出总计",
    "基本支出",
    "项目支出",
    "经营支出",
    "上缴上级支出",
    "人员经费",
    "公用经费",
    "公务接待费",
    "公务用车购置费",
    "公务用车运行维护费",
    "会议费",
    "培训费",
];

/// Words of no item that an account uses alone.
pub(super) const ITEMS_ALONE: &[&str] = &["收入", "支出", "经费"];

/// Words that say how something changed, and are no name of it.
pub(super) const CHANGE_WORDS: &[&str] = &["增加", "减少", "增长", "下降", "上升", "降低", "持平"];

/// Boxes to tick that are not ticked.
pub(super) const OPEN_BOXES: &[char] = &['□', '☐', '▢', '◻', '▫'];

/// Those that are.
pub(super) const TICKED_BOXES: &[char] = &['■', '☑', '☒', '▣', '◼', '√', '✓', '✔'];

/// Words of options. Of an option that is not ticked, and behind which no other stands, no more than these goes away.
pub(super) const OPTIONS: &[&str] =
    &["增加", "减少", "增长", "下降", "上升", "降低", "提高", "持平", "大于", "小于", "等于", "是", "否", "有", "无"];

/// Before a number: a percentage (`百分之8.5`).
pub(super) const PERCENT_BEFORE: &str = "百分之";

/// Before the budget or the year that something is compared with, and what leads to how far it was used.
pub(super) const COMPARING: &[&str] = &[
    "与",
    "同",
    "比",
    "较",
    "相较于",
    "对比",
    "之",
    "未超出",
    "未超过",
    "没有超出",
    "没有超过",
    "不超出",
    "完成了",
    "完成",
    "只用了",
    "用了",
    "占",
    "为",
    "达到",
    "达",
];

/// Ends of words that say that nothing was spent, before the sum that says so again (`拨款未发生支出，支出为0.00万元`).
pub(super) const NOT_SPENT: &[&str] =
    &["未发生支出", "没有发生支出", "未安排支出", "没有支出", "无支出", "未发生", "没有发生", "未安排", "没有安排"];

/// Words of a sum that name nothing: what stands before the comma or the bracket in front of them is what they sum.
pub(super) const SUMS_ALONE: &[&str] = &["合计", "共计", "总计", "累计", "总额", "总共"];

/// Words of a sum that are of the things counted right before them (`处置车辆2辆，账面原值3.00万元`).
pub(super) const SUMS_OF_COUNTED: &[&str] = &["金额", "资金", "总额", "账面原值", "账面净值", "原值", "净值", "价值"];

/// Before an amount that was stated already.
pub(super) const THIS: &str = "这";

/// Between an amount and what it is: `这3.00万元全部是接待费`.
pub(super) const IS_ALL: &[&str] = &["全部为", "全部是", "全为", "全是", "均为", "均是", "都是", "为", "是", "系"];

/// Words that say the amount before them again, in other words (`66万8200元，即66.82万元`).
pub(super) const SAID_AGAIN: &[&str] = &["即", "计", "折合", "约合"];

/// Words of a sum that are of what stands before the colon in front of them (`政府采购：合同总额3.00万元`).
pub(super) const SUMS_OF_LEAD: &[&str] = &[
    "总额",
    "支出总额",
    "收入总额",
    "合同总额",
    "合同金额",
    "采购总额",
    "金额",
    "开支",
    "支出",
    "实际支出",
    "开支总额",
    "账面原值",
];

/// What an amount without a name is used for begins so.
pub(super) const USED_FOR: &str = "用于";

/// What goes on behind a classification item without a mark, and says no amount.
pub(super) const ITEM_EXPLAINED: &[&str] = &["主要", "用于", "反映", "指"];

/// Flows without a name: what was counted or done before says of what.
pub(super) const BARE_FLOWS: &[&str] = &["支出", "费用", "共支出", "支付"];

/// Ends of words before a colon or a bracket that lead to a list or an explanation, and name nothing.
pub(super) const LEADS_TO_LIST: &[&str] = &[
    "如下", "为", "是", "情况", "其中", "包括", "分别", "方面", "原因", "说明", "用于", "工作", "来源", "组成", "构成",
];

/// Means: their 均 is no word after a subject.
pub(super) const MEANS: &[&str] = &["人均", "户均", "平均", "年均", "月均", "日均", "车均"];

/// After an amount: it is a threshold, not an amount spent.
pub(super) const THRESHOLD_ENDS: &[&str] =
    &["(含)以上", "(含)以下", "(含)及以上", "(不含)以上", "(不含)以下", "及以上", "以上", "以下", "以内", "(含)"];

/// Before an amount: it is a threshold, too.
pub(super) const THRESHOLD_STARTS: &[&str] =
    &["超过", "低于", "高于", "不少于", "大于", "小于", "不足", "起点为", "标准为", "限额为"];

/// Before a unit that is declared.
const COIN: &str = "(?:人民币)?“?";

const YEAR: &str = r"(?:[0-9]{2,4}年度?)";

/// A budget as a noun, in groups by kind.
const BUDGET: &str = concat!(
    r"(?:(?P<initial>(?:[0-9]{4})?年初(?:部门|安排|核定|批复|下达)?(?:预算|预期|计划)(?:安排|批复)?数?)",
    r"|(?P<adjusted>(?:年中)?(?:全年预算?|调整后?(?:的|全年)?预算|调整后|年度预算|预算调整)数?)",
    r"|(?P<generic>(?:支出)?预算(?:安排)?数?))"
);

/// The year before as a noun.
const PRIOR: &str = r"(?:上一?年度?|上一度|去年|上期)(?:同期|实际|末|底)?(?:支出|收入|总)?(?:决算|执行|完成)?数?";

macro_rules! wordings {
    ($($(#[$doc:meta])* $name:ident $often:ident needs $needs:expr => $pattern:expr;)*) => {
        $($(#[$doc])* pub(super) static $name: Wording =
            Wording { needs: &$needs, pattern: LazyLock::new(|| $often(&$pattern)) };)*

        #[cfg(test)]
        const ALL: &[(&str, &Wording)] = &[$((stringify!($name), &$name)),*];
    };
}

const INCREASE: &str = "净增加|净增|增加|增长|上升|上涨|上浮|攀升|扩大|提高|增多|增支|增收|增速|涨幅|超支|超出|增幅|多支出|多支|多花|多出|多用";
const DECREASE: &str = "净减少|净减|减少|下降|下滑|下浮|下调|回落|降低|减支|减收|压减|压降|压缩|节约|节省|节支|缩减|降幅|减幅|少支出|少支|少花|少用";

wordings! {
    /// `比上年决算数`, `与2023年度相比`, `较年初预算数`, `同比`: what is compared with.
    COMPARED_WITH often needs ["比", "较", "与", "同"] => format!(
        r"同比|(?:与|同|比|较|对比|相比|相较于?)之?(?:{YEAR}?(?:当年|本年|部门)?(?:{BUDGET}|(?P<start>(?:[0-9]{{4}})?年初))|(?P<prior>{PRIOR}|{YEAR}(?:同期|实际|末|底)?(?:支出|收入|总)?(?:决算|执行|完成)?数?|20[0-9]{{2}}(?:支出|收入|总)?决算数?))(?:相比较?|对比|比较|比)?"
    );
    /// `大于年初预算数`, `小于上年决算数`: a comparison of two named amounts.
    SIZED_AGAINST rarely needs ["于", "超"] => format!(
        r"(?:(?P<greater>大于|高于|超过|多于|超出)|(?P<less>小于|低于|少于)|(?P<equal>等于))(?:{YEAR}?(?:当年|本年)?{BUDGET}|(?P<prior>{PRIOR}|{YEAR}(?:支出|收入|总)?(?:决算|执行|完成)数?))"
    );
    /// The direction with which a lead to a change or a rate ends; `other` is the template's other choice.
    DIRECTION often needs ["增", "减", "升", "降", "涨", "下滑", "浮", "下调", "扩大", "回落", "提高", "超", "缩", "节", "多", "少"] => format!(
        r"(?:各|共|分别|有所|略有|均|双双|同步)?(?:(?P<increase>{INCREASE})|(?P<decrease>{DECREASE}))(?P<other>[(/](?:{INCREASE}|{DECREASE})\)?)?(?:了|率|额|幅度|比例)?(?:为|约|近|达|超过?|逾)?$"
    );
    /// A change told verb first: `减少会议费20万元`.
    DIRECTION_FIRST rarely needs ["增加", "减少", "压", "节约"] => format!(r"^(?:(?P<increase>增加)|(?P<decrease>减少|压减|压缩|节约))了?(?P<noun>.+)$");
    /// `增加到2024年的`, `下降至`: up to the amount that was reached.
    REACHED rarely needs ["到", "至"] => format!(r"(?:(?P<increase>{INCREASE}|增|升)|(?P<decrease>{DECREASE}|减|降))(?:到|至)了?(?:{YEAR})?(?:的|决算|实际)*$");
    /// `由2023年的`, `从上年的`: up to the amount that it was before.
    STARTED_FROM rarely needs ["由", "从"] => format!(r"(?:由|从)(?:{PRIOR}|{YEAR})(?:的|决算|实际|同期)*$");
    /// What follows the amount from which something came to another: `由3.00万元降至2.00万元`.
    CAME_TO rarely needs ["到", "至"] => format!(r"^(?:{INCREASE}|{DECREASE}|增|升|减|降)(?:到|至)");
    /// No difference.
    FLAT often needs ["不增不减", "持平", "一致", "相同", "相等", "一样", "相当", "变", "差异", "增减", "增长"] => r"(?:基本|保持|均)*(?:持平|一致|相同|相等|一样|相当|(?:无|没有|未)(?:发生)?(?:增减)?变[化动]|(?:无|没有|零)增[减长]|不变|不增不减|无差异|没有差异)(?:的)?$";
    /// `预决算`, `预算数与决算数`: both sides of a comparison, before the word that says that they are equal.
    BOTH_ACCOUNTS rarely needs ["预"] => r"(?:预[、,]?决算|预算(?:支出)?数?(?:与|和|同|、)(?:支出)?决算)数?$";
    /// A budget that says which one it is.
    NAMED_BUDGET often needs ["预"] => BUDGET;
    /// How far a budget was used, up to the percentage or up to the budget's amount.
    COMPLETED often needs ["完成", "预", "年初", "计划", "执行"] => format!(
        r"(?:完成|只?用|为|占|达到?)了?{YEAR}?(?:当年|本年)?(?:{BUDGET}|(?P<start>年初|计划))的?(?:比例为|比重为)?$|(?P<only>完成)(?:了|比例为|的)?$|(?:预算)?(?:支出)?(?:完成|执行)(?:率|进度|比例)(?:为|是|达到?|约|超过?|逾)?$"
    );
    /// After the budget's amount, up to the percentage.
    COMPLETED_OF often needs [] => r"^的?(?:比例为)?$";
    /// What follows is a reason.
    REASON often needs ["原因", "因素", "主要", "情况"] => r"(?:的)?(?:(?:主要)?(?:增减)?(?:变动|变化|增加|减少|增长|下降|差异)?(?:的)?(?:主要)?(?:原因|因素)|主要(?:增减)?(?:变动|变化)?情况|(?:增减)(?:变动|变化)情况)(?:分析)?(?:主要)?(?:是|为|在于|如下|有)?|主要(?:是|由于|系|因为?)";
    /// A noun of budget or outturn alone, or at the end of a subject.
    ACCOUNT often needs ["预", "调整后", "决算", "执行", "实际支出", "全年支出"] => format!(r"(?:{YEAR}?(?:{BUDGET}|(?P<final>(?:全年|年末|年终|实际|支出|收入)?(?:决算|执行)数?|(?:实际|决算|全年)支出)))$");
    /// A classification item and what is said of it without a mark between (`…（项）39.99万元`, `“…（项）”2.5万元`).
    ITEM_AND_AMOUNT rarely needs ["(项)", "(款)", "(类)"] => r"^(?P<item>“?.*\((?:项|款|类)\)”?)(?:支出|决算数?|为|共|[0-9]{4}年度?)*[0-9]";
    /// A year without 年 before an item (`2015本年收入`).
    BARE_YEAR rarely needs ["20"] => r"^20[0-9]{2}(?:本年|收入|支出|决算|公共|一般)";
    /// How many items an enumeration has, behind its last: `甲费、乙费、丙费三项支出`.
    ITEMS_TOLD rarely needs ["项", "类", "部分"] => r"[两二三四五六七八九十](?:项|类|部分)[^，。、;:0-9]{0,8}$";
    /// A year, in a subject.
    A_YEAR often needs ["年"] => r"(?:截至)?[0-9]{4}年度?(?:部门|单位)?";
    /// An explanation in brackets that is no part of a name.
    ASIDE rarely needs [")"] => r"\((?:以|按|含|不含|其中|详见|即|包含|包括|不包括|单位|统计)[^()]*\)$";
    /// Who carries out what: `对…开展了重点绩效评价`, `组织部门整体支出绩效自评`.
    ACTIVITY rarely needs ["对", "组织", "开展"] => r"(?:组织)?对(?P<object>.+?)(?:全面|分别|均)?(?:开展|进行|实施|组织)|(?:组织|开展)了?(?P<action>[^开组]+)";
    /// The head of a performance review paragraph.
    REVIEW rarely needs ["综述"] => r"(?P<name>.+?)(?:绩效)?自评(?:情况)?综述$";
    /// The same, in its paragraph.
    REVIEW_HEAD rarely needs ["综述"] => r"^(?:[0-9]+[.、]|\([0-9一二三四五六七八九十]+\)|[一二三四五六七八九十]+、)?(?P<name>[^。，;]+?)(?:绩效)?自评(?:情况)?综述[:，。]";
    /// The parts of a review.
    RESULTS rarely needs ["完成情况"] => r"[^。;]{0,12}绩效目标完成情况(?:与效益|和效益|及效益)?(?:主要)?(?:是|为)?[:，]?";
    PROBLEMS rarely needs ["问题"] => r"(?:发现的?|存在的?)(?:主要)?问题(?:及|和)?(?:其)?(?:原因)?(?:分析)?(?:主要)?(?:是|为)?[:，]";
    MEASURES rarely needs ["下一步", "今后"] => r"(?:下一步|今后)(?:的)?(?:整改|改进)?(?:工作)?(?:措施|打算|计划)(?:主要)?(?:是|为)?[:，]?";
    /// The project of a key evaluation: `对“甲项目”开展了重点绩效评价`, `对甲项目进行重点评价`.
    EVALUATED rarely needs ["对"] => r"对(?P<project>[^，。;对]{2,60}?)(?:全面)?(?:开展|进行|实施|组织)了?(?:[^，。;]{0,12})评价";
    /// The unit that a text declares for its amounts: `金额单位均为万元`, `以万元为单位`, `按元列示`.
    UNIT_DECLARED rarely needs UNIT_ON => format!(
        "单位(?:[，:为是均都用]|统一|一律|全部|除[^。;]{{0,20}}外|(?:以|按))+{COIN}(?P<unit>(?:亿|万)?元)|(?:以|按){COIN}(?P<by>(?:亿|万)?元)”?(?:作?为|做)?(?:计|列示|填列|反映|表示|统计|(?:金额|货币|计量|计价|计算)?的?单位)"
    );
    /// The grade of an evaluation.
    GRADE rarely needs ["等级", "等次"] => r"(?:评价|评定|绩效)?(?:等级|等次)为?“?(?P<grade>优秀|优|良好|良|中|合格|差|不合格)";
}

/// Words with which the names of departments end, before one of [`COMMON_ITEMS`].
pub(super) const NAME_ENDS: &[&str] = &[
    "局",
    "委员会",
    "委",
    "厅",
    "办公室",
    "政府",
    "法院",
    "检察院",
    "中心",
    "总队",
    "支队",
    "大队",
    "部门",
    "单位",
    "街道",
    "镇",
    "乡",
    "学校",
    "中学",
    "小学",
    "大学",
    "学院",
    "医院",
    "研究所",
];

/// Items that every narrative has: a name before one of them is the department's (`某县林业局政府采购支出总额`).
pub(super) const COMMON_ITEMS: &[&str] = &[
    "政府采购",
    "资产总额",
    "机关运行",
    "总收入",
    "总支出",
    "收入",
    "支出",
    "收、支",
    "一般公共预算",
    "政府性基金",
    "国有资本",
    "财政拨款",
    "“三公”",
    "本年",
    "年初",
    "年末",
    "基本支出",
    "项目支出",
    "车辆",
    "共有",
    "固定资产",
];

/// Who pays, before 财政拨款 and what is counted: `各预算单位开支财政拨款的公务用车保有量`.
pub(super) const PAYERS: &[&str] = &["单位开支", "单位使用", "部门开支", "部门使用", "机关开支", "机关使用"];

/// The names of departments and units end in these, before a year.
pub(super) const ORGANISATION_ENDS: &[&str] = &[
    "局", "委", "办", "厅", "院", "部", "会", "中心", "处", "所", "校", "馆", "站", "队", "府", "单位", "部门", "本级",
    "机关", "社", "团", "学", "室", "庭", "园", "台", "街道", "镇", "乡", "公司",
];

/// Words before a subject that are no part of it. Tried again after each hit.
pub(super) const BEFORE_SUBJECT: &[&str] = &[
    "其中",
    "主要为",
    "主要包括",
    "分别为",
    "分别是",
    "包括",
    "本年度",
    "本部门",
    "我部门",
    "本单位",
    "我单位",
    "部门(单位)",
    "我局",
    "本局",
    "我委",
    "全年",
    "全局",
    "年内",
    "使用财政拨款安排",
    "共安排",
    "共接待",
    "列明",
    "安排",
    "共计",
    "共有",
    "共发生",
    "发生",
    "累计",
    "合计为",
    "现有",
    "拥有",
    "一是",
    "二是",
    "三是",
    "四是",
    "五是",
    "六是",
    "七是",
    "八是",
    "九是",
    "十是",
    "及",
    "和",
    "并",
    "且",
    "另有",
    "另",
    "含",
    "不含",
    "的",
    "、",
    "，",
    ":",
    "/",
    "-",
];

/// Before a change, at the end of what changed: words of the direction, or of several directions.
pub(super) const BEFORE_CHANGE: &[&str] = &[
    "相比较",
    "相比",
    "增长",
    "增加",
    "上升",
    "下降",
    "减少",
    "分别",
    "下",
    "各",
    "均",
    "也",
    "又",
    "则",
    "仅",
    "总体",
];

/// A change in one word, before its figure, and words that only look like it (`至少3万元`, `新增3万元`).
pub(super) const SHORT_INCREASE: &[char] = &['多', '增', '升', '涨', '↑', '+'];
/// The same for a decrease.
pub(super) const SHORT_DECREASE: &[char] = &['少', '减', '降', '↓'];
/// Before one of these: no change.
pub(super) const NO_CHANGE: &[char] = &['新', '追', '递', '核', '调', '至', '不', '最', '许', '较', '很', '更', '累'];

/// Words that a rate follows, even where its percent sign is missing.
pub(super) const RATE_ENDS: &[&str] = &["增长", "下降", "增幅", "降幅", "率", "率为", "上升"];

/// `购置费和运行费分别下降85.04%和22.93%`: one change for each.
pub(super) const RESPECTIVELY: &[&str] = &["分别", "依次", "依序", "各为"];

/// Words before one of [`RESPECTIVELY`] that say that shares follow (`占比依次为51.00%、49.00%`).
pub(super) const SHARES_FOLLOW: &[&str] = &["占比", "比重", "占比重", "所占比重", "所占比例", "比例"];

/// Words before one of [`RESPECTIVELY`] that say that rates of the changes just stated follow (`降幅分别为8.82%、6.00%`).
pub(super) const RATES_FOLLOW: &[&str] = &["增幅", "降幅", "涨幅", "减幅", "增长率", "下降率", "增长幅度", "下降幅度"];

/// Words that stand for all that was listed just before (`三项费用同比依次为…`, `二者分别下降…`).
pub(super) const ALL_LISTED: &[&str] =
    &["两项", "三项", "四项", "五项", "六项", "二者", "两者", "三者", "上述各项", "以上各项", "各项"];

/// Words that alone before an amount say of which year it is.
pub(super) const PRIOR_ALONE: &[&str] =
    &["上年", "上年度", "上一年", "上一年度", "去年", "上年同期", "上年决算", "上年决算数"];

/// Words for the first and the second of two amounts that were stated just before.
pub(super) const FORMER_AND_LATTER: [&str; 2] = ["前者", "后者"];

/// Before a figure that is only what was passed (`增长超20%`).
pub(super) const PASSED: [&str; 3] = ["超", "超过", "逾"];

/// Between what is enumerated.
pub(super) const ENUMERATES: &[char] = &['、', '和', '与', '及'];

/// Words that lead to an amount whose name follows it (`对2018年310.20万元业务费实施绩效监控`).
pub(super) const NAME_FOLLOWS: &[&str] = &["", "这", "对", "将", "以", "按", "从"];

/// Subjects that name nothing: what a heading or an item above is of is put in their place.
pub(super) const NAMELESS_SUBJECTS: &[&str] = &["对", "将", "增", "金额", "资金", "数", "总额", "共"];

/// Ends of headings that are no part of the item they name.
pub(super) const HEADING_TAILS: &[&str] =
    &["的", "说明", "情况", "总体", "具体", "结构", "分析", "表", "决算", "预算", "增减变化"];

/// Words after a subject that are no part of it.
pub(super) const AFTER_SUBJECT: &[&str] = &[
    "分别为",
    "均为",
    "合计为",
    "共计为",
    "为",
    "是",
    "约",
    "共计",
    "共有",
    "共",
    "累计",
    "达到",
    "达",
    "各",
    "均",
    ":",
];

/// A subject that begins so lacks what it is of: the item counted or the activity named before it.
pub(super) const DEPENDENT_SUBJECT: &[&str] = &["共涉及", "涉及"];

/// Between a count and its verb: what is counted follows (`开展了部门整体支出及58个项目绩效自评`).
pub(super) const COUNT_JOINS: &[&str] = &["及", "和", "与", "了", "对", "等", "开展", "组织"];

/// What is counted, where it follows its count, ends before these.
pub(super) const COUNTED_ENDS: &[&str] = &["，", "、", "(", ")", "开展", "进行", "实施", "的"];

/// Before an account these name nothing: `项目全年预算数` is the account of the project that the paragraph is about.
pub(super) const NAMELESS: &[&str] = &["", "项目", "该项目", "本项目"];

/// Sums of money end so: what moves without a figure and is none of these (人员, 厉行) is no item of its own.
pub(super) const MONEY_ENDS: &[&str] = &[
    "费",
    "费用",
    "支出",
    "收入",
    "经费",
    "资金",
    "拨款",
    "款",
    "金",
    "金额",
    "总额",
    "余额",
    "补助",
    "补贴",
    "津贴",
    "工资",
    "薪酬",
    "待遇",
    "支",
    "收",
    "结余",
    "结转",
    "总计",
    "合计",
    "决算",
    "决算数",
    "预算",
    "预算数",
    "执行数",
    "采购",
    "投入",
    "资产",
    "投资",
    "债务",
    "负债",
    "购置",
    "接待",
    "运行维护",
    "出国(境)",
    "出国（境）",
    "的",
];

/// Stocks: what they are at the beginning of the year (年初) is no budget.
pub(super) const STOCKS: &[&str] = &["资产", "负债", "结转", "结余", "余额", "存款", "债务"];

/// Flows, even where their names hold one of [`STOCKS`].
pub(super) const FLOW_ENDS: &[&str] = &["支出", "费", "费用"];

/// In words that refer to a sum or tell its use instead of naming one.
pub(super) const REFERENCES: &[&str] =
    &["该", "此", "上述", "以上", "其", "用于", "主要", "包括", "为", "是", "对", "由", "按", "将", "使用", "安排"];

/// A clause that begins so says anew what is compared, even after a reason.
pub(super) const COMPARES_ANEW: &[&str] = &["与", "同"];

/// What many subjects are of, though not every mention of them says so.
pub(super) const FUND: &str = "财政拨款";

/// A declaration of a unit holds one of these.
pub(super) const UNIT_ON: &[&str] = &["单位", "元计", "元列", "元填", "元反", "元表", "元统"];

/// What declares a unit for all that follows.
pub(super) const UNIT_FROM_HERE: &[&str] = &["以下", "下列", "下文", "后文"];

/// What declares it for the whole text.
pub(super) const UNIT_OF_ALL: &[&str] = &[
    "本部分",
    "本说明",
    "情况说明",
    "本文",
    "全文",
    "文中",
    "正文",
    "文字",
    "本章",
    "本报告",
    "本公开",
    "本次公开",
    "本决算",
    "以上",
    "上述",
    "所列",
    "所涉",
    "注明",
    "说明外",
    "均",
    "一律",
    "统一",
];

/// Such a unit is that of a table (`本表以元为单位`), unless one of [`UNIT_ON_TEXT`] is named too.
pub(super) const UNIT_OF_TABLE: &[&str] = &["表", "附件"];
/// The text, where a table is named as well.
pub(super) const UNIT_ON_TEXT: &[&str] = &["说明中", "文字", "文中", "正文", "全文"];

/// What leaves room for other units.
pub(super) const UNIT_UNLESS: &[&str] = &["除", "未", "如无", "若无"];

/// Between a budget and its figure.
pub(super) const BEFORE_FIGURE: [char; 10] = ['数', '额', '为', '是', '的', '共', '计', '约', '达', ':'];

/// Names of no item: said of the one that the text is about.
pub(super) const NO_ITEMS: &[&str] = &[
    "费用支出",
    "费用",
    "该项",
    "此项",
    "该项费用",
    "该项支出",
    "此项支出",
    "上述支出",
    "该项经费",
    "此项经费",
    "该经费",
];

/// Before a budget that was kept to: `未超出年初预算12万元`.
pub(super) const NOT_EXCEEDED: &[&str] = &["未超出", "未超过", "没有超出", "没有超过", "不超出"];

/// Not spent: no change against another year.
pub(super) const SAVED: &[&str] = &["节约", "节支"];

/// What a performance section is headed with: its budgets are those of the whole year (全年预算数).
pub(super) const PERFORMANCE: &str = "绩效";

/// What the name of every budget holds (预算, 年初预算数, 全年预数).
pub(super) const IN_BUDGET: char = '预';

/// What opens the parts of an amount.
pub(super) const OF_WHICH: &str = "其中";

/// Subjects of classification items end so.
pub(super) const CLASSIFICATION_ENDS: &[&str] = &["(类)", "(款)", "(项)"];

/// Wording of the template that a finished narrative does not contain.
pub(super) const TEMPLATE_WORDS: &[&str] = &[
    "增加(减少)",
    "减少(增加)",
    "增长(下降)",
    "下降(增长)",
    "大于(小于)",
    "小于(大于)",
    "如持平作持平表述",
    "增长下降",
    "下降增长",
    "增加减少",
    "减少增加",
    "不涉及的不列",
    "作下述说明",
    "按上述格式",
    "列明公务",
    "XX",
    "××",
    "xx",
    "**",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_compiles() {
        for (name, wording) in ALL {
            assert!(wording.pattern.pattern_len() == 1, "{name}");
        }
    }

    #[test]
    fn what_is_compared_with() {
        let group = |text: &str| {
            let found = COMPARED_WITH.captures(text)?;
            let name = ["initial", "adjusted", "generic", "start", "prior"].into_iter().find(|n| found.has(n));
            Some((name, text.get(found.range())?.to_owned()))
        };
        for (text, name, whole) in [
            ("比上年决算数增加", Some("prior"), "比上年决算数"),
            ("与2023年度相比", Some("prior"), "与2023年度相比"),
            ("较上一度增加", Some("prior"), "较上一度"),
            ("与上一年度持平", Some("prior"), "与上一年度"),
            ("比2020年年初预算数减少", Some("initial"), "比2020年年初预算数"),
            ("较全年预算减少", Some("adjusted"), "较全年预算"),
            ("同预算数持平", Some("generic"), "同预算数"),
            ("同比增长", None, "同比"),
            ("与2023年初预算数相比", Some("initial"), "与2023年初预算数相比"),
        ] {
            assert_eq!(group(text), Some((name, whole.to_owned())), "{text}");
        }
        assert_eq!(group("与时序进度持平"), None);
    }

    #[test]
    fn reasons_are_not_other_circumstances() {
        for text in
            ["主要原因", "主要变动情况", "主要增减变动情况是", "减少的主要原因是", "主要是", "主要由于", "的主要情况"]
        {
            assert!(REASON.find(text).is_some(), "{text}");
        }
        for text in ["具体情况如下", "主要用于", "主要包括", "总体情况", "绩效目标完成情况"] {
            assert!(REASON.find(text).is_none(), "{text}");
        }
    }
}
