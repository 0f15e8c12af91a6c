//! Escaping by context. A value reaches the text through the filter of its place, or it is plain enough to need none; anything else is refused.

use std::{
    cell::RefCell,
    io::{self, Write},
};

use tera::{Kwargs, State, Tera, TeraResult, Value};

use super::limits::MOST;

thread_local! {
    /// The value that [`guard`] refused last: the engine drops the message of an error that is raised there.
    static REFUSED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Lets through what means the same in every place of a Dockerfile: letters, digits and `. _ / : @ + = , * -`.
pub fn guard(text: &str, out: &mut dyn Write) -> io::Result<()> {
    if text.chars().all(is_plain) {
        return out.write_all(text.as_bytes());
    }
    REFUSED.with(|r| *r.borrow_mut() = Some(text.to_owned()));
    Err(io::Error::other("a value needs a filter"))
}

/// What [`guard`] refused since this was last asked.
pub fn refused() -> Option<String> {
    REFUSED.with(|r| r.borrow_mut().take())
}

fn is_plain(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '_' | '/' | ':' | '@' | '+' | '=' | ',' | '*' | '-')
}

/// Registers the filters of the contexts, and makes the engine's own ways around them unusable.
pub fn register(engine: &mut Tera) {
    engine.register_filter("quoted", |v: &str, _: Kwargs, _: &State| safe(&quoted(v)));
    engine.register_filter("env", |v: Value, kwargs: Kwargs, _: &State| env(&v, &kwargs));
    engine.register_filter("exec", |v: Value, _: Kwargs, _: &State| exec(&v));
    engine.register_filter("sh", |v: &str, _: Kwargs, _: &State| safe(&sh(v)));
    engine.register_filter("words", |v: Value, kwargs: Kwargs, _: &State| words(&v, &kwargs));
    engine.register_filter("step", |v: &str, _: Kwargs, _: &State| step(v));
    for name in [
        "safe",
        "upper",
        "lower",
        "trim",
        "trim_start",
        "trim_end",
        "replace",
        "capitalize",
        "title",
        "truncate",
        "indent",
        "join",
        "format",
    ] {
        engine.register_filter(name, move |_: Value, _: Kwargs, _: &State| -> TeraResult<Value> {
            Err(tera::Error::message(format!(
                "the filter `{name}` is switched off here: it could undo an escape"
            )))
        });
    }
}

/// What a filter of this file made. It is no longer than a whole Dockerfile may be: one filter behind the other could double a text again and again.
fn safe(text: &str) -> TeraResult<Value> {
    if text.len() > MOST {
        return Err(tera::Error::message("a filter makes more than 1 MiB of text"));
    }
    Ok(Value::safe_string(text))
}

/// A double-quoted value of ENV or LABEL that means exactly this text: `\`, `"` and `$` lose their meaning (Dockerfile reference, "Environment replacement").
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        if matches!(c, '\\' | '"' | '$') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
    out
}

/// A value of ENV: a preset's may use variables, a person's may not.
fn env(value: &Value, kwargs: &Kwargs) -> TeraResult<Value> {
    let text = value.as_str().ok_or_else(|| tera::Error::message("`env` takes a text"))?;
    let expands = kwargs.get::<bool>("expands")?.unwrap_or(false);
    let plain = !text.is_empty() && text.chars().all(|c| is_plain(c) || (expands && matches!(c, '$' | '{' | '}')));
    match (plain, expands) {
        (true, _) => safe(text),
        (false, true) => safe(&format!("\"{}\"", text.replace(['"', '\\', '\n'], ""))),
        (false, false) => safe(&quoted(text)),
    }
}

/// The exec form: a JSON list of texts.
fn exec(value: &Value) -> TeraResult<Value> {
    let items = value
        .as_array()
        .ok_or_else(|| tera::Error::message("`exec` takes a list of texts"))?;
    let words: Option<Vec<String>> = items.iter().map(|i| i.as_str().map(json)).collect();
    let words = words.ok_or_else(|| tera::Error::message("`exec` takes a list of texts"))?;
    safe(&format!("[{}]", words.join(", ")))
}

fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// One word of a shell, quoted only when it must be.
pub fn sh(text: &str) -> String {
    if is_word(text) && !text.contains('*') {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// A list of plain words, parted by `sep` (a blank when none is given).
fn words(value: &Value, kwargs: &Kwargs) -> TeraResult<Value> {
    let items = value
        .as_array()
        .ok_or_else(|| tera::Error::message("`words` takes a list of texts"))?;
    let mut out = Vec::new();
    for item in items {
        match item.as_str() {
            Some(word) if is_word(word) => out.push(word),
            Some(word) => return Err(tera::Error::message(format!("`{}` is no plain word", crate::value::shown(word)))),
            None => return Err(tera::Error::message("`words` takes a list of texts")),
        }
    }
    let sep = kwargs.get::<&str>("sep")?.unwrap_or(" ");
    safe(&out.join(sep))
}

/// A word that no shell touches. A `~` means something to one only where a path could begin (POSIX, Shell 2.6.1).
fn is_word(word: &str) -> bool {
    let home = word.starts_with('~') || word.contains("=~") || word.contains(":~");
    !word.is_empty() && !home && word.chars().all(|c| is_plain(c) || c == '~')
}

/// A person's own step, as it is: its type keeps it on one line; what it does to the instructions is read back afterwards.
fn step(text: &str) -> TeraResult<Value> {
    let line = crate::value::ShellLine::new(text).map_err(|why| tera::Error::message(why.to_string()))?;
    safe(line.as_str().trim())
}
