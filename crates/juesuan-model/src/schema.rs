//! The JSON Schema of the [`Report`]: types → schema, with their documentation as descriptions.

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::checks::CellRef;
use crate::report::{Report, SCHEMA_VERSION};

/// The JSON Schema (draft 2020-12) of a report as it is written.
///
/// ```
/// let schema = juesuan_model::schema::report();
/// assert_eq!(schema.get("title").and_then(|title| title.as_str()), Some("Report"));
/// ```
#[must_use]
pub fn report() -> Schema {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<Report>();
    if let Some(version) = schema.pointer_mut("/properties/schema_version") {
        version["const"] = SCHEMA_VERSION.into();
    }
    schema
}

impl JsonSchema for CellRef {
    fn schema_name() -> Cow<'static, str> {
        "CellRef".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A cell of one of the tables: `table:row:side:column@page`.",
            "type": "string",
            "pattern": "^[^:]*:[^:]*:[^:]*:[^:]*@[0-9]+$"
        })
    }
}
