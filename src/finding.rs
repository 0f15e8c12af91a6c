//! One finding: what was seen, where, why it matters, and how to mend it. A bad `app.toml`, an audit and drift all speak this.

use std::{borrow::Cow, cmp::Ordering, sync::Arc};

use thin_vec::ThinVec;

use crate::{
    edit::Edit,
    sorting,
    source::{Source, Span},
};

/// A text of a finding. Many are parts of the program, and a long file has a hundred thousand of them.
pub type Text = Cow<'static, str>;

/// How bad it is if nobody acts. The order is from harmless to serious.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Weakens the image or the build.
    Warning,
    /// Must not ship.
    Error,
}

impl Severity {
    /// The word that people and machines read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// How far a finding can be trusted without knowing more than the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// A pattern that is usually right.
    Heuristic,
    /// True unless the base image already takes care of it.
    DependsOnBase,
    /// Follows from the text alone.
    Certain,
}

impl Confidence {
    /// The word that people and machines read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Heuristic => "heuristic",
            Self::DependsOnBase => "depends-on-base",
            Self::Certain => "certain",
        }
    }
}

/// Whether a fix may be applied without thinking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Safety {
    /// The image does the same as before.
    Safe,
    /// The image may behave differently; a person decides.
    Review,
}

/// What a fix says that it changes in the instructions of a file. Where it is applied, this and nothing else may be different afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Words under the edits: of commands, of arguments, of a here-document. How commands hang together stays.
    Words,
    /// Commands come or go in a script.
    Commands,
    /// Flags come, go or get another value.
    Flags,
    /// The same words are written in another form: shell or exec, `ENV k v` or `ENV k=v`.
    Form,
    /// An instruction gets this keyword.
    Keyword(&'static str),
    /// An instruction of this keyword appears.
    Added(&'static str),
    /// An instruction of this keyword goes.
    Removed(&'static str),
    /// A RUN is continued by the one after it.
    Joined,
    /// Comments appear; none ever goes.
    Comments,
}

/// A way to mend the finding, as edits of the file that it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the edits do, as an imperative sentence without a full stop.
    pub title: Text,
    /// Whether it may be applied without thinking.
    pub safety: Safety,
    /// The edits; they do not overlap.
    pub edits: Vec<Edit>,
    /// All that they change.
    pub changes: Vec<Change>,
}

/// A span in a certain file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub source: Arc<Source>,
    /// Where in it.
    pub span: Span,
}

impl Place {
    /// A place in a file.
    pub fn new(source: &Arc<Source>, span: Span) -> Self {
        Self {
            source: Arc::clone(source),
            span,
        }
    }
}

/// A further place that explains the first one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where to look.
    pub place: Place,
    /// What to see there.
    pub message: Text,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Name of the rule or check that speaks, in kebab-case.
    pub rule: Text,
    /// How bad it is.
    pub severity: Severity,
    /// How sure we are.
    pub confidence: Confidence,
    /// One sentence, lower case, without a full stop.
    pub message: Text,
    /// The culprit.
    pub place: Place,
    /// What stands under the culprit's underline, if more than the message is to be said there.
    pub label: Text,
    /// Other places that matter, in the order in which they are to be read.
    pub related: ThinVec<Related>,
    /// What to do, as one or more sentences.
    pub help: ThinVec<Text>,
    /// How to mend it by machine.
    pub fix: Option<Box<Fix>>,
    /// Parts of the culprit's file that hold a secret: a report shows no more of them than how they begin.
    pub secrets: ThinVec<Span>,
}

impl Finding {
    /// An error at a place, with nothing further to say.
    pub fn error(rule: impl Into<Text>, place: Place, message: impl Into<Text>) -> Self {
        Self {
            rule: rule.into(),
            severity: Severity::Error,
            confidence: Confidence::Certain,
            message: message.into(),
            place,
            label: Cow::Borrowed(""),
            related: ThinVec::new(),
            help: ThinVec::new(),
            fix: None,
            secrets: ThinVec::new(),
        }
    }

    /// The same finding with another severity.
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Says more under the underline.
    pub fn label(mut self, label: impl Into<Text>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds a sentence that says what to do.
    pub fn help(mut self, help: impl Into<Text>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Adds a place that explains it.
    pub fn related(mut self, place: Place, message: impl Into<Text>) -> Self {
        self.related.push(Related {
            place,
            message: message.into(),
        });
        self
    }

    /// The order in which findings are shown: file, place, the most serious first; those of one place stay in the order in which they were made.
    pub fn sort(findings: &mut [Finding]) {
        sorting::by(findings, |a, b| {
            let (one, other) = (&a.place.source, &b.place.source);
            let files = if Arc::ptr_eq(one, other) {
                Ordering::Equal
            } else {
                one.name().cmp(other.name())
            };
            files.then(a.place.span.cmp(&b.place.span)).then(b.severity.cmp(&a.severity))
        });
    }
}
