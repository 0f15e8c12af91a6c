//! Where operating system packages come from: an archive's address, a moment of it, and a platform.

use super::shown;

/// An archive's address without its release: `https://mirror.example/{archive}/{snapshot}`. The two places are filled in; each may be
/// missing. No user, no password, no query: it stands in the Dockerfile.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MirrorUrl(String);

super::checked_string!(
    MirrorUrl,
    "An archive's address, with {archive} and {snapshot} where they belong",
    "^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/([A-Za-z0-9._~+/-]|\\{archive\\}|\\{snapshot\\})*)?$",
    |text| {
        let bad = |why: &str| Err(format!("`{}` {why}", shown(text)));
        let Some(rest) = ["https://", "http://"].iter().find_map(|s| text.strip_prefix(s)) else {
            return bad("is no address of an archive: it begins with https:// or http://");
        };
        let rest = rest.replace("{archive}", "a").replace("{snapshot}", "s");
        let (host, path) = rest.split_once('/').unwrap_or((&rest, ""));
        if host.contains('@') {
            return bad("holds a user or password, which would stand in the Dockerfile for all to read");
        }
        let (name, port) = host.split_once(':').unwrap_or((host, "80"));
        let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'));
        let is_port = (1..=5).contains(&port.len()) && port.bytes().all(|b| b.is_ascii_digit());
        let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'~' | b'+' | b'/' | b'-');
        if !is_name || !is_port || !path.bytes().all(plain) || path.split('/').any(|part| part == "..") || text.len() > 512 {
            return bad("is no address of an archive: use letters, digits, `.`, `_`, `~`, `+`, `-`, `/`, {archive} and {snapshot}");
        }
        Ok(())
    }
);

/// A moment of an archive, as snapshot services write it: `20261122T000000Z`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Snapshot(String);

super::checked_string!(
    Snapshot,
    "A moment of the archive in UTC: 20261122T000000Z",
    "^[0-9]{8}T[0-9]{6}Z$",
    |text| {
        let digits = |at: std::ops::Range<usize>| text.get(at).is_some_and(|d| d.bytes().all(|b| b.is_ascii_digit()));
        let form = text.len() == 16 && digits(0..8) && digits(9..15) && &text[8..9] == "T" && text.ends_with('Z');
        let real = || ("01"..="12").contains(&&text[4..6]) && ("01"..="31").contains(&&text[6..8]) && &text[9..11] <= "23";
        if form && real() {
            return Ok(());
        }
        Err(format!(
            "`{}` is no moment of an archive: write it like 20261122T000000Z",
            shown(text)
        ))
    }
);

/// A platform of images, such as `linux/arm64`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Platform(String);

super::checked_string!(
    Platform,
    "A platform, such as linux/amd64",
    "^linux/[a-z0-9]{1,16}(/v[0-9])?$",
    |text| {
        let mut parts = text.split('/');
        let word = |part: Option<&str>| {
            part.is_some_and(|p| (1..=16).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
        };
        let linux = parts.next() == Some("linux") && word(parts.next());
        if linux && parts.next().is_none_or(|v| v.len() == 2 && v.starts_with('v') && word(Some(v))) && parts.next().is_none() {
            return Ok(());
        }
        Err(format!(
            "`{}` is no platform: write it like linux/amd64 or linux/arm/v7",
            shown(text)
        ))
    }
);
