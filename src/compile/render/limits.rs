//! What a template may not do: loop for ever, fill the memory, or hide how text is put together.

use std::{
    io::{self, Write},
    sync::mpsc,
    thread,
    time::Duration,
};

use tera::{Context, Kwargs, State, Tera, TeraResult, Value};

use super::escape;
use crate::{
    error::{Error, Result},
    value::shown,
};

/// The most text that a template may make, in bytes.
const MOST: usize = 1 << 20;

/// How long a template of a person's own may take. The built-in ones take a fraction of a millisecond.
const DEADLINE: Duration = Duration::from_secs(2);

/// Constructs that could pile text up without printing it. The built-in templates do without them too.
const REFUSED: [&str; 4] = ["set ", "set_global ", "filter ", "component "];

/// Takes away the engine's functions that make large values from nothing.
pub fn register(engine: &mut Tera) {
    for name in ["range", "now", "throw"] {
        engine.register_function(name, move |_: Kwargs, _: &State| -> TeraResult<Value> {
            Err(tera::Error::message(format!("the function `{name}` is switched off here")))
        });
    }
}

/// Refuses templates that keep text in variables: only printing, conditions, loops over the plan and includes are needed.
///
/// # Errors
/// An input error that names the template and the line.
pub fn lint(templates: &[(&str, &str)]) -> Result<()> {
    for (name, text) in templates {
        for (number, line) in text.lines().enumerate() {
            let mut tags = line.split("{%").skip(1).map(|tag| tag.trim_start_matches(['-', ' ']));
            if let Some(word) = tags.find_map(|tag| REFUSED.iter().find(|r| tag.starts_with(**r))) {
                return Err(Error::input(format!(
                    "{name}:{}: `{{% {}%}}` is not allowed in a template here",
                    number + 1,
                    word
                ))
                .hint("print values of the plan directly; conditions, loops and includes are at hand"));
            }
        }
    }
    Ok(())
}

/// Renders in this thread.
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

/// Renders with a deadline. A template that passes it is left alone with its thread: the program ends soon, and nothing was written.
pub fn within(engine: &Tera, name: &str, context: Context) -> Result<String> {
    let (send, receive) = mpsc::channel();
    let (engine, owned) = (engine.clone(), name.to_owned());
    thread::Builder::new()
        .spawn(move || {
            let _ = send.send(now(&engine, &owned, &context));
        })
        .map_err(|e| Error::environment(format!("no thread for the template could be started: {e}")))?;
    receive.recv_timeout(DEADLINE).unwrap_or_else(|_| {
        Err(Error::input(format!(
            "the template {name} does not end: it was stopped after {} seconds",
            DEADLINE.as_secs()
        )))
    })
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
