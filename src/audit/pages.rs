//! The findings that no rule makes, each with its page for `explain`: about a project, a policy, a baseline, or a comment that ignores.

use super::page_texts::page_text;
use crate::finding::{Finding, Place, Severity, Text};

/// A finding that no rule makes.
pub struct Page {
    /// Its name.
    pub name: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// It in one line, lower case, without a full stop.
    pub summary: &'static str,
}

impl Page {
    /// What, why, and what to do.
    pub fn text(&self) -> &'static str {
        page_text(self.name)
    }
}

macro_rules! pages {
    ($($name:literal $severity:ident $summary:literal)*) => {
        /// All of them, in alphabetical order.
        pub const PAGES: &[Page] = &[$(Page {
            name: $name,
            severity: Severity::$severity,
            summary: $summary,
        }),*];
    };
}

/// A finding that no rule makes, as bad as its page says.
pub fn finding_of(name: &'static str, place: Place, message: impl Into<Text>) -> Finding {
    let severity = page(name).map_or(Severity::Warning, |page| page.severity);
    Finding::error(name, place, message).severity(severity)
}

/// The page of that name.
pub fn page(name: &str) -> Option<&'static Page> {
    PAGES.binary_search_by(|page| page.name.cmp(name)).ok().and_then(|at| PAGES.get(at))
}

/// The name of everything that a policy can speak of: the rules, and the findings that no rule makes.
pub fn names() -> impl Iterator<Item = &'static str> {
    let rules = super::RULES.iter().map(|rule| rule.name);
    rules.chain(PAGES.iter().map(|page| page.name))
}

pages! {
    "dropped-platform" Warning "a newer digest of an image lacks a platform that the locked one has"
    "edited-file" Error "a generated file was changed by hand"
    "ended-waiver" Warning "a waiver of the policy has ended"
    "handwritten-file" Error "a file that would be generated was written by hand"
    "malformed-ignore" Warning "a comment that should ignore a finding cannot be read"
    "missing-file" Error "a generated file is not there"
    "newer-digest" Warning "an image's tag has a newer digest than app.lock"
    "stale-baseline" Info "the baseline holds findings that are no longer there"
    "stale-file" Error "a generated file is not what app.toml compiles to now"
    "stale-pin" Warning "an image's digest is old"
    "support-ended" Error "support of the language or the base has ended"
    "support-ending" Warning "support of the language or the base ends soon"
    "unknown-rule" Warning "a comment ignores a rule that does not exist"
    "unlocked-packages" Error "app.lock does not cover the packages that app.toml names"
    "unpinned-image" Warning "an image has no digest, because the person insisted"
    "unused-ignore" Warning "a comment ignores what is not there"
    "vanished-digest" Error "a registry no longer has an image's locked digest"
    "vanished-tag" Error "a registry no longer has an image's tag"
}
