//! Image references and digests, read as the distribution specification's grammar has them; nothing is filled in.

use std::fmt;

use super::{Invalid, registry::is_docker_hub, shown};

/// A SHA-256 content digest, `sha256:` and 64 lower-case hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(String);

super::checked_string!(Digest, "A SHA-256 digest", "^sha256:[0-9a-f]{64}$", |text| {
    let hex = text
        .strip_prefix("sha256:")
        .ok_or_else(|| format!("`{}` is no digest: it does not start with `sha256:`", shown(text)))?;
    if hex.len() == 64 && hex.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
        Ok(())
    } else {
        Err(format!(
            "`{}` is no digest: 64 lower-case hexadecimal digits must follow `sha256:`",
            shown(text)
        ))
    }
});

/// An image reference: `[registry/]path[:tag][@digest]`. What is not written is not there: no `docker.io`, no `latest`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ImageRef {
    registry: Option<String>,
    path: String,
    tag: Option<String>,
    digest: Option<Digest>,
}

impl ImageRef {
    /// Reads a reference.
    ///
    /// # Errors
    /// A sentence that says which part is wrong.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let bad = |why: &str| Invalid(format!("`{}` is no image reference: {why}", shown(text)));
        let (rest, digest) = match text.split_once('@') {
            Some((rest, digest)) => (rest, Some(Digest::new(digest)?)),
            None => (text, None),
        };
        let name_from = rest.rfind('/').map_or(0, |at| at + 1);
        let (name, tag) = match rest[name_from..].split_once(':') {
            Some((name, tag)) => (&rest[..name_from + name.len()], Some(tag)),
            None => (rest, None),
        };
        if let Some(tag) = tag
            && !is_tag(tag)
        {
            return Err(bad(
                "a tag has letters, digits, `_`, `.` and `-`, at most 128 of them, and starts with neither `.` nor `-`",
            ));
        }
        let (registry, path) = match name.split_once('/') {
            Some((first, path)) if is_registry(first) => (Some(first.to_owned()), path),
            _ => (None, name),
        };
        if path.is_empty() {
            return Err(bad("the name is missing"));
        }
        if name.len() > 255 || !path.split('/').all(is_path_component) {
            return Err(bad(
                "a name has lower-case letters and digits, with `.`, `_`, `__` or dashes between them",
            ));
        }
        Ok(Self {
            registry,
            path: path.to_owned(),
            tag: tag.map(str::to_owned),
            digest,
        })
    }

    /// The registry, if one is written.
    pub fn registry(&self) -> Option<&str> {
        self.registry.as_deref()
    }

    /// The repository path as written, without the registry.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The tag, if one is written.
    pub fn tag(&self) -> Option<&str> {
        self.tag.as_deref()
    }

    /// The digest, if one is written.
    pub fn digest(&self) -> Option<&Digest> {
        self.digest.as_ref()
    }

    /// Registry and path as written, without tag and digest: `python`, `gcr.io/distroless/static-debian13`.
    pub fn name(&self) -> String {
        match &self.registry {
            Some(registry) => format!("{registry}/{}", self.path),
            None => self.path.clone(),
        }
    }

    /// The full name that a short one stands for: `python` is `docker.io/library/python`.
    pub fn canonical_name(&self) -> String {
        match &self.registry {
            // asked for by many rules: faster than `format!`
            None if self.path.contains('/') => ["docker.io/", &self.path].concat(),
            None => ["docker.io/library/", &self.path].concat(),
            Some(hub) if is_docker_hub(hub) && !self.path.contains('/') => ["docker.io/library/", &self.path].concat(),
            Some(hub) if is_docker_hub(hub) => ["docker.io/", &self.path].concat(),
            Some(registry) => [registry, "/", &self.path].concat(),
        }
    }

    /// The same reference with a digest.
    pub fn pinned(&self, digest: Digest) -> Self {
        Self {
            digest: Some(digest),
            ..self.clone()
        }
    }

    /// The same image by another tag, without a digest. What is no tag changes nothing.
    pub fn with_tag(&self, tag: &str) -> Self {
        Self {
            tag: if is_tag(tag) { Some(tag.to_owned()) } else { self.tag.clone() },
            digest: None,
            ..self.clone()
        }
    }

    /// The same reference without its digest.
    pub fn unpinned(&self) -> Self {
        Self {
            digest: None,
            ..self.clone()
        }
    }
}

impl fmt::Display for ImageRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name())?;
        if let Some(tag) = &self.tag {
            write!(f, ":{tag}")?;
        }
        if let Some(digest) = &self.digest {
            write!(f, "@{digest}")?;
        }
        Ok(())
    }
}

/// The first component is a registry if it has a dot or a port, is `localhost`, or has a capital (distribution/reference, `splitDockerDomain`).
fn is_registry(first: &str) -> bool {
    let looks = first == "localhost" || first.contains(['.', ':']) || first.bytes().any(|b| b.is_ascii_uppercase());
    looks && is_domain(first)
}

/// A host's name, or an address of IPv6 in brackets, and maybe a port: the grammar of github.com/distribution/reference.
fn is_domain(text: &str) -> bool {
    let address = text.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let (host, port) = match address {
        Some((address, rest)) => {
            let hex = |b: u8| b.is_ascii_hexdigit() || b == b':';
            (!address.is_empty() && address.bytes().all(hex), rest)
        }
        None => {
            let (name, port) = text.split_at(text.find(':').unwrap_or(text.len()));
            let label = |part: &str| {
                let word = part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
                word && !part.is_empty() && !part.starts_with('-') && !part.ends_with('-')
            };
            (name.split('.').all(label), port)
        }
    };
    let digits = |port: &str| !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit());
    host && (port.is_empty() || port.strip_prefix(':').is_some_and(digits))
}

fn is_tag(tag: &str) -> bool {
    let word = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    (1..=128).contains(&tag.len()) && tag.bytes().enumerate().all(|(i, b)| word(b) || (i > 0 && matches!(b, b'.' | b'-')))
}

/// `[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*`
fn is_path_component(part: &str) -> bool {
    let alnum = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    let bytes = part.as_bytes();
    let (Some(&first), Some(&last)) = (bytes.first(), bytes.last()) else {
        return false;
    };
    alnum(first)
        && alnum(last)
        && part
            .split(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
            .all(|gap| gap.is_empty() || matches!(gap, "." | "_" | "__") || gap.bytes().all(|b| b == b'-'))
}
