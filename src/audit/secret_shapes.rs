//! Secrets by their shape: the marks that issuers put on what they hand out, and values that look as if they were drawn by lot.

/// What issuers begin their tokens with, how many characters follow at least, and what it is.
const MARKS: &[(&str, usize, &str)] = &[
    ("AGE-SECRET-KEY-1", 50, "an age key"),
    ("AIza", 35, "a Google API key"),
    ("ATATT3", 60, "an Atlassian token"),
    ("ATBB", 28, "a Bitbucket password"),
    ("CFPAT-", 40, "a Contentful token"),
    ("GOCSPX-", 24, "a Google client secret"),
    ("HRKU-", 30, "a Heroku key"),
    ("LTAI", 16, "an Alibaba Cloud key"),
    ("NRAK-", 27, "a New Relic key"),
    ("PMAK-", 40, "a Postman key"),
    ("SWMTKN-1-", 50, "a Docker Swarm token"),
    ("bkua_", 36, "a Buildkite token"),
    ("cio", 32, "a crates.io token"),
    ("dapi", 32, "a Databricks token"),
    ("dckr_oat_", 20, "a Docker Hub token"),
    ("dckr_pat_", 20, "a Docker Hub token"),
    ("doo_v1_", 64, "a DigitalOcean token"),
    ("dop_v1_", 64, "a DigitalOcean token"),
    ("dor_v1_", 64, "a DigitalOcean token"),
    ("dp.pt.", 40, "a Doppler token"),
    ("dt0c01.", 60, "a Dynatrace token"),
    ("figd_", 36, "a Figma token"),
    ("fo1_", 40, "a Fly.io token"),
    ("gho_", 36, "a GitHub token"),
    ("ghp_", 36, "a GitHub token"),
    ("ghr_", 36, "a GitHub token"),
    ("ghs_", 36, "a GitHub token"),
    ("ghu_", 36, "a GitHub token"),
    ("github_pat_", 40, "a GitHub token"),
    ("glagent-", 40, "a GitLab token"),
    ("glc_", 32, "a Grafana token"),
    ("glcbt-", 20, "a GitLab token"),
    ("gldt-", 20, "a GitLab token"),
    ("glft-", 20, "a GitLab token"),
    ("glimt-", 20, "a GitLab token"),
    ("glpat-", 20, "a GitLab token"),
    ("glptt-", 20, "a GitLab token"),
    ("glrt-", 20, "a GitLab token"),
    ("glsa_", 32, "a Grafana token"),
    ("glsoat-", 20, "a GitLab token"),
    ("gsk_", 40, "a Groq key"),
    ("hf_", 34, "a Hugging Face token"),
    ("hvb.", 24, "a Vault token"),
    ("hvr.", 24, "a Vault token"),
    ("hvs.", 24, "a Vault token"),
    ("lin_api_", 40, "a Linear key"),
    ("lsv2_pt_", 32, "a LangSmith key"),
    ("nfp_", 36, "a Netlify token"),
    ("npm_", 36, "an npm token"),
    ("ntn_", 40, "a Notion token"),
    ("pcsk_", 40, "a Pinecone key"),
    ("phx_", 36, "a PostHog key"),
    ("pnu_", 36, "a Prefect key"),
    ("pplx-", 40, "a Perplexity key"),
    ("pscale_tkn_", 30, "a PlanetScale token"),
    ("pul-", 40, "a Pulumi token"),
    ("pypi-", 60, "a PyPI token"),
    ("r8_", 36, "a Replicate token"),
    ("rdme_", 60, "a ReadMe key"),
    ("rk_live_", 20, "a Stripe key"),
    ("rubygems_", 48, "a RubyGems key"),
    ("sbp_", 40, "a Supabase token"),
    ("shpat_", 32, "a Shopify token"),
    ("shpca_", 32, "a Shopify token"),
    ("shppa_", 32, "a Shopify token"),
    ("shpss_", 32, "a Shopify secret"),
    ("sk-admin-", 40, "an API key"),
    ("sk-ant-", 40, "an API key"),
    ("sk-or-v1-", 60, "an API key"),
    ("sk-proj-", 40, "an API key"),
    ("sk-svcacct-", 40, "an API key"),
    ("sk_live_", 20, "a Stripe key"),
    ("sntrys_", 40, "a Sentry token"),
    ("sntryu_", 40, "a Sentry token"),
    ("sq0atp-", 22, "a Square token"),
    ("sq0csp-", 40, "a Square secret"),
    ("sqa_", 40, "a SonarQube token"),
    ("sqp_", 40, "a SonarQube token"),
    ("squ_", 40, "a SonarQube token"),
    ("tskey-", 20, "a Tailscale key"),
    ("whsec_", 32, "a Stripe secret"),
    ("xapp-", 20, "a Slack token"),
    ("xkeysib-", 60, "a Brevo key"),
    ("xoxa-", 20, "a Slack token"),
    ("xoxb-", 20, "a Slack token"),
    ("xoxc-", 20, "a Slack token"),
    ("xoxd-", 20, "a Slack token"),
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
        [b's', b'k', b'-', ..] if is_old_api_key(word) => return Some("an API key"),
        [b'e', b'y', b'J', ..] if is_json_web_token(word) => return Some("a JSON web token"),
        _ => {}
    }
    // a 40-digit name that begins like a mark is no token: crates.io's and Databricks' have nothing but letters and digits after it
    let plain = |prefix: &str| {
        !matches!(prefix, "cio" | "dapi" | "LTAI") || word.len() <= prefix.len() + 40 && word.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    let first = word.bytes().next();
    let from = MARKS.partition_point(|(prefix, ..)| prefix.bytes().next() < first);
    let same = MARKS.iter().skip(from).take_while(|(prefix, ..)| prefix.bytes().next() == first);
    same.into_iter()
        .find(|(prefix, least, _)| tail(prefix).is_some_and(|t| t.len() >= *least && is_random(t)) && plain(prefix))
        .map(|(_, _, kind)| *kind)
}

/// What OpenAI gave out before its keys said what they are for: the same eight letters stand in the middle of each.
fn is_old_api_key(word: &str) -> bool {
    word.len() == 51 && word.get(23..31) == Some("T3BlbkFJ")
}

/// What a word is by the address that it ends: whoever has it may write to that place.
fn in_address(before: &str, word: &str) -> Option<&'static str> {
    // the last parts of the address, `…/services/T0/B0/`
    let last = |parts: usize| before.rsplit('/').nth(parts);
    let numbered = |part: Option<&str>| part.is_some_and(|p| p.len() >= 8 && p.bytes().all(|b| b.is_ascii_alphanumeric()));
    let ends = |part: Option<&str>, end: &str| part.is_some_and(|p| p.ends_with(end));
    let kind = if before.ends_with(':') {
        let number = before.trim_end_matches(':').bytes().rev().take_while(u8::is_ascii_digit).count();
        (word.len() == 35 && word.starts_with("AA") && (8..=10).contains(&number)).then_some("a Telegram bot's token")
    } else if !before.ends_with('/') {
        None
    } else if last(3) == Some("services") && ends(last(4), "hooks.slack.com") {
        (word.len() >= 20 && numbered(last(1)) && numbered(last(2))).then_some("the address of a Slack webhook")
    } else if last(2) == Some("webhooks") && last(3) == Some("api") {
        let discord = ["discord.com", "discordapp.com"].iter().any(|host| ends(last(4), host));
        (discord && word.len() >= 60 && numbered(last(1))).then_some("the address of a Discord webhook")
    } else if last(1) == Some("IncomingWebhook") {
        let teams = ends(last(4), ".webhook.office.com") || ends(last(4), "outlook.office.com");
        (teams && word.len() == 32).then_some("the address of a Teams webhook")
    } else {
        None
    };
    kind.filter(|_| is_random(word))
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

/// How much of an address is looked at before its last part.
const ADDRESS: usize = 200;

/// The bytes that words of that kind are made of.
const IN_WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0_u8;
    loop {
        table[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
        if byte == u8::MAX {
            break table;
        }
        byte += 1;
    }
};

/// Every word of a text that has the shape of a secret, with the offset it starts at.
///
/// Short words are leapt over: the last gap within the next [`SHORTEST`] bytes ends all words before it.
pub fn shapes(text: &str) -> impl Iterator<Item = (usize, &str, &'static str)> {
    let bytes = text.as_bytes();
    let is_gap = |byte: &u8| !IN_WORD[usize::from(*byte)];
    let mut start = 0;
    std::iter::from_fn(move || {
        while let Some(near) = bytes.get(start..start + SHORTEST) {
            if let Some(gap) = near.iter().rposition(is_gap) {
                start += gap + 1;
                continue;
            }
            let far = bytes.get(start + SHORTEST..).unwrap_or_default();
            let end = far.iter().position(is_gap).map_or(bytes.len(), |gap| start + SHORTEST + gap);
            let at = std::mem::replace(&mut start, end);
            let word = text.get(at..end).unwrap_or_default();
            let before = || text.get(at.saturating_sub(ADDRESS)..at).unwrap_or_default();
            if let Some(kind) = shape(word).or_else(|| in_address(before(), word)) {
                return Some((at, word, kind));
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::MARKS;

    #[test]
    fn marks_that_begin_alike_stand_together_in_order() {
        let firsts: Vec<u8> = MARKS.iter().map(|(mark, ..)| mark.as_bytes()[0]).collect();
        assert!(firsts.is_sorted(), "they are looked up by their first byte");
    }
}
