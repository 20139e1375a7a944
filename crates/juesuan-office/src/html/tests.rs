//! Small pages, one habit each.

use super::read;
use crate::limits::Limits;
use crate::package_tests::shown as lines;

fn shown(html: &str) -> Vec<String> {
    lines(&read(html.as_bytes(), &Limits::default()).unwrap())
}

#[test]
fn paragraphs_are_those_of_blocks_and_breaks() {
    let found = shown("<div>一、概况<p>某局<span>职责</span>。</p>二<br>三<br><br>四</div>");
    assert_eq!(found, ["一、概况", "某局职责。", "二", "…三", "四"]);
}

#[test]
fn tables_have_spans_and_need_no_end_tags() {
    let found = shown("<table><tr><td rowspan=2>项目<td colspan=2>决算数<tr><td>1.00<td>2.00</table>后");
    assert_eq!(found, ["0:0=项目×2×1 0:1=决算数×1×2 1:1=1.00 1:2=2.00", "后"]);
}

#[test]
fn a_frame_of_tables_is_no_table() {
    let inner = "<table><tr><td>项目<td>数<tr><td>合计<td>1.00</table>";
    let found = shown(&format!("<table><tr><td>导航<td>标题{inner}注：无</table>"));
    assert_eq!(found, ["导航", "标题", "0:0=项目 0:1=数 1:0=合计 1:1=1.00", "注：无"]);
}

#[test]
fn a_small_table_in_a_cell_follows_the_table() {
    let inner = "<table><tr><td>9<td>8</table>";
    let found = shown(&format!("<table><tr><td>甲<td>1<tr><td>乙{inner}<td>2<tr><td>丙<td>3</table>"));
    assert_eq!(found, ["0:0=甲 0:1=1 1:0=乙 1:1=2 2:0=丙 2:1=3", "0:0=9 0:1=8"]);
}

#[test]
fn scripts_navigation_and_hidden_text_are_left_out() {
    let page = "<head><title>题</title><style>.a{}</style></head><body><script>if(1<2){x='<p>1'}</script>\
                <nav>首页</nav><p><a href=/x.html>新闻</a> | <a href=/y.html>公告</a></p><p hidden>暗</p>\
                <p><a href='#m'>一、职责</a></p><p>正文<a href='/z.html'>链接</a>之后的文字还有很多。</p>";
    let document = read(page.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(lines(&document), ["一、职责", "正文链接之后的文字还有很多。"]);
    assert_eq!(document.layouts.first().unwrap().diagnostics.len(), 1);
}

#[test]
fn attachments_are_listed() {
    let document = read("<p>附件：<a href='a/b.xlsx'>决算公开表</a></p>".as_bytes(), &Limits::default()).unwrap();
    let links: Vec<_> = document.links.iter().map(|link| (link.text.as_str(), link.target.as_str())).collect();
    assert_eq!(links, [("决算公开表", "a/b.xlsx")]);
    assert_eq!(lines(&document), ["附件：决算公开表"]);
}

#[test]
fn texts_beside_one_another_are_not_glued() {
    let page =
        "<style>.above{display:flex}</style><div class=above><span>部门：某局</span><span>单位：万元</span></div>";
    assert_eq!(shown(page), ["部门：某局", "单位：万元"]);
}

#[test]
fn marks_do_not_join_numbers() {
    assert_eq!(shown("<p>支出12.5<sup>2</sup>万元，<del>3.1</del>4.2万元</p>"), ["支出12.5万元，4.2万元"]);
}

#[test]
fn lists_are_numbered_as_shown() {
    assert_eq!(shown("<ol><li>甲<li>乙</ol><ul><li>丙</ul>"), ["1. 甲", "2. 乙", "丙"]);
}

#[test]
fn fields_in_cells_show_their_values() {
    let page = "<p>查找<input value=词></p><table><tr><td>合计<td><input value=1.00><td><input type=hidden value=9>\
                <tr><td>其中<td><textarea>2.00</textarea><td><noscript>8</noscript></table>";
    assert_eq!(shown(page), ["查找", "0:0=合计 0:1=1.00 1:0=其中 1:1=2.00"]);
}

#[test]
fn large_pictures_are_said() {
    let said = |picture: &str| {
        let document = read(format!("<p>甲</p>{picture}").as_bytes(), &Limits::default()).unwrap();
        document.layouts[0].diagnostics.iter().map(|doubt| doubt.count).sum::<u32>()
    };
    assert_eq!(said("<img src=a.png width=400 height=200><img src=b.png style='width: 612.5px; height:300px'>"), 2);
    assert_eq!(said("<img src=a.png width=1000 height=199><img src=b.png width=399 height=400><img src=c.png>"), 0);
}

#[test]
fn an_element_without_end_is_said() {
    let document = read("<p>甲</p><select><option>乙<p>丙</p>".as_bytes(), &Limits::default()).unwrap();
    assert_eq!(lines(&document), ["甲"]);
    assert!(!document.layouts.first().unwrap().diagnostics.is_empty());
}

#[test]
fn deep_and_wide_pages_end_soon() {
    let deep = "<div><table><tr><td>".repeat(100_000);
    assert!(read(deep.as_bytes(), &Limits::default()).is_ok());
    let wide = "<table><tr>".to_owned() + &"<td colspan=1000000000 rowspan=1000000000>1".repeat(10_000);
    let document = read(wide.as_bytes(), &Limits::default()).unwrap();
    // Sixteen thousand columns are as many as a workbook can have.
    assert!(!document.layouts.first().unwrap().diagnostics.is_empty(), "the limit is said");
}
