//! The committed JSON Schema is the one of the types. `UPDATE_SCHEMA=1` writes it anew.

use std::{env, fs};

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/report.schema.json");

#[test]
fn the_committed_schema_is_current() {
    let mut schema = juesuan_model::schema::report().to_value();
    // The order of keys depends on what other crates of a build ask of serde_json.
    schema.sort_all_objects();
    let schema = serde_json::to_string_pretty(&schema).unwrap() + "\n";
    if env::var_os("UPDATE_SCHEMA").is_some() {
        fs::write(PATH, &schema).unwrap();
    }
    let committed = fs::read_to_string(PATH).unwrap();
    assert!(committed == schema, "run `UPDATE_SCHEMA=1 cargo test -p juesuan-model --test schema`");
}

#[test]
fn every_field_of_a_report_is_in_the_schema() {
    let report = serde_json::to_value(juesuan_model::Report::read(&[])).unwrap();
    let schema = juesuan_model::schema::report();
    let properties = schema.get("properties").and_then(|properties| properties.as_object()).unwrap();
    for field in report.as_object().unwrap().keys() {
        assert!(properties.contains_key(field), "{field}");
    }
    assert_eq!(report["schema_version"], properties["schema_version"]["const"]);
}
