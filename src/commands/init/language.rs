//! Which language the app is written in: said, obvious, or asked for.

use std::path::Path;

use super::{
    Init,
    ask::{self, Stop},
};
use crate::{
    compile::{
        Library,
        survey::{self, Candidate},
    },
    error::Error,
    io::path_text,
    value::{nearest, shown},
};

/// A language that no preset is about.
pub fn unknown(language: &str, library: &Library) -> Error {
    let known = library.languages();
    let error = Error::input(format!("the language `{}` is not known", shown(language)));
    match nearest(language, known.iter().copied()) {
        Some(meant) => error.hint(format!("did you mean `{meant}`?")),
        None => error.hint(format!("known languages: {}", known.join(", "))),
    }
}

/// The one that `--language` names, else the obvious one, else the person's choice.
pub fn language(asked: &Init, library: &Library, candidates: Vec<Candidate>, folder: &Path) -> Result<Candidate, Stop> {
    if let Some(said) = &asked.language {
        let seen = candidates.iter().find(|c| c.language == *said).cloned();
        return Ok(seen.unwrap_or_else(|| Candidate {
            language: said.clone(),
            title: said.clone(),
            seen: survey::Seen::file("--language"),
            certain: true,
            serves: false,
            leads: false,
        }));
    }
    if let Some(obvious) = survey::obvious(&candidates) {
        return Ok(obvious.clone());
    }
    let place = path_text(folder);
    if asked.terminal && !asked.yes {
        return ask::language(&candidates, library);
    }
    let error = if candidates.is_empty() {
        Error::input(format!("no project of a known language was recognised in {place}")).hint(format!(
            "say which it is: --language NAME (known: {})",
            library.languages().join(", ")
        ))
    } else {
        let lines: Vec<String> = candidates
            .iter()
            .map(|c| format!("{} (because of {})", c.language, c.seen))
            .collect();
        Error::input(format!("{place} may be more than one thing: {}", lines.join(", ")))
            .hint("say which one starts the app: --language NAME")
    };
    Err(error.into())
}
