//! `presets`: which languages, versions and bases there are, how long they are supported, and what each can be told.

mod facts;

use std::path::PathBuf;

use jiff::civil::Date;

use super::{Context, Format, Outcome, site::library_with};
use crate::{
    compile::Preset,
    error::{Error, Result},
    io::today,
    report::{json, table},
    value::{nearest, shown},
};
use facts::{Document, Facts, Pinned};

/// What `presets` is asked for.
#[derive(Clone, Debug, Default)]
pub struct Presets {
    /// All about this language; else a line on every version of all.
    pub language: Option<String>,
    /// A folder with templates and presets of one's own.
    pub templates: Option<PathBuf>,
    /// How it is written.
    pub format: Format,
}

/// Runs it.
pub fn presets(asked: &Presets, context: Context<'_>) -> Outcome {
    text(asked, context).map_or_else(|error| Outcome::failed(&error, context), Outcome::data)
}

fn text(asked: &Presets, context: Context<'_>) -> Result<String> {
    let library = library_with(context.world, asked.templates.as_deref())?;
    let language = asked.language.as_deref();
    let today = today(context.world)?;
    let mut all = Vec::new();
    for name in library.languages() {
        let preset = library.preset(name)?;
        all.extend(preset.map(|p| (name.to_owned(), p)));
    }
    if let Some(wanted) = language {
        if !all.iter().any(|(name, _)| name == wanted) {
            return Err(unknown(wanted, &all));
        }
        all.retain(|(name, _)| name == wanted);
    }
    let facts: Vec<Facts> = all.iter().map(|(name, preset)| Facts::of(name, preset)).collect();
    Ok(match (asked.format, language, facts.as_slice()) {
        (Format::Json, ..) => json::text(&Document {
            version: 1,
            languages: &facts,
        }),
        (_, Some(_), [one]) => page(one, today),
        _ => overview(&facts, today),
    })
}

fn unknown(wanted: &str, all: &[(String, Preset)]) -> Error {
    let error = Error::input(format!("there is no preset for `{}`", shown(wanted)));
    let alias = all.iter().find(|(_, p)| p.aliases.iter().any(|a| a.eq_ignore_ascii_case(wanted)));
    let near = alias
        .map(|(name, _)| name.as_str())
        .or_else(|| nearest(wanted, all.iter().map(|(n, _)| n.as_str())));
    let error = match near {
        Some(near) => error.hint(format!("did you mean `{near}`?")),
        None => error,
    };
    let known: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
    error.hint(format!("known languages: {}", known.join(", ")))
}

/// One row a version.
fn overview(all: &[Facts], today: Date) -> String {
    let mut rows = vec![cells(["LANGUAGE", "VERSION", "SUPPORT ENDS", "BASES"])];
    for facts in all {
        if facts.versions.is_empty() {
            let bases: Vec<&str> = facts.bases.iter().map(|b| b.name.as_str()).collect();
            rows.push(vec![facts.name.clone(), "-".to_owned(), "-".to_owned(), bases.join(", ")]);
        }
        for (at, version) in facts.versions.iter().enumerate() {
            let bases: Vec<&str> = version.bases.iter().map(|b| b.name.as_str()).collect();
            rows.push(vec![
                if at == 0 { facts.name.clone() } else { String::new() },
                format!("{}{}", version.version, if version.default { " *" } else { "" }),
                day(version.support_ends, today),
                bases.join(", "),
            ]);
        }
    }
    table(&rows) + "\n* is taken when neither app.toml nor the project says. More: hullwright presets LANGUAGE\n"
}

/// All about one language.
fn page(facts: &Facts, today: Date) -> String {
    let mut versions = vec![cells(["VERSION", "SUPPORT ENDS"])];
    versions[0].extend(facts.bases.iter().map(|b| b.name.to_uppercase()));
    for version in &facts.versions {
        let mut row = vec![
            format!("{}{}", version.version, if version.default { " *" } else { "" }),
            day(version.support_ends, today),
        ];
        for base in &facts.bases {
            let word = version.bases.iter().find(|b| b.name == base.name).map(|b| b.pinned);
            row.push(word.map_or("-", Pinned::word).to_owned());
        }
        versions.push(row);
    }
    let mut bases = vec![cells(["BASE", "SYSTEM", "SUPPORT ENDS", "ABOUT"])];
    for base in &facts.bases {
        let (system, ends) = base.system.as_ref().map_or(("-".to_owned(), "-".to_owned()), |system| {
            (system.name.clone(), day(Some(system.support_ends), today))
        });
        bases.push(vec![base.name.clone(), system, ends, base.about.clone()]);
    }
    let mut options = vec![cells(["OPTION", "DEFAULT", "ABOUT"])];
    for option in &facts.options {
        options.push(vec![option.name.clone(), option.default.to_string(), option.about.clone()]);
    }
    let list = |words: &[String]| if words.is_empty() { "-".to_owned() } else { words.join(", ") };
    let mut out = format!("{}, as of {}\n", facts.title, facts.as_of);
    if !facts.versions.is_empty() {
        out += &format!("\n{}", table(&versions));
        out += "\n* is taken when neither app.toml nor the project says.\n";
        out += "Pinned: the digests are shipped, so the first `hullwright generate` needs no network.\n";
    }
    out += &format!("\n{}", table(&bases));
    out += &format!("\nmanagers    {}\nframeworks  {}\n", list(&facts.managers), list(&facts.frameworks));
    if !facts.options.is_empty() {
        out += &format!("\n{}", table(&options));
    }
    out
}

fn cells<const N: usize>(words: [&str; N]) -> Vec<String> {
    words.map(str::to_owned).to_vec()
}

fn day(day: Option<Date>, today: Date) -> String {
    match day {
        None => "-".to_owned(),
        Some(day) if day < today => format!("{day} (ended)"),
        Some(day) => day.to_string(),
    }
}
