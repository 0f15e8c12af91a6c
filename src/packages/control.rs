//! The paragraphs of Debian's control files (deb822(5)): fields, their values, and what is continued on the next lines.

/// The paragraphs of a text; empty ones are left out.
pub fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    text.split("\n\n").map(|p| p.trim_matches('\n')).filter(|p| !p.is_empty())
}

/// The fields of a paragraph, name and value each. A value that goes on over lines is one slice with its line breaks in it.
pub fn fields(paragraph: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = paragraph;
    std::iter::from_fn(move || {
        while !rest.is_empty() {
            let field = first_field(rest);
            rest = rest[field.len()..].trim_start_matches('\n');
            if let Some((name, value)) = field.split_once(':') {
                return Some((name, value.trim()));
            }
        }
        None
    })
}

/// The first line and all that continue it, which begin with a blank.
fn first_field(text: &str) -> &str {
    let ends = text.match_indices('\n').map(|(at, _)| at);
    let end = ends.into_iter().find(|at| !text[at + 1..].starts_with([' ', '\t']));
    &text[..end.unwrap_or(text.len())]
}
