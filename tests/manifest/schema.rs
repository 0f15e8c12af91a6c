//! `schema/app.schema.json` comes from the types, and holds for the examples.

use std::path::Path;

use hullwright::compile::schema;

use crate::{
    example::Example,
    golden::{differs, nothing_wrong},
};

#[test]
fn the_committed_schema_is_that_of_the_types() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/app.schema.json");
    nothing_wrong(&differs(&path, &schema()).into_iter().collect::<Vec<_>>());
}

#[test]
fn every_example_fits_the_schema() {
    let schema: serde_json::Value = serde_json::from_str(&schema()).expect("it is JSON");
    let validator = jsonschema::validator_for(&schema).expect("it is a schema");
    for example in Example::all() {
        let manifest: serde_json::Value = toml::from_str(example.manifest.text()).expect("it is TOML");
        let errors: Vec<String> = validator
            .iter_errors(&manifest)
            .map(|e| format!("{}: {e}", e.instance_path()))
            .collect();
        assert!(errors.is_empty(), "examples/{}: {errors:?}", example.name);
    }
}
