//! What people are shown of a project: what was found, where, and what came of it.

use super::project::Found;
use crate::{
    commands::{drift::Drift, files::typed},
    compile::{
        draft::{Entry, Weight},
        survey::Candidate,
    },
    error::Error,
    io::{Part, path_text},
    value::shown,
};

/// What was found, a line each: what, its value, where it comes from.
pub fn table(language: &Candidate, entries: &[Entry]) -> Vec<String> {
    let mut rows: Vec<[String; 3]> = Vec::new();
    for entry in entries {
        // What only stands there as a suggestion is not how it is.
        let suggested = entry.weight == Weight::Follows && matches!(entry.key.as_str(), "health" | "writable");
        if suggested {
            continue;
        }
        let value = if entry.key == "language" {
            language.title.clone()
        } else {
            entry.plain()
        };
        let key = match (entry.section, entry.key.as_str()) {
            ("build", "packages") => "packages to build",
            ("runtime", "packages") => "packages to run",
            ("build", "files") => "files to build",
            ("artifacts", "also") => "files besides",
            ("assets", "folder") => "assets in",
            ("assets", "manager") => "assets by",
            ("assets", "made") => "assets",
            (_, key) => key,
        };
        rows.push([key.to_owned(), value, entry.why.clone()]);
    }
    let width = |column: usize, most: usize| {
        let widths = rows.iter().map(|r| r[column].chars().count()).filter(|w| *w <= most);
        widths.max().unwrap_or_default()
    };
    let (keys, values) = (width(0, 40), width(1, 60));
    rows.iter()
        .map(|[key, value, why]| format!("{key:keys$}  {value:values$}  {why}").trim_end().to_owned())
        .collect()
}

/// The table under a headline.
pub fn found(place: &str, language: &Candidate, entries: &[Entry]) -> String {
    let place = if place == "." { "this folder".to_owned() } else { place.to_owned() };
    let lines: Vec<String> = table(language, entries).iter().map(|l| format!("  {l}")).collect();
    format!("\nFound in {place}:\n\n{}\n", lines.join("\n"))
}

/// What was not taken over from a Dockerfile, under a headline; nothing when all was.
pub fn left(from: &str, lines: &[String]) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let lines: Vec<String> = lines.iter().map(|l| format!("  {l}\n")).collect();
    format!("Not taken over from {from}, and why:\n\n{}\n", lines.concat())
}

/// Why there is no Dockerfile yet.
pub fn complaint(error: &Error) -> String {
    let mut out = format!("This cannot be compiled yet: {error}");
    let helps = error
        .findings
        .iter()
        .flat_map(|f| &f.help)
        .map(AsRef::as_ref)
        .chain(error.hints.iter().map(String::as_str));
    for help in helps {
        out.push_str(&format!("\n  {help}"));
    }
    out
}

/// The flags that answer what the compiler could not settle.
const FLAGS: [(&str, &str); 4] = [
    ("no-command", "--command \"program argument\""),
    ("no-artifacts", "--file PATH"),
    ("unknown-version", "--language-version VERSION"),
    ("unknown-base", "--base NAME"),
];

/// An error of a draft, with the flags that help against it; nothing was written.
pub fn with_flags(error: Error) -> Error {
    let is_open = |rule: &str| error.findings.iter().any(|f| f.rule == rule);
    let flags: Vec<&str> = FLAGS.iter().filter(|(rule, _)| is_open(rule)).map(|(_, flag)| *flag).collect();
    let mut error = error;
    if !flags.is_empty() {
        error = error.hint(format!("tell `hullwright init`: {}", flags.join(" ")));
    }
    error.hint("nothing was written")
}

/// The same, with the commands of the apps of a workspace, by their folders.
pub fn with_commands(error: Error, commands: &[(&str, String)]) -> Error {
    if commands.is_empty() {
        return with_flags(error);
    }
    let tell =
        |error: Error, (folder, command): &(&str, String)| error.hint(format!("for {}: --command \"{}\"", shown(folder), shown(command)));
    let error = commands
        .iter()
        .fold(error.hint("tell `hullwright init` which app the image is for"), tell);
    error.hint("nothing was written")
}

/// Where no package manager was found: with the modules that sources import and of which nobody knows what brings them.
pub fn with_unnamed(error: Error, unnamed: &[String]) -> Error {
    let tell =
        |error: Error, line: &String| error.hint(format!("{line}: name the package that brings it in a file of the package manager"));
    let lacks = error.findings.iter().any(|f| f.rule == "no-manager");
    unnamed.iter().filter(|_| lacks).take(5).fold(error, tell)
}

/// Nobody can be asked, and nobody said that it is fine as it is.
pub fn no_terminal(open: &str, lines: &[String]) -> Error {
    let mut error = Error::input(format!(
        "there is no terminal to ask questions on, and --yes was not given ({open})"
    ));
    for line in lines {
        error = error.hint(format!("found: {line}"));
    }
    error.hint("add --yes to take it; `hullwright init --help` lists the flags that change it")
}

/// What was written, and what comes next.
pub fn done(found: &Found<'_>, entries: &[Entry], names: &[&str], quiet_until_now: bool) -> String {
    let (place, language) = (path_text(&found.folder), &found.language);
    let mut out = String::new();
    if quiet_until_now {
        out.push_str(self::found(&place, language, entries).trim_start());
        out.push('\n');
    }
    let at = if place == "." { String::new() } else { format!("{place}: ") };
    out.push_str(&format!("{at}wrote {}\n", names.join(", ")));
    if names.contains(&"Dockerfile") {
        let from = match &found.above {
            Some(above) => format!(
                "--file {} {}",
                typed(&found.folder.join(Part::Dockerfile.name())),
                typed(&above.top)
            ),
            None => typed(&found.folder),
        };
        out.push_str(&format!("next: docker build {from}    and in CI: hullwright check\n"));
    }
    out
}

/// What is said of a file that a person wrote and that stays; `whole` where all of a Dockerfile was taken over, to which the compiled one is compared.
pub fn stays(drift: &Drift, whole: bool) -> String {
    let shows = match (drift.part, whole) {
        (Part::Dockerfile, false) => "`hullwright generate --stdout` shows the compiled one",
        (Part::Dockerfile, true) => "`hullwright diff --compiled` shows the compiled one",
        _ => "`hullwright check` shows how the compiled one differs",
    };
    format!(
        "{}, so it stays; {shows}, `hullwright generate --force` replaces it\n",
        drift.message()
    )
}
