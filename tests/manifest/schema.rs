//! `schema/app.schema.json` comes from the types, and holds for the examples.

use std::{fs, path::Path};

use hullwright::compile::schema;

use crate::golden::{differs, nothing_wrong};

#[test]
fn the_committed_schema_is_that_of_the_types() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/app.schema.json");
    nothing_wrong(&differs(&path, &schema()).into_iter().collect::<Vec<_>>());
}

#[test]
fn every_example_fits_the_schema() {
    let schema: serde_json::Value = serde_json::from_str(&schema()).expect("it is JSON");
    let validator = jsonschema::validator_for(&schema).expect("it is a schema");
    let examples = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")).expect("the examples are there");
    let mut count = 0;
    for entry in examples {
        let path = entry.expect("they can be read").path().join("app.toml");
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let manifest: serde_json::Value = toml::from_str(&text).expect("it is TOML");
        let error = |e: jsonschema::ValidationError<'_>| format!("{}: {e}", e.instance_path());
        let errors: Vec<String> = validator.iter_errors(&manifest).map(error).collect();
        assert!(errors.is_empty(), "{}: {errors:?}", path.display());
        count += 1;
    }
    assert!(count >= 10, "only {count} examples were found");
}
