//! Secrets by their shape: the marks that issuers put on what they hand out, and values that look as if they were drawn by lot.

/// What issuers begin their tokens with, how many characters follow at least, and what it is.
const MARKS: &[(&str, usize, &str)] = &[
    ("AGE-SECRET-KEY-1", 50, "an age key"),
    ("AIza", 35, "a Google API key"),
    ("ATATT3", 60, "an Atlassian token"),
    ("GOCSPX-", 24, "a Google client secret"),
    ("HRKU-", 30, "a Heroku key"),
    ("LTAI", 16, "an Alibaba Cloud key"),
    ("NRAK-", 27, "a New Relic key"),
    ("PMAK-", 40, "a Postman key"),
    ("cio", 32, "a crates.io token"),
    ("dapi", 32, "a Databricks token"),
    ("dckr_oat_", 20, "a Docker Hub token"),
    ("dckr_pat_", 20, "a Docker Hub token"),
    ("doo_v1_", 64, "a DigitalOcean token"),
    ("dop_v1_", 64, "a DigitalOcean token"),
    ("dp.pt.", 40, "a Doppler token"),
    ("fo1_", 40, "a Fly.io token"),
    ("gho_", 36, "a GitHub token"),
    ("ghp_", 36, "a GitHub token"),
    ("ghr_", 36, "a GitHub token"),
    ("ghs_", 36, "a GitHub token"),
    ("ghu_", 36, "a GitHub token"),
    ("github_pat_", 40, "a GitHub token"),
    ("glc_", 32, "a Grafana token"),
    ("glcbt-", 20, "a GitLab token"),
    ("gldt-", 20, "a GitLab token"),
    ("glpat-", 20, "a GitLab token"),
    ("glptt-", 20, "a GitLab token"),
    ("glrt-", 20, "a GitLab token"),
    ("glsa_", 32, "a Grafana token"),
    ("hf_", 34, "a Hugging Face token"),
    ("hvb.", 24, "a Vault token"),
    ("hvs.", 24, "a Vault token"),
    ("lin_api_", 40, "a Linear key"),
    ("npm_", 36, "an npm token"),
    ("ntn_", 40, "a Notion token"),
    ("pscale_tkn_", 30, "a PlanetScale token"),
    ("pul-", 40, "a Pulumi token"),
    ("pypi-", 60, "a PyPI token"),
    ("rk_live_", 20, "a Stripe key"),
    ("rubygems_", 48, "a RubyGems key"),
    ("shpat_", 32, "a Shopify token"),
    ("shpss_", 32, "a Shopify secret"),
    ("sk-ant-", 40, "an API key"),
    ("sk-proj-", 40, "an API key"),
    ("sk_live_", 20, "a Stripe key"),
    ("sntrys_", 40, "a Sentry token"),
    ("sntryu_", 40, "a Sentry token"),
    ("sq0atp-", 22, "a Square token"),
    ("sq0csp-", 40, "a Square secret"),
    ("tskey-", 20, "a Tailscale key"),
    ("xapp-", 20, "a Slack token"),
    ("xoxa-", 20, "a Slack token"),
    ("xoxb-", 20, "a Slack token"),
    ("xoxe-", 20, "a Slack token"),
    ("xoxp-", 20, "a Slack token"),
    ("xoxr-", 20, "a Slack token"),
    ("xoxs-", 20, "a Slack token"),
    ("ya29.", 40, "a Google access token"),
];

/// What a word is by its shape alone, if it is the kind of secret whose issuer marks it.
pub fn shape(word: &str) -> Option<&'static str> {
    if word.len() < SHORTEST || word.ends_with("EXAMPLE") {
        return None;
    }
    let tail = |prefix: &str| word.strip_prefix(prefix);
    match word.as_bytes() {
        [b'A', b'K' | b'S', b'I', b'A', ..] if word.len() == 20 && is_upper(word) => return Some("an AWS access key"),
        [b'S', b'G', b'.', ..] if word.len() == 69 => return Some("a SendGrid key"),
        [b'e', b'y', b'J', ..] if is_json_web_token(word) => return Some("a JSON web token"),
        _ => {}
    }
    // a 40-digit name that begins like a mark is no token: crates.io's and Databricks' have nothing but letters and digits after it
    let plain = |prefix: &str| {
        !matches!(prefix, "cio" | "dapi" | "LTAI") || word.len() <= prefix.len() + 40 && word.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    let first = word.bytes().next();
    MARKS
        .iter()
        .filter(|(prefix, ..)| prefix.bytes().next() == first)
        .find(|(prefix, least, _)| tail(prefix).is_some_and(|t| t.len() >= *least && is_random(t)) && plain(prefix))
        .map(|(_, _, kind)| *kind)
}

/// Three parts, the first two of which begin with `{"`.
fn is_json_web_token(word: &str) -> bool {
    let mut parts = word.split('.');
    let (head, body, signature) = (parts.next(), parts.next(), parts.next());
    let long = |part: Option<&str>, least: usize| part.is_some_and(|p| p.len() >= least);
    long(head, 16) && long(body, 16) && body.is_some_and(|b| b.starts_with("eyJ")) && long(signature, 20) && parts.next().is_none()
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

/// How many bits each character of a value carries, if it looks as if it was drawn by lot: long, one word, of all kinds of characters,
/// and neither a checksum nor anything that is written with a pattern.
pub fn randomness(value: &str) -> Option<f64> {
    const LONG: usize = 24;
    const LONGEST: usize = 512;
    const ENOUGH: f64 = 4.0;
    let bytes = value.as_bytes();
    let word = bytes
        .iter()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'=' | b'_' | b'-'));
    let all_hex = bytes.iter().all(|b| b.is_ascii_hexdigit() || *b == b'-');
    let kinds = [u8::is_ascii_digit, u8::is_ascii_uppercase, u8::is_ascii_lowercase];
    let mixed = kinds.iter().all(|kind| bytes.iter().any(kind));
    let checksum = ["sha256-", "sha384-", "sha512-"].iter().any(|start| value.starts_with(start));
    if !(LONG..=LONGEST).contains(&bytes.len()) || !word || all_hex || !mixed || checksum || value.matches('/').count() > 2 {
        return None;
    }
    let mut counts = [0_u32; 256];
    for byte in bytes {
        if let Some(count) = counts.get_mut(usize::from(*byte)) {
            *count += 1;
        }
    }
    let length = f64::from(u32::try_from(bytes.len()).ok()?);
    let share = |count: &u32| f64::from(*count) / length;
    let bits: f64 = counts.iter().filter(|count| **count > 0).map(share).map(|p| -p * p.log2()).sum();
    (bits >= ENOUGH).then_some(bits)
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
