//! Templates to text. The engine lives here and nowhere else; what leaves is not trusted until `verify` has read it back.

mod escape;
mod limits;
pub mod neutral;

pub use escape::{quoted, sh};

use tera::{Context, Tera};

use super::{library::Library, plan::Plan};
use crate::error::{Error, Result};

/// Text that a template made: not yet trusted, and known to this module's parent only.
pub struct Rendered(String);

impl Rendered {
    /// The text.
    pub fn text(&self) -> &str {
        &self.0
    }
}

/// The templates of one language, compiled.
pub struct Templates {
    engine: Tera,
    name: String,
    /// Where some of them are a person's own.
    counter: Option<limits::Counter>,
}

impl Templates {
    /// Compiles the templates of a language.
    ///
    /// # Errors
    /// One is missing or not well-formed: the engine's report names file, line and column.
    pub fn new(library: &Library, language: &str) -> Result<Self> {
        let name = format!("{}.Dockerfile.tera", library.built_as(language));
        let texts = library.templates(language);
        if !texts.iter().any(|(n, _)| *n == name) {
            return Err(Error::input(format!("the template {name} is missing")).hint("it belongs beside the preset of the same language"));
        }
        let mut engine = Tera::new();
        engine.autoescape_on(vec![""]);
        engine.set_escape_fn(escape::guard);
        escape::register(&mut engine);
        limits::register(&mut engine);
        if library.is_own() {
            limits::lint(&texts)?;
        }
        let texts: Vec<(&str, String)> = texts.into_iter().map(|(name, text)| (name, quiet_tags(text))).collect();
        let unusable = |e| Error::input(format!("a template cannot be used: {e}"));
        let bare = library.is_own().then(|| engine.clone());
        engine
            .add_raw_templates(texts.iter().map(|(name, text)| (*name, text)))
            .map_err(unusable)?;
        let counter = bare.map(|bare| limits::Counter::new(bare, &texts)).transpose().map_err(unusable)?;
        Ok(Self { engine, name, counter })
    }

    /// Renders a plan.
    ///
    /// # Errors
    /// The template asks for what the plan does not hold, prints a value without the filter that its place needs, or passes a limit.
    pub fn render(&self, plan: &Plan) -> Result<Rendered> {
        let context = Context::from_serialize(plan).map_err(|e| Error::bug(format!("the plan cannot be shown to a template: {e}")))?;
        if let Some(counter) = &self.counter {
            counter.run(&self.name, &context)?;
        }
        let text = limits::now(&self.engine, &self.name, &context)?;
        Ok(Rendered(tidy(&text)))
    }
}

/// Lets a line that holds nothing but one tag leave no line behind: its line break moves into the tag, so that line numbers in messages stay true.
fn quiet_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let tag = line.trim();
        let alone = tag.starts_with("{%") && tag.ends_with("%}") && tag.matches("%}").count() == 1;
        match tag.strip_suffix("%}") {
            Some(start) if alone && !tag.starts_with("{%-") && !tag.ends_with("-%}") && line.ends_with('\n') => {
                out.push_str(start);
                out.push_str("\n%}");
            }
            _ => out.push_str(line),
        }
    }
    out
}

/// One final newline, no trailing blanks, never two empty lines in a row: templates need not mind.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut empty = true;
    for line in text.lines() {
        let line = line.trim_end_matches([' ', '\t']);
        if line.is_empty() {
            empty = true;
            continue;
        }
        if empty && !out.is_empty() {
            out.push('\n');
        }
        empty = false;
        out.push_str(line);
        out.push('\n');
    }
    out
}
