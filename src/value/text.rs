//! Free text that stays on its line.

use super::{is_hidden, shown};

/// One line of text: no line breaks, no control characters, none that change the reading direction; at most 4096 bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line(String);

super::checked_string!(Line, "One line of text", "^[^\\x00-\\x1f\\x7f]*$", check_line);

/// One line for a shell: the rest of a RUN.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ShellLine(String);

super::checked_string!(
    ShellLine,
    "One shell command line",
    "^[^\\x00-\\x1f\\x7f]*[^\\x00-\\x1f\\x7f\\\\\\s]$",
    |text| {
        check_line(text)?;
        if text.trim().is_empty() {
            return Err("the command is empty".into());
        }
        if text.trim_end().ends_with('\\') {
            return Err(format!(
                "`{}` ends in a backslash, which would join the next instruction to it",
                shown(text)
            ));
        }
        if text.contains("<<") {
            return Err(format!(
                "`{}` has `<<` in it, which would make a here-document of what follows: put longer scripts into a file",
                shown(text)
            ));
        }
        if text.trim_start().starts_with(['-', '[', '#']) {
            return Err(format!(
                "`{}` would be read as a flag, a list or a comment: start with the command itself",
                shown(text)
            ));
        }
        Ok(())
    }
);

fn check_line(text: &str) -> Result<(), String> {
    if text.len() > 4096 {
        return Err(format!("`{}` is too long: 4096 bytes at most", shown(text)));
    }
    match text.chars().find(|c| is_hidden(*c) || looks_like_a_blank(*c)) {
        Some('\n' | '\r') => Err(format!("`{}` has a line break in it: one line only", shown(text))),
        Some(c) if looks_like_a_blank(c) => Err(format!(
            "`{}` has {} in it, which looks like a blank and is none",
            shown(text),
            c.escape_unicode()
        )),
        Some(c) => Err(format!(
            "`{}` has the invisible character {} in it",
            shown(text),
            c.escape_unicode()
        )),
        None => Ok(()),
    }
}

/// Blanks that keep words together: no builder, shell or program takes them for a blank.
fn looks_like_a_blank(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}')
}

/// The path (and query) of an HTTP request, such as `/healthz`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HttpPath(String);

super::checked_string!(
    HttpPath,
    "The path of a request, such as /healthz",
    "^/[A-Za-z0-9._~/?&=%+,:@-]{0,1023}$",
    |text| {
        let ok = |b: u8| b.is_ascii_alphanumeric() || b"._~/?&=%+,:@-".contains(&b);
        if text.starts_with('/') && text.len() <= 1024 && text.bytes().all(ok) {
            Ok(())
        } else {
            Err(format!(
                "`{}` is no request path: it starts with `/` and has only characters that need no escaping in a URL",
                shown(text)
            ))
        }
    }
);
