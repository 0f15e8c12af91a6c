//! The lines of an `app.toml` that decide something, as they come together.

use toml::Value;

use crate::compile::draft::{Entry, Weight};

/// Lines that decide.
#[derive(Default)]
pub struct Lines(pub Vec<Entry>);

impl Lines {
    /// One line.
    pub fn add(&mut self, section: &'static str, key: &str, value: impl Into<Value>, why: String) {
        self.0.push(Entry {
            section,
            key: key.to_owned(),
            value: value.into(),
            weight: Weight::Decides,
            why,
        });
    }

    /// One line, if there is a value.
    pub fn maybe(&mut self, section: &'static str, key: &str, value: Option<String>) {
        if let Some(value) = value {
            self.add(section, key, value, String::new());
        }
    }

    /// A list, if it is not empty.
    pub fn list(&mut self, section: &'static str, key: &str, values: &[String]) {
        self.list_why(section, key, values.iter().cloned(), "");
    }

    /// The same, with what gave it away.
    pub fn list_why(&mut self, section: &'static str, key: &str, values: impl IntoIterator<Item = String>, why: &str) {
        let values: Vec<Value> = values.into_iter().map(Value::from).collect();
        if !values.is_empty() {
            self.add(section, key, Value::Array(values), why.to_owned());
        }
    }
}
