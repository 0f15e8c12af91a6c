//! The findings that only `check` makes, each with its page for `explain`. They are about a project, not about a Dockerfile, and so no
//! rules of the auditor.

use crate::finding::Severity;

/// A finding of `check`.
pub struct Page {
    /// Its name.
    pub name: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// It in one line, lower case, without a full stop.
    pub summary: &'static str,
    /// What, why, and what to do.
    pub text: &'static str,
}

macro_rules! pages {
    ($($name:literal $severity:ident $summary:literal)*) => {
        /// All of them, in alphabetical order.
        pub const PAGES: &[Page] = &[$(Page {
            name: $name,
            severity: Severity::$severity,
            summary: $summary,
            text: include_str!(concat!("pages/", $name, ".md")),
        }),*];
    };
}

pages! {
    "edited-file" Error "a generated file was changed by hand"
    "handwritten-file" Error "a file that would be generated was written by hand"
    "missing-file" Error "a generated file is not there"
    "stale-file" Error "a generated file is not what app.toml compiles to now"
    "stale-pin" Warning "an image's digest is old"
    "support-ended" Error "support of the language or the base has ended"
    "support-ending" Warning "support of the language or the base ends soon"
    "unlocked-packages" Error "app.lock does not cover the packages that app.toml names"
    "unpinned-image" Warning "an image has no digest, because the person insisted"
}
