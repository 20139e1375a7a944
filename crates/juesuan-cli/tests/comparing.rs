//! `juesuan compare`, `check --across`, `find`, `schema`: many documents at once, and one that is hostile among them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test that cannot go on fails

mod support;

use calamine::{Reader, Xlsx, open_workbook};
use serde_json::Value;
use support::{Folder, document, juesuan, run};

/// Two years of one department, a unit, a budget, and a file that is none.
fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.copy("shenzhen", "in/2023.pdf");
    folder.copy("shanghai-split-codes", "in/2024.pdf");
    folder.copy("borderless", "in/unit.pdf");
    folder.copy("budget", "in/budget.pdf");
    folder.file("in/hostile.pdf", b"%PDF-1.7 nothing that is a document");
    folder
}

#[test]
fn a_comparison_keeps_file_page_and_unit_and_a_hostile_file_costs_its_own_row() {
    let folder = folder("compare-csv");
    let out = folder.path("out.csv");
    let ran = run(juesuan().arg("compare").arg(folder.path("in")).arg("-o").arg(&out));
    assert_eq!(ran.status, Some(1), "{}", ran.err);
    assert!(ran.err.contains("hostile.pdf: ") && ran.err.contains("budget.pdf: a budget"), "{}", ran.err);
    let mut reader = csv::Reader::from_path(&out).unwrap();
    let rows: Vec<std::collections::HashMap<String, String>> = reader.deserialize().map(Result::unwrap).collect();
    let of = |item: &str, document: &str| {
        rows.iter().find(|row| row["item"] == item && row["document"] == document).map(|row| row["value_yuan"].clone())
    };
    assert!(of("本年支出合计", "2023.pdf").is_some() && of("本年支出合计", "unit.pdf").is_some());
    assert!(rows.iter().all(|row| !row["document"].is_empty() && !row["page"].is_empty() && !row["x0"].is_empty()));
    assert!(rows.iter().all(|row| row["document"] != "budget.pdf" && row["document"] != "hostile.pdf"));
    let growth = rows.iter().find(|row| row["item"] == "本年支出合计" && row["document"] == "2024.pdf").unwrap();
    assert!(growth["growth_percent"].split_once('.').is_some_and(|(_, decimals)| decimals.len() == 1), "{growth:?}");
    // Again: the file is ours and is replaced, with the same bytes.
    let before = std::fs::read(&out).unwrap();
    assert_eq!(run(juesuan().arg("compare").arg(folder.path("in")).arg("-o").arg(&out)).status, Some(1));
    assert_eq!(std::fs::read(&out).unwrap(), before);
}

#[test]
fn a_comparison_is_a_workbook_or_a_page_in_either_language() {
    let folder = folder("compare-kinds");
    for (lang, sheet) in [("zh", "三公经费"), ("en", "three public expenses")] {
        let book = folder.path(&format!("{lang}.xlsx"));
        run(juesuan().args(["--lang", lang, "compare"]).arg(folder.path("in")).arg("--out").arg(&book));
        let mut book: Xlsx<_> = open_workbook(&book).unwrap();
        assert!(book.sheet_names().iter().any(|name| name == sheet), "{:?}", book.sheet_names());
        let range = book.worksheet_range(sheet).unwrap();
        assert!(range.used_cells().any(|(_, _, cell)| cell.to_string().contains("万元")), "the printed unit");
        let page = folder.path(&format!("{lang}.html"));
        run(juesuan().args(["--lang", lang, "compare"]).arg(folder.path("in")).arg("--out").arg(&page));
        let text = std::fs::read_to_string(&page).unwrap();
        assert!(text.contains(sheet) && text.contains("hostile.pdf") && !text.contains("://"), "{lang}");
    }
    let ran = run(juesuan().args(["--lang", "zh", "compare"]).arg(folder.path("in")).args(["--out", "a.pdf"]));
    assert_eq!(ran.status, Some(2));
    assert!(ran.err.contains(".xlsx .html .csv"), "{}", ran.err);
    let foreign = folder.file("foreign.csv", "year,value\n");
    let ran = run(juesuan().arg("compare").arg(folder.path("in")).arg("--out").arg(&foreign));
    assert_eq!(ran.status, Some(2), "a file of others is kept");
    assert_eq!(folder.read("foreign.csv"), "year,value\n");
    let names = folder.file("names.csv", "甲,乙\n丙\n");
    let ran = run(juesuan()
        .arg("compare")
        .arg(folder.path("in"))
        .arg("-o")
        .arg(folder.path("a.csv"))
        .arg("--names")
        .arg(names));
    assert_eq!(ran.status, Some(2));
    assert!(ran.err.contains("line 2 has no two names"), "{}", ran.err);
}

#[test]
fn documents_are_checked_against_one_another() {
    let folder = folder("across");
    let ran = run(juesuan().args(["check", "--across", "--format", "json"]).arg(folder.path("in")));
    assert_eq!(ran.status, Some(1), "the test documents are no series: {}", ran.err);
    let checks: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let failed = checks.iter().find(|check| check["id"] == "x.carried" && check["status"] == "fail").unwrap();
    let documents: Vec<&str> =
        failed["cells"].as_array().unwrap().iter().map(|cell| cell["document"].as_str().unwrap()).collect();
    assert_eq!(documents, ["2024.pdf", "2023.pdf"]);
    assert!(checks.iter().all(|check| check["status"] != "pass"), "passed ones only with --all");
    for (lang, words) in [("zh", "年初结转和结余"), ("en", "opening balance")] {
        let ran = run(juesuan().args(["--lang", lang, "check", "--across"]).arg(folder.path("in")));
        assert!(ran.out.contains(words), "{}", ran.out);
    }
    let ran = run(juesuan().args(["check", "--across"]).arg(document("shenzhen")));
    assert_eq!(ran.status, Some(0), "one document has nothing to miss: {}", ran.out);
}

#[test]
fn a_number_a_code_and_a_word_are_found_with_table_row_and_column() {
    let report = run(juesuan().args(["json", "--compact"]).arg(document("shenzhen"))).out;
    let report: Value = serde_json::from_str(&report).unwrap();
    let amount = &report["tables"]["expenditure"]["rows"][0]["total"];
    let find = |what: &str| -> Vec<Value> {
        let ran = run(juesuan().args(["find", what, "--format", "json"]).arg(document("shenzhen")));
        assert_eq!(ran.status, Some(0), "{}", ran.err);
        serde_json::from_str::<Value>(&ran.out).unwrap()["hits"].as_array().unwrap().clone()
    };
    let printed = amount["value"].as_str().unwrap();
    let is_it = |hit: &Value| hit["kind"] == "table" && hit["title"] == "支出决算表" && hit["at"] == amount["at"];
    for what in [printed.to_owned(), format!("{printed}万元"), printed.replace('.', "") + "00"] {
        assert!(find(&what).iter().any(is_it), "{what}");
    }
    assert!(find("2130304").iter().any(|hit| hit["row"].as_str().unwrap().starts_with("2130304 ")));
    assert!(find("湿地保护").iter().any(|hit| hit["kind"] == "narrative"));
    let ran = run(juesuan().args(["find", "no such words"]).arg(document("shenzhen")));
    assert_eq!((ran.status, ran.out.as_str()), (Some(0), ""));
    assert!(ran.err.contains("not found"));
    assert_eq!(run(juesuan().args(["find", " "]).arg(document("shenzhen"))).status, Some(2));
}

#[test]
fn the_schema_names_the_report_and_the_tables() {
    let schema: Value = serde_json::from_str(&run(juesuan().arg("schema")).out).unwrap();
    assert_eq!(schema["title"], "Report");
    let tables: Value = serde_json::from_str(&run(juesuan().args(["schema", "--tables"])).out).unwrap();
    assert_eq!(tables.as_array().unwrap().len(), 12);
    assert_eq!(tables[0]["columns"][0]["name"], "document");
}

#[test]
fn a_web_address_says_what_to_do() {
    for (lang, words) in [("en", "download it first"), ("zh", "请先下载")] {
        let ran = run(juesuan().args(["--lang", lang, "json", "https://example.org/决算.pdf"]));
        assert_eq!(ran.status, Some(1));
        assert!(ran.err.contains(words), "{}", ran.err);
    }
}

#[test]
fn words_of_inspect_stand_apart() {
    let ran = run(juesuan().arg("inspect").arg(document("scan")));
    assert!(!ran.out.contains("unreadableunreadable"), "{}", ran.out);
}
