//! What a template may not do: loop for ever, fill the memory, or hide how text is put together. Work is counted, not timed: a busy machine changes nothing.

use std::{
    io::{self, Write},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

use tera::{Context, Kwargs, State, Tera, TeraResult, Value};

use super::escape;
use crate::{
    error::{Error, Result},
    value::shown,
};

/// The most text that a template may make, in bytes.
pub const MOST: usize = 1 << 20;

/// How often the loops and parts of a person's own templates may begin anew. The built-in ones do so a few hundred times at most.
const TURNS: usize = 100_000;

/// The tags that a person's own template may use: others could pile text up without printing it. The built-in templates do without them too.
const TAGS: [&str; 7] = ["if", "elif", "else", "endif", "for", "endfor", "include"];

/// Takes away the engine's functions that make large values from nothing.
pub fn register(engine: &mut Tera) {
    for name in ["range", "now", "throw"] {
        engine.register_function(name, move |_: Kwargs, _: &State| -> TeraResult<Value> {
            Err(tera::Error::message(format!("the function `{name}` is switched off here")))
        });
    }
}

/// Refuses templates that keep text in variables or loop over what they made themselves: printing, conditions, loops over the plan and includes are
/// all that is needed.
///
/// # Errors
/// An input error that names the template and the line.
pub fn lint(templates: &[(&str, &str)]) -> Result<()> {
    for (name, text) in templates {
        for (start, _) in text.match_indices("{%") {
            let tag = text[start + 2..].trim_start_matches('-').trim_start();
            let word = tag.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
            let place = || format!("{name}:{}", text[..start].matches('\n').count() + 1);
            if !TAGS.contains(&word) {
                return Err(
                    Error::input(format!("{}: `{{% {} %}}` is not allowed in a template here", place(), shown(word)))
                        .hint("print values of the plan directly; conditions, loops and includes are at hand"),
                );
            }
            if word == "for" && !tag.find("%}").is_some_and(|end| over_the_plan(&tag[3..end])) {
                return Err(Error::input(format!("{}: a loop here goes over a list of the plan", place()))
                    .hint("write it like `{% for port in runtime.ports %}`"));
            }
        }
    }
    Ok(())
}

/// Whether a loop, ` NAME in PATH` or ` KEY, VALUE in PATH`, goes over something that the plan holds, or the words of it.
fn over_the_plan(head: &str) -> bool {
    let head = head.trim_end_matches('-').trim_end();
    let head = head.strip_suffix("| split(pat=\" \")").unwrap_or(head);
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | ',') || c.is_ascii_whitespace();
    head.chars().all(plain) && head.split_ascii_whitespace().rev().nth(1) == Some("in")
}

/// What counts the turns of a person's own templates.
pub struct Counter {
    engine: Tera,
    turns: Arc<AtomicUsize>,
}

impl Counter {
    /// The same templates, which [`lint`] let through, with a condition more at their start and in each loop that counts.
    ///
    /// # Errors
    /// One is not well-formed.
    pub fn new(mut engine: Tera, texts: &[(&str, String)]) -> TeraResult<Self> {
        let turns = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&turns);
        engine.register_function("one_turn_more", move |_: Kwargs, _: &State| -> TeraResult<bool> {
            if count.fetch_add(1, Relaxed) < TURNS {
                return Ok(true);
            }
            Err(tera::Error::message("too many turns"))
        });
        engine.add_raw_templates(texts.iter().map(|(name, text)| (*name, counting(text))))?;
        Ok(Self { engine, turns })
    }

    /// Renders only to count.
    ///
    /// # Errors
    /// There were too many turns. What else is wrong, rendering without the counter tells.
    pub fn run(&self, name: &str, context: &Context) -> Result<()> {
        self.turns.store(0, Relaxed);
        let done = self.engine.render_to(name, context, &mut Limited(Vec::new()));
        let _ = escape::refused();
        if done.is_ok() || self.turns.load(Relaxed) <= TURNS {
            return Ok(());
        }
        Err(Error::input(format!(
            "the template {name} does not end: it was stopped after {TURNS} turns of its loops"
        )))
    }
}

/// A condition more at the start of the text and behind the tag of each loop. It trims the line break that the tag would have trimmed. Whatever looks
/// like a tag is taken for one, in a comment too: none may hide another.
fn counting(text: &str) -> String {
    const TURN: &str = "{% if one_turn_more() %}{% endif ";
    let mut out = format!("{TURN}%}}");
    let mut done = 0;
    for (start, _) in text.match_indices("{%") {
        let tag = text[start + 2..].trim_start_matches('-').trim_start();
        let end = text[start..].find("%}").map(|end| start + end + 2);
        if let (true, Some(end)) = (tag.starts_with("for"), end.filter(|end| *end > done)) {
            out.push_str(&text[done..end]);
            out.push_str(TURN);
            out.push_str(if text[..end].ends_with("-%}") { "-%}" } else { "%}" });
            done = end;
        }
    }
    out + &text[done..]
}

/// Renders.
pub fn now(engine: &Tera, name: &str, context: &Context) -> Result<String> {
    let mut out = Limited(Vec::new());
    let done = engine.render_to(name, context, &mut out);
    if let Some(value) = escape::refused() {
        let line = out.0.iter().filter(|b| **b == b'\n').count() + 1;
        return Err(Error::input(format!(
            "the template {name} prints `{}` without a filter (line {line} of its output)",
            shown(&value)
        ))
        .hint("use `quoted` in ENV and LABEL, `exec` in ENTRYPOINT and HEALTHCHECK, `sh` in RUN, `words` for lists, `step` for steps"));
    }
    if out.0.len() >= MOST {
        return Err(Error::input(format!("the template {name} makes more than 1 MiB of text")));
    }
    done.map_err(|e| Error::input(format!("the template {name} cannot be rendered: {e}")))?;
    String::from_utf8(out.0).map_err(|_| Error::bug("the template engine made text that is not UTF-8"))
}

/// Takes text up to [`MOST`] bytes.
struct Limited(Vec<u8>);

impl Write for Limited {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > MOST {
            self.0.resize(MOST, b' ');
            return Err(io::Error::other("too much text"));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
