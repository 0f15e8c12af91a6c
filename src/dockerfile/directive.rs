//! Parser directives. They count only above everything else, and BuildKit looks for them twice: its frontend chooser finds
//! `syntax` and `check` (also under a `#!` line), its parser finds `escape` (also behind blanks).

use super::{Directive, Problem, Word, lex::Cursor, mount::is_switch};
use crate::source::Span;

/// The directives at the top of a file. The cursor is left where the first other line starts, and knows the escape character.
pub(super) fn read(cursor: &mut Cursor<'_>, problems: &mut Vec<Problem>) -> Vec<Directive> {
    let mut found: Vec<Directive> = Vec::new();
    let mut parser_looks = true;
    let mut chooser_looks = true;
    let mut first = true;
    let mut comment = "#";
    while parser_looks || chooser_looks {
        let Some(line) = cursor.line() else { break };
        let start = line.end() - line.text.trim_start().len();
        let span = Span::new(start, line.end());
        if first && line.text.starts_with("#!") {
            first = false;
            parser_looks = false;
            cursor.comments.push(span);
            continue;
        }
        if first && line.text.starts_with("//") {
            comment = "//";
            parser_looks = false;
        }
        first = false;
        if start > line.start {
            chooser_looks = false;
        }
        let Some((name, value)) = split(line.text.trim_start(), comment, start) else {
            cursor.back(line);
            break;
        };
        let again = found.iter().any(|d| d.name == name);
        // a second one is an error for the parser, and the end for the chooser
        chooser_looks &= parser_looks || !again;
        let looked_for = match name.as_str() {
            "escape" => parser_looks,
            "syntax" => chooser_looks,
            _ => chooser_looks && comment == "#",
        };
        if !looked_for {
            if comment == "//" {
                cursor.back(line);
                break;
            }
            cursor.comments.push(span);
            continue;
        }
        if again {
            problems.push(Problem {
                span,
                message: format!("only one {name} parser directive can be used"),
            });
        } else if name == "escape" {
            match value.value.as_str() {
                "\\" => cursor.escape = '\\',
                "`" => cursor.escape = '`',
                _ => problems.push(Problem {
                    span: value.span,
                    message: "the escape directive must be \\ or `".to_owned(),
                }),
            }
        }
        if name == "check"
            && let Some(message) = check_mistake(&value.value)
        {
            problems.push(Problem { span: value.span, message });
        }
        if comment == "//" {
            problems.push(Problem {
                span,
                message: "unknown instruction `//`: only the choice of a frontend reads this line".to_owned(),
            });
        }
        found.push(Directive { name, value, span });
    }
    found
}

/// `# name = value`, if the line is that and the name is one of the three.
fn split(line: &str, comment: &str, start: usize) -> Option<(String, Word)> {
    let rest = line.strip_prefix(comment)?.trim_start_matches(is_space);
    let (name, value) = rest.split_once('=')?;
    let name = name.trim_end_matches(is_space).to_ascii_lowercase();
    if !matches!(name.as_str(), "syntax" | "escape" | "check") {
        return None;
    }
    let (value, end) = match value.trim_matches(is_space) {
        // for BuildKit the last of the blanks is the value
        "" => (value.get(value.len().checked_sub(1)?..)?, start + line.len()),
        value => (value, start + line.trim_end_matches(is_space).len()),
    };
    Some((
        name,
        Word {
            value: value.into(),
            span: Span::new(end - value.len(), end),
        },
    ))
}

/// What is wrong with the value of a check directive, if anything.
fn check_mistake(value: &str) -> Option<String> {
    for part in value.trim().splitn(3, ';').filter(|_| !value.trim().is_empty()) {
        let Some((key, value)) = part.split_once('=') else {
            return Some(format!("invalid check option `{part}`"));
        };
        match key.trim() {
            "skip" | "experimental" => {}
            "error" if is_switch(value.trim()) => {}
            "error" => return Some(format!("the check option error is true or false, not `{}`", value.trim())),
            key => return Some(format!("invalid check option `{key}`: skip, error and experimental are known")),
        }
    }
    None
}

/// `\s` as Go's regular expressions have it.
fn is_space(ch: char) -> bool {
    matches!(ch, ' ' | '\t' | '\n' | '\x0c' | '\r')
}
