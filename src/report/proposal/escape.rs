//! Texts of other people inside a page: no character of theirs may be markup.

/// Characters that mean something in HTML or Markdown, as character references; what stands between backticks becomes code.
pub fn with_code(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let parts: Vec<&str> = text.split('`').collect();
    let last = parts.len().saturating_sub(1);
    for (at, part) in parts.iter().enumerate() {
        let code = at % 2 == 1 && at < last;
        if code {
            out.push_str("<code>");
        } else if at % 2 == 1 {
            // a backtick that nothing closes
            out.push_str("&#96;");
        }
        out.push_str(&escaped(part));
        if code {
            out.push_str("</code>");
        }
    }
    out
}

/// Every character that could be markup, as a character reference.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' | '<' | '>' | '"' | '\'' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '\\' | '#' | '!' | '@' => {
                out.push_str(&format!("&#{};", u32::from(c)));
            }
            _ => out.push(c),
        }
    }
    out
}
