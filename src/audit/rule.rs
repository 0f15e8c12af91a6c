//! What a rule is: a value with a name, a page and a function. `x.rs` decides, `x.md` explains and is the test.

use std::{
    borrow::Cow,
    ops::{Deref, DerefMut},
    sync::Arc,
};

use thin_vec::ThinVec;

use crate::{
    audit::{Policy, page_texts::page_text},
    dockerfile::Dockerfile,
    edit::Edit,
    finding::{Change, Confidence, Finding, Fix, Place, Related, Safety, Severity, Text},
    source::{Source, Span},
};

/// A rule.
pub struct Rule {
    /// Its name in kebab-case, the same as its files' (with `-` for `_`); names the sin, not the remedy.
    pub name: &'static str,
    /// How bad a finding is unless a policy says otherwise.
    pub severity: Severity,
    /// The sin in one line, lower case, without a full stop.
    pub summary: &'static str,
    /// Looks at a file.
    pub check: fn(&Dockerfile, &Policy) -> Vec<Hit>,
}

impl Rule {
    /// The page (`x.md`): what, why, references, and the fenced `bad`, `fixed` and `good` blocks that are its tests.
    pub fn page(&self) -> &'static str {
        page_text(self.name)
    }

    /// The first of the page's references, links as plain text; empty if it has none.
    pub fn reference(&self) -> String {
        let references = self.page().split("\n## References\n").nth(1).unwrap_or_default();
        let first = references.lines().find_map(|line| line.strip_prefix("- ")).unwrap_or_default();
        let first = if first.starts_with("Other tools:") { "" } else { first };
        let mut out = String::with_capacity(first.len());
        let mut rest = first;
        while let Some((before, after)) = rest.split_once('[') {
            let Some((text, address, after)) = after
                .split_once("](")
                .and_then(|(text, rest)| rest.split_once(')').map(|(address, after)| (text, address, after)))
            else {
                break;
            };
            out.push_str(before);
            out.push_str(&format!("{text}: {address}"));
            rest = after;
        }
        out.push_str(rest);
        out
    }
}

/// What a rule saw. A long file has a hundred thousand of them, so that a list of them is one of pointers.
#[derive(Clone, Debug)]
pub struct Hit(Box<Seen>);

impl Deref for Hit {
    type Target = Seen;

    fn deref(&self) -> &Seen {
        &self.0
    }
}

impl DerefMut for Hit {
    fn deref_mut(&mut self) -> &mut Seen {
        &mut self.0
    }
}

/// All that a rule says of one place.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Where.
    pub span: Span,
    /// One sentence, lower case, without a full stop.
    pub message: Text,
    /// How sure.
    pub confidence: Confidence,
    /// What to say under the underline, if anything.
    pub label: Text,
    /// Other spans of the same file that explain it.
    pub related: ThinVec<(Span, Text)>,
    /// What to do, if the page's general advice can be made concrete.
    pub help: Option<Text>,
    /// How to mend it by machine.
    pub fix: Option<Box<Fix>>,
    /// What no report may print whole.
    pub secrets: ThinVec<Span>,
}

impl Hit {
    /// A certain hit.
    pub fn new(span: Span, message: impl Into<Text>) -> Self {
        Self(Box::new(Seen {
            span,
            message: message.into(),
            confidence: Confidence::Certain,
            label: Cow::Borrowed(""),
            related: ThinVec::new(),
            help: None,
            fix: None,
            secrets: ThinVec::new(),
        }))
    }

    /// With another confidence.
    pub fn confidence(mut self, confidence: Confidence) -> Self {
        self.confidence = confidence;
        self
    }

    /// With words under the underline.
    pub fn label(mut self, label: impl Into<Text>) -> Self {
        self.label = label.into();
        self
    }

    /// With concrete advice.
    pub fn help(mut self, help: impl Into<Text>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With another place that explains it.
    pub fn related(mut self, span: Span, message: impl Into<Text>) -> Self {
        self.related.push((span, message.into()));
        self
    }

    /// With a part of the text that no report may print whole.
    pub fn secret(mut self, span: Span) -> Self {
        self.secrets.push(span);
        self
    }

    /// With edits that leave the image as it is.
    pub fn safe_fix(self, title: impl Into<Text>, edits: Vec<Edit>) -> Self {
        self.fix(title, Safety::Safe, edits)
    }

    /// With edits that a person should look at first.
    pub fn review_fix(self, title: impl Into<Text>, edits: Vec<Edit>) -> Self {
        self.fix(title, Safety::Review, edits)
    }

    fn fix(mut self, title: impl Into<Text>, safety: Safety, edits: Vec<Edit>) -> Self {
        self.fix = Some(Box::new(Fix {
            title: title.into(),
            safety,
            edits,
            changes: vec![Change::Words],
        }));
        self
    }

    /// Names what the edits change, if that is more or less than words.
    pub fn changing(mut self, changes: impl IntoIterator<Item = Change>) -> Self {
        if let Some(fix) = &mut self.fix {
            fix.changes = changes.into_iter().collect();
        }
        self
    }

    /// The finding that a reader sees.
    pub(super) fn into_finding(self, rule: &Rule, severity: Severity, source: &Arc<Source>) -> Finding {
        let seen = *self.0;
        let place = |span| Place::new(source, span);
        Finding {
            rule: Cow::Borrowed(rule.name),
            severity,
            confidence: seen.confidence,
            message: seen.message,
            place: place(seen.span),
            label: seen.label,
            related: seen
                .related
                .into_iter()
                .map(|(span, message)| Related {
                    place: place(span),
                    message,
                })
                .collect(),
            help: seen.help.into_iter().collect(),
            fix: seen.fix.map(|fix| in_the_lines_of(fix, source)),
            secrets: seen.secrets,
        }
    }
}

/// A fix whose new lines end as the lines around them do.
fn in_the_lines_of(mut fix: Box<Fix>, source: &Source) -> Box<Fix> {
    for edit in fix.edits.iter_mut().filter(|edit| edit.text.contains('\n')) {
        let before = source.text().get(..edit.span.start).and_then(|text| text.rfind('\n'));
        let near = before.or_else(|| source.text().find('\n'));
        let carriage = near.and_then(|at| source.text().as_bytes().get(at.checked_sub(1)?)) == Some(&b'\r');
        if carriage && !edit.text.contains('\r') {
            edit.text = edit.text.replace('\n', "\r\n");
        }
    }
    fix
}
