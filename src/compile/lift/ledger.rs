//! What became of each instruction: nothing that a Dockerfile says is lost without a word.

use toml::Value;

use crate::{audit, dockerfile::Dockerfile, sorting, source::Span, value::shown};

/// What became of an instruction, or of a part of one.
#[derive(Clone, Debug, PartialEq)]
pub enum Fate {
    /// It is a fact of `app.toml`.
    Lifted(Fact),
    /// The compiled Dockerfile does it without being told, or it has no effect on the image.
    Itself(String),
    /// A person has to decide; the reason.
    Left(String),
}

/// A fact for `app.toml`.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// The section.
    pub section: &'static str,
    /// The key.
    pub key: String,
    /// The value, or one entry of a list.
    pub value: Value,
    /// Whether it is an entry of a list.
    pub entry: bool,
}

/// What became of one part of one instruction.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// The index of the instruction.
    pub instruction: usize,
    /// The line on which the part stands, from one.
    pub line: usize,
    /// Where the part stands.
    pub span: Span,
    /// The part, as it is written, on one line and without secrets.
    pub text: String,
    /// What became of it.
    pub fate: Fate,
}

/// The book in which that is written.
pub struct Ledger<'f> {
    file: &'f Dockerfile,
    secrets: Vec<Span>,
    /// Their texts: what is a secret at one place is one everywhere.
    values: Vec<&'f str>,
    accounts: Vec<Account>,
}

impl<'f> Ledger<'f> {
    pub fn new(file: &'f Dockerfile) -> Self {
        let secrets = audit::Secrets::of(file).spans().to_vec();
        let texts = secrets.iter().map(|span| file.source.slice(*span).trim_matches(['"', '\'']));
        Self {
            file,
            // What is shorter stands in other words, too.
            values: texts.filter(|text| text.len() >= 4).collect(),
            secrets,
            accounts: Vec::new(),
        }
    }

    /// Writes down what became of what stands at a place.
    pub fn note(&mut self, instruction: usize, span: Span, fate: Fate) {
        let text = self.masked(span);
        let text = self.values.iter().fold(text, |text, value| text.replace(value, "******"));
        let fate = match fate {
            Fate::Lifted(fact) if self.values.iter().any(|value| fact.value.to_string().contains(value)) => {
                Fate::Left("a secret of this file stands in it".to_owned())
            }
            fate => fate,
        };
        let words: Vec<&str> = text.split_whitespace().filter(|w| *w != "\\").collect();
        self.accounts.push(Account {
            instruction,
            span,
            line: self.file.source.location(span.start).line,
            text: shown(&words.join(" ")),
            fate,
        });
    }

    /// How many accounts there are.
    pub fn count(&self) -> usize {
        self.accounts.len()
    }

    /// Whether a secret stands in a part of the file.
    pub fn has_secret(&self, span: Span) -> bool {
        self.secrets.iter().any(|s| s.start < span.end && span.start < s.end)
    }

    /// A part of the file with its secrets masked.
    fn masked(&self, span: Span) -> String {
        let mut out = String::new();
        let mut done = span.start;
        for secret in self.secrets.iter().filter(|s| s.start < span.end && span.start < s.end) {
            out.push_str(self.file.source.slice(Span::new(done, secret.start.max(done))));
            out.push_str("******");
            done = secret.end.min(span.end);
        }
        out.push_str(self.file.source.slice(Span::new(done, span.end)));
        out
    }

    /// A single value of `app.toml`.
    pub fn fact(&mut self, at: usize, span: Span, section: &'static str, key: &str, value: impl Into<Value>) {
        let (key, value) = (key.to_owned(), value.into());
        let entry = false;
        self.note(
            at,
            span,
            Fate::Lifted(Fact {
                section,
                key,
                value,
                entry,
            }),
        );
    }

    /// An entry of a list of `app.toml`.
    pub fn entry(&mut self, at: usize, span: Span, section: &'static str, key: &str, value: impl Into<Value>) {
        let (key, value) = (key.to_owned(), value.into());
        let entry = true;
        self.note(
            at,
            span,
            Fate::Lifted(Fact {
                section,
                key,
                value,
                entry,
            }),
        );
    }

    pub fn itself(&mut self, at: usize, span: Span, why: &str) {
        self.note(at, span, Fate::Itself(why.to_owned()));
    }

    pub fn left(&mut self, at: usize, span: Span, why: impl Into<String>) {
        self.note(at, span, Fate::Left(why.into()));
    }

    /// All accounts in the order of the file. An instruction that nobody spoke of is left to the person.
    pub fn close(mut self) -> Vec<Account> {
        let spoken: std::collections::BTreeSet<usize> = self.accounts.iter().map(|a| a.instruction).collect();
        for (at, instruction) in self.file.instructions.iter().enumerate() {
            if !spoken.contains(&at) {
                self.left(at, instruction.span, "app.toml has nothing for it");
            }
        }
        sorting::by_key(&mut self.accounts, |a| (a.instruction, a.line));
        self.accounts
    }
}
