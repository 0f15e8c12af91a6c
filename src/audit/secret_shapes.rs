//! Secrets by their shape: the marks that issuers put on what they hand out.

/// What a word is by its shape alone, if it is the kind of secret whose issuer marks it.
pub fn shape(word: &str) -> Option<&'static str> {
    if word.len() < SHORTEST || word.ends_with("EXAMPLE") {
        return None;
    }
    let tail = |prefix: &str| word.strip_prefix(prefix);
    let long = |tail: Option<&str>, least: usize| tail.is_some_and(|t| t.len() >= least && is_random(t));
    let found = match word.as_bytes() {
        [b'g', b'h', b'p' | b'o' | b'u' | b's' | b'r', b'_', ..] if long(word.get(4..), 36) => "a GitHub token",
        [b'g', b'i', ..] if long(tail("github_pat_"), 40) => "a GitHub token",
        [b'g', b'l', ..] if long(tail("glpat-"), 20) => "a GitLab token",
        [b'n', b'p', b'm', b'_', ..] if long(word.get(4..), 36) => "an npm token",
        [b'p', b'y', ..] if long(tail("pypi-"), 60) => "a PyPI token",
        [b'x', b'o', b'x', b'a' | b'b' | b'p' | b'r' | b's', b'-', ..] if long(word.get(5..), 20) => "a Slack token",
        [b's', b'k', b'_', ..] if long(tail("sk_live_"), 20) => "a Stripe key",
        [b'r', b'k', b'_', ..] if long(tail("rk_live_"), 20) => "a Stripe key",
        [b's', b'k', b'-', ..] if long(tail("sk-ant-"), 40) || long(tail("sk-proj-"), 40) => "an API key",
        [b'A', b'K' | b'S', b'I', b'A', ..] if word.len() == 20 && is_upper(word) => "an AWS access key",
        [b'A', b'I', b'z', b'a', ..] if word.len() == 39 => "a Google API key",
        [b'd', b'c', ..] if long(tail("dckr_pat_"), 20) => "a Docker Hub token",
        [b'h', b'v', b's', b'.', ..] if long(word.get(4..), 24) => "a Vault token",
        [b'S', b'G', b'.', ..] if word.len() == 69 => "a SendGrid key",
        [b'd', b'o', ..] if long(tail("dop_v1_"), 64) => "a DigitalOcean token",
        [b'h', b'f', b'_', ..] if long(tail("hf_"), 34) => "a Hugging Face token",
        _ => return None,
    };
    Some(found)
}

/// Letters and digits of some variety: `xxxxxxxx` and `YOUR_TOKEN_HERE` are placeholders.
fn is_random(text: &str) -> bool {
    let bytes = text.as_bytes();
    let kinds = bytes.iter().any(u8::is_ascii_digit) && bytes.iter().any(u8::is_ascii_alphabetic);
    let changes = bytes.windows(2).filter(|pair| pair.first() != pair.last()).count();
    kinds && changes * 2 > bytes.len()
}

fn is_upper(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

/// The shortest word that can be such a secret.
const SHORTEST: usize = 16;

/// Every word of a text that has the shape of a secret, with the offset it starts at.
///
/// Short words are leapt over: the last gap within the next [`SHORTEST`] bytes ends all words before it.
pub fn shapes(text: &str) -> impl Iterator<Item = (usize, &str, &'static str)> {
    let bytes = text.as_bytes();
    let is_gap = |at: usize| {
        !bytes
            .get(at)
            .is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'))
    };
    let mut start = 0;
    std::iter::from_fn(move || {
        while start + SHORTEST <= bytes.len() {
            if let Some(gap) = (start..start + SHORTEST).rev().find(|at| is_gap(*at)) {
                start = gap + 1;
                continue;
            }
            let end = (start + SHORTEST..bytes.len()).find(|at| is_gap(*at)).unwrap_or(bytes.len());
            let at = std::mem::replace(&mut start, end);
            let word = text.get(at..end).unwrap_or_default();
            if let Some(kind) = shape(word) {
                return Some((at, word, kind));
            }
        }
        None
    })
}
