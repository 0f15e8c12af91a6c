//! Why a job could not be done, whose fault that is, and what to do next.

use std::fmt;

use crate::finding::Finding;

/// Whose fault it is; it decides the tone of the message, never the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// What the person gave us cannot be used: a file, a flag, a name.
    Input,
    /// The machine around us said no: permissions, a full disk, a network.
    Environment,
    /// We are wrong; a report is welcome.
    Bug,
}

/// The job could not be done. Shown once, at the rim, and always ends in exit code 2.
#[derive(Clone, Debug)]
pub struct Error {
    /// Whose fault it is.
    pub fault: Fault,
    /// What could not be done and why, as one sentence without a full stop. Empty when the findings say it all.
    pub message: String,
    /// What to do next, one step an entry.
    pub hints: Vec<String>,
    /// The places that made it impossible, if there are any.
    pub findings: Vec<Finding>,
}

impl Error {
    fn new(fault: Fault, message: impl Into<String>) -> Self {
        Self {
            fault,
            message: message.into(),
            hints: Vec::new(),
            findings: Vec::new(),
        }
    }

    /// What the person gave us cannot be used.
    pub fn input(message: impl Into<String>) -> Self {
        Self::new(Fault::Input, message)
    }

    /// The machine said no.
    pub fn environment(message: impl Into<String>) -> Self {
        Self::new(Fault::Environment, message)
    }

    /// We are wrong.
    pub fn bug(message: impl Into<String>) -> Self {
        Self::new(Fault::Bug, message).hint("this is a bug in hullwright: please report it with the input that shows it")
    }

    /// Adds a next step.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds the places that made it impossible.
    pub fn findings(mut self, findings: Vec<Finding>) -> Self {
        self.findings = findings;
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.message.is_empty() {
            let messages: Vec<&str> = self.findings.iter().map(|x| &*x.message).collect();
            return f.write_str(&messages.join("; "));
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

/// A result whose error says whose fault it is.
pub type Result<T> = std::result::Result<T, Error>;
