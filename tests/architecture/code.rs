//! Just enough of Rust's syntax to tell code from comments and texts, and to read paths.

/// What a piece of a file is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Code,
    Comment,
    /// A string or character literal with its quotes.
    Text,
}

/// A file in pieces, in order; nothing is left out.
pub fn pieces(text: &str) -> Vec<(Kind, &str)> {
    let mut pieces = Vec::new();
    let (mut from, mut at) = (0, 0);
    while at < text.len() {
        let (kind, length) = literal(text, at).map_or_else(|| comment(&text[at..]), |length| (Kind::Text, length));
        if kind == Kind::Code {
            at += length;
            continue;
        }
        pieces.push((Kind::Code, &text[from..at]));
        pieces.push((kind, &text[at..at + length]));
        at += length;
        from = at;
    }
    pieces.push((Kind::Code, &text[from..]));
    pieces
}

/// The pieces of some kinds, with a blank for each piece that is left out.
pub fn only(text: &str, kinds: &[Kind]) -> String {
    let keep = |(kind, piece): &(Kind, &str)| {
        let kept = if kinds.contains(kind) {
            (*piece).to_owned()
        } else {
            " ".to_owned()
        };
        let lines = if kinds.contains(kind) { 0 } else { piece.matches('\n').count() };
        kept + &"\n".repeat(lines)
    };
    pieces(text).iter().map(keep).collect()
}

/// A comment here, or one character of code.
fn comment(rest: &str) -> (Kind, usize) {
    if rest.starts_with("//") {
        return (Kind::Comment, rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return (Kind::Comment, rest.find("*/").map_or(rest.len(), |end| end + 2));
    }
    (Kind::Code, rest.chars().next().map_or(1, char::len_utf8))
}

/// The length of the literal that starts here, if one does.
fn literal(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let inside_word = text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
    let bare = rest.trim_start_matches(['b', 'r', 'c']);
    let prefix = rest.len() - bare.len();
    if prefix > 2 || (prefix > 0 && inside_word) {
        return None;
    }
    let hashes = bare.len() - bare.trim_start_matches('#').len();
    if rest[..prefix].contains('r') && bare[hashes..].starts_with('"') {
        let close = format!("\"{}", "#".repeat(hashes));
        let start = prefix + hashes + 1;
        return Some(start + rest[start..].find(&close)? + close.len());
    }
    let quote = bare.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let mut escaped = false;
    for (offset, c) in bare.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return Some(prefix + offset + 1),
            // A quote that nothing closes soon is that of a lifetime.
            _ if quote == '\'' && offset > 1 && !bare[1..].starts_with('\\') => return None,
            _ => {}
        }
    }
    None
}

/// All paths in code, groups unfolded: `use a::{b, c::d};` holds `a::b` and `a::c::d`.
pub fn paths(code: &str) -> Vec<Vec<String>> {
    let tokens = tokens(code);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let follows = at > 0 && tokens[at - 1] == "::" && tokens[..at - 1].last().is_some_and(|t| is_word(t));
        if is_word(&tokens[at]) && !follows {
            at = path(&tokens, at, &[], &mut found).max(at + 1);
        } else {
            at += 1;
        }
    }
    found
}

fn path(tokens: &[String], mut at: usize, before: &[String], found: &mut Vec<Vec<String>>) -> usize {
    let mut segments = before.to_vec();
    loop {
        match tokens.get(at).map(String::as_str) {
            Some("{") if segments.len() > before.len() || !before.is_empty() => {
                at += 1;
                while tokens.get(at).is_some_and(|t| t != "}") {
                    at = if tokens[at] == "," {
                        at + 1
                    } else {
                        path(tokens, at, &segments, found).max(at + 1)
                    };
                }
                return at + 1;
            }
            Some(word) if is_word(word) => segments.push(word.to_owned()),
            _ => break,
        }
        at += 1;
        if tokens.get(at).is_none_or(|t| t != "::") {
            break;
        }
        at += 1;
    }
    if segments.len() > before.len() {
        found.push(segments);
    }
    // `x as y` inside a group
    while !before.is_empty() && tokens.get(at).is_some_and(|t| t != "," && t != "}") {
        at += 1;
    }
    at
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

fn tokens(code: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = code.trim_start();
    while let Some(first) = rest.chars().next() {
        let word = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
        let length = match word {
            0 if rest.starts_with("::") => 2,
            0 => first.len_utf8(),
            length => length,
        };
        tokens.push(rest[..length].to_owned());
        rest = rest[length..].trim_start();
    }
    tokens
}

#[test]
fn code_is_told_from_comments_and_texts() {
    let text = "a /* b */ \"c \\\" // d\" 'e' '\\'' <'f> r#\"g\"h\"# b\"i\" // j\nk";
    let code = only(text, &[Kind::Code]);
    assert_eq!(code.split_whitespace().collect::<Vec<_>>(), ["a", "<'f>", "k"]);
    assert!(only(text, &[Kind::Text]).contains("g\"h"));
    assert!(only(text, &[Kind::Comment]).contains("// j"));
}

#[test]
fn groups_are_unfolded() {
    let found: Vec<String> = paths("use a::{b, c::{d as e, *}, self}; f::<g::h>(i); ")
        .iter()
        .map(|p| p.join("::"))
        .collect();
    for path in ["a::b", "a::c::d", "a::self", "g::h", "f"] {
        assert!(found.iter().any(|f| f == path), "{path} is not in {found:?}");
    }
}
