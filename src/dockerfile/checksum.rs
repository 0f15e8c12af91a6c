//! Digests as BuildKit checks them: an algorithm that it knows, and as many hexadecimal digits as that has.

/// What is wrong with `sha256:…`, if anything.
pub(super) fn mistake(text: &str) -> Option<String> {
    let Some((algorithm, digits)) = text.split_once(':') else {
        return Some(format!("`{text}` is no digest: it is an algorithm, a colon and hexadecimal digits"));
    };
    let length = match algorithm {
        "sha256" => 64,
        "sha384" => 96,
        "sha512" => 128,
        _ => {
            return Some(format!(
                "unknown digest algorithm `{algorithm}`: sha256, sha384 and sha512 are known"
            ));
        }
    };
    if digits.len() != length {
        return Some(format!("a {algorithm} digest has {length} digits, not {}", digits.len()));
    }
    let wrong = digits.chars().find(|c| !matches!(c, '0'..='9' | 'a'..='f'))?;
    Some(format!("`{}` is no digit of a digest", wrong.escape_default()))
}
