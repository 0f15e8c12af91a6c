//! Collects what is wrong while everything else goes on.

use std::sync::Arc;

use crate::{
    compile::manifest::suggest,
    finding::{Finding, Place, Text},
    source::{Source, Span},
};

/// Findings in one file.
pub struct Notes<'a> {
    source: &'a Arc<Source>,
    findings: Vec<Finding>,
}

impl<'a> Notes<'a> {
    /// No findings yet.
    pub fn new(source: &'a Arc<Source>) -> Self {
        Self {
            source,
            findings: Vec::new(),
        }
    }

    /// Notes an error; words can be added to what is returned.
    pub fn error(&mut self, rule: &'static str, span: Span, message: impl Into<Text>, help: impl Into<Text>) {
        let place = Place::new(self.source, span);
        self.findings.push(Finding::error(rule, place, message).help(help));
    }

    /// Notes an unknown word with its nearest known one.
    pub fn unknown(&mut self, rule: &'static str, span: Span, message: impl Into<Text>, word: &str, known: &[&str], title: &str) {
        let place = Place::new(self.source, span);
        self.findings
            .push(suggest(Finding::error(rule, place, message), word, known, title));
    }

    /// Notes that something is said twice.
    pub fn twice(&mut self, span: Span, first: Span, what: &str) {
        let finding = Finding::error("said-twice", Place::new(self.source, span), format!("{what} is named twice"));
        self.findings.push(
            finding
                .related(Place::new(self.source, first), "first named here")
                .help("leave one of them out"),
        );
    }

    /// The findings, in the order of the file.
    pub fn into_findings(mut self) -> Vec<Finding> {
        Finding::sort(&mut self.findings);
        self.findings
    }
}
