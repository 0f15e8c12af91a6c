//! File modes as `--chmod` takes them: an octal number, or clauses such as `u=rwX,go-w`.

/// Whether BuildKit takes it.
pub(super) fn is_mode(text: &str) -> bool {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return text.bytes().all(|b| b.is_ascii_digit()) && u32::from_str_radix(text, 8).is_ok_and(|mode| mode <= 0o7777);
    }
    text.split(',').all(is_clause)
}

/// `ug+rw-x`: whose, and then at least once what to do with which bits.
fn is_clause(text: &str) -> bool {
    let rest = text.trim_start_matches(['u', 'g', 'o', 'a']);
    rest.starts_with(['+', '-', '=']) && rest.bytes().all(|b| b"+-=rwxXstugo".contains(&b))
}
