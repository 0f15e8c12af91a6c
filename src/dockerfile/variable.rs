//! Where a `${…}` ends: needed to leave it alone, long before anybody asks for its value.

/// Why a word cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unclosed {
    /// `'` without its partner.
    Single,
    /// `"` without its partner.
    Double,
    /// `${` without `}`.
    Brace,
    /// `${` with something in it that BuildKit does not know.
    Modifier,
}

impl Unclosed {
    /// The message of the problem.
    pub(super) fn message(self) -> &'static str {
        match self {
            Self::Single => "unterminated quote: no matching `'`",
            Self::Double => "unterminated quote: no matching `\"`",
            Self::Brace => "unterminated variable: no matching `}`",
            Self::Modifier => "bad substitution in `${…}`",
        }
    }
}

/// One `{…}` that is still open.
struct Open {
    /// Whether double quotes are open in it.
    quoted: bool,
    /// Whether it is `${x/pattern/…}` and the second slash is still to come.
    pattern: bool,
}

/// The length of the `{…}` at the start of a text, with quotes and further `${…}` inside. Where BuildKit only looks for words
/// (`strict` is false) any modifier after a colon will do.
pub(super) fn brace_length(text: &str, escape: char, strict: bool) -> Result<usize, Unclosed> {
    let mut open = Vec::new();
    let mut at = enter(text, 0, strict, &mut open)?;
    let mut dollar = false;
    while let Some(last) = open.last_mut() {
        let rest = text.get(at..).unwrap_or("");
        let Some(ch) = rest.chars().next() else {
            return Err(if last.quoted { Unclosed::Double } else { Unclosed::Brace });
        };
        // `$$` is a variable of its own
        let after_dollar = std::mem::take(&mut dollar);
        dollar = ch == '$' && !after_dollar;
        match ch {
            '{' if after_dollar => {
                at = enter(text, at, strict, &mut open)?;
                continue;
            }
            '"' => last.quoted = !last.quoted,
            '/' if last.pattern && !last.quoted => last.pattern = false,
            '}' if !last.quoted && !last.pattern => {
                open.pop();
            }
            '\'' if !last.quoted => {
                let length = rest.get(1..).and_then(|inside| inside.find('\'')).ok_or(Unclosed::Single)?;
                at += length + 1;
            }
            _ if ch == escape => at += rest.chars().nth(1).map_or(0, char::len_utf8),
            _ => {}
        }
        at += ch.len_utf8();
    }
    Ok(at)
}

/// Reads `{name` and the modifier after it, and returns where that ends: before the `}` if there is no modifier.
fn enter(text: &str, at: usize, strict: bool, open: &mut Vec<Open>) -> Result<usize, Unclosed> {
    let inside = at + 1;
    let rest = text.get(inside..).unwrap_or("");
    if rest.starts_with(['{', '}', ':']) {
        return Err(Unclosed::Modifier);
    }
    let after = inside + name_length(rest);
    let rest = text.get(after..).unwrap_or("");
    let modifier = rest.chars().next().ok_or(Unclosed::Brace)?;
    let skip = match modifier {
        '}' => 0,
        ':' => match rest.chars().nth(1).ok_or(Unclosed::Brace)? {
            '#' | '%' => return Err(Unclosed::Modifier),
            '+' | '-' | '?' => 2,
            _ if strict => return Err(Unclosed::Modifier),
            other => 1 + other.len_utf8(),
        },
        '+' | '-' | '?' | '#' | '%' => 1,
        '/' if rest.starts_with("//") => 2,
        '/' => 1,
        _ => return Err(Unclosed::Modifier),
    };
    open.push(Open {
        quoted: false,
        pattern: modifier == '/',
    });
    Ok(after + skip)
}

/// The length of the variable name at the start of a text: a word, a number, or one special character; 0 if there is none.
pub(super) fn name_length(text: &str) -> usize {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) if first.is_numeric() => text.find(|c: char| !c.is_numeric()).unwrap_or(text.len()),
        Some('@' | '*' | '#' | '?' | '-' | '$' | '!') => 1,
        _ => text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len()),
    }
}
