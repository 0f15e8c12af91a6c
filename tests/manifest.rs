//! What is wrong with an `app.toml` is said all at once, in the order of the file, at the right place, with the nearest right word.

#[path = "manifest/cases.rs"]
mod cases;
#[path = "common/golden.rs"]
mod golden;
#[path = "manifest/schema.rs"]
mod schema;
