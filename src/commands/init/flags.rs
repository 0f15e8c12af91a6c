//! What `init` can be told on the command line: every answer that it would ask for.

use std::path::PathBuf;

use crate::{
    compile::survey::Answers,
    error::{Error, Result},
    value::shown,
};

/// What `init` is asked for.
#[derive(Clone, Debug, Default)]
pub struct Init {
    /// The project's folder.
    pub folder: Option<PathBuf>,
    /// The Dockerfile that is lifted; `-` is standard input.
    pub from: Option<PathBuf>,
    /// No questions: what was seen is taken.
    pub yes: bool,
    /// Whether questions can be asked.
    pub terminal: bool,
    /// Only print app.toml.
    pub stdout: bool,
    /// Write over what a person wrote.
    pub force: bool,
    /// Whether the folder is the top of a workspace, looked at for one of its apps, which an app.toml below is for.
    pub member: bool,
    /// The language.
    pub language: Option<String>,
    /// The start command, as it was typed.
    pub command: Option<String>,
    /// The other answers.
    pub answers: Answers,
}

impl Init {
    /// The same, for an app of a workspace that is of another language than its top.
    pub fn of_app(&self, language: &str, folder: &str) -> Self {
        Self {
            language: Some(language.to_owned()),
            command: None,
            answers: Answers {
                command: Some(vec![folder.to_owned()]),
                ..self.answers.clone()
            },
            ..self.clone()
        }
    }

    /// All answers, the start command taken apart.
    ///
    /// # Errors
    /// The command line needs a shell.
    pub fn answers(&self) -> Result<Answers> {
        let command = self.command.as_deref().map(words).transpose()?;
        Ok(Answers {
            command: command.or_else(|| self.answers.command.clone()),
            ..self.answers.clone()
        })
    }
}

/// A command line as words: a JSON array as it is, else what a shell would make of blanks and quotes.
///
/// # Errors
/// It has what only a shell can do, or is empty.
pub fn words(text: &str) -> Result<Vec<String>> {
    let wrong = |why: &str| {
        Err(Error::input(format!("`{}` cannot be a start command: {why}", shown(text)))
            .hint("an app is started without a shell: name the program and its arguments, such as `server --port 8080`")
            .hint("words that a shell would change can be given as they are in a JSON array: [\"server\", \"a b\"]"))
    };
    if text.trim_start().starts_with('[') {
        return match serde_json::from_str::<Vec<String>>(text) {
            Ok(words) if words.first().is_some_and(|w| !w.is_empty()) => Ok(words),
            Ok(_) => wrong("it is empty"),
            Err(e) => wrong(&format!("it is no JSON array of texts ({e})")),
        };
    }
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for c in text.chars() {
        match (quote, c) {
            (Some(q), c) if c == q => quote = None,
            (Some(_), c) => word.get_or_insert_default().push(c),
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (None, '$' | '`' | '|' | '&' | ';' | '<' | '>' | '(' | ')' | '*' | '?' | '\\') => {
                return wrong(&format!("`{c}` needs a shell"));
            }
            (None, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    match (quote, words.first()) {
        (Some(_), _) => wrong("a quote is not closed"),
        (None, None) => wrong("it is empty"),
        (None, Some(first)) if first.is_empty() => wrong("it is empty"),
        _ => Ok(words),
    }
}
