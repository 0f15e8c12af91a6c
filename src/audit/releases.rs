//! Which release of which distribution an image is made of, as far as its name and tag tell; and how its packages are held to a day.

use super::bases::{RunsAs, library_name, runs_as};
use crate::value::ImageRef;

/// Images of the Docker library that are made of Debian unless their tag says otherwise.
const DEBIAN: &str =
    "buildpack-deps debian elixir erlang gcc golang haproxy httpd memcached nginx node perl php postgres pypy python redis ruby rust";

/// Those that are made of Ubuntu.
const UBUNTU: &str = "eclipse-temurin gradle maven ubuntu";

/// Ubuntu's releases whose sources stand in one line each; those since have a file of paragraphs.
const OLD_UBUNTU: &[&str] = &["focal", "jammy", "ubuntu20.04", "ubuntu22.04"];

/// A family of distributions, by how packages are pinned there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Release {
    /// Debian, with the file that says where packages come from.
    Debian(&'static str),
    /// Ubuntu, with that file.
    Ubuntu(&'static str),
    /// Alpine, with the release if the tag says it: `3.24`.
    Alpine(Option<String>),
}

/// The release of an image.
pub fn release(image: &ImageRef) -> Option<Release> {
    let name = library_name(image);
    let tag = image.tag().unwrap_or_default();
    let words = || tag.split('-');
    let is = |known: &[&str]| words().any(|word| known.contains(&word));
    if name == "alpine" {
        return Some(Release::Alpine(minor(tag)));
    }
    if let Some(word) = words().find_map(|word| word.strip_prefix("alpine")) {
        return Some(Release::Alpine(minor(word)));
    }
    let named = |names: &str| names.split(' ').any(|known| known == name);
    if ["windows", "nanoserver", "servercore", "oracle", "ubi"]
        .iter()
        .any(|word| tag.contains(word))
        || runs_as(image) == RunsAs::Nobody
    {
        return None;
    }
    if named(UBUNTU) || is(OLD_UBUNTU) || is(&["noble", "resolute"]) || words().any(|word| word.starts_with("ubuntu2")) {
        let old = is(OLD_UBUNTU) || (name == "ubuntu" && ["20.", "22."].iter().any(|year| tag.starts_with(year)));
        return Some(Release::Ubuntu(if old {
            "/etc/apt/sources.list"
        } else {
            "/etc/apt/sources.list.d/ubuntu.sources"
        }));
    }
    let old =
        is(&["buster", "bullseye", "stretch"]) || (name == "debian" && (tag.starts_with("10") || tag.starts_with("11") || tag == "9"));
    let debian = named(DEBIAN) || is(&["bookworm", "trixie"]);
    (debian && !old).then_some(Release::Debian("/etc/apt/sources.list.d/debian.sources"))
}

/// `3.24` of `3.24.1`.
fn minor(tag: &str) -> Option<String> {
    let mut parts = tag.split('.');
    let (major, minor) = (parts.next()?, parts.next()?);
    let number = |text: &str| !text.is_empty() && text.len() < 4 && text.bytes().all(|b| b.is_ascii_digit());
    (number(major) && number(minor)).then(|| format!("{major}.{minor}"))
}

impl Release {
    /// Under which name the versions of its packages are known.
    pub fn registry(&self) -> Option<String> {
        match self {
            Self::Alpine(Some(version)) => Some(format!("Alpine {version}")),
            _ => None,
        }
    }

    /// The command after which apt reads the archive as it was when the image was made.
    pub fn hold(&self) -> Option<String> {
        match self {
            // the image's own comments name the snapshots that it was made from
            Self::Debian(list) => Some(format!(
                "sed -i -e '/^URIs:/d' -e 's|^# \\(http://snapshot\\..*\\)|URIs: \\1\\nCheck-Valid-Until: no|' {list}"
            )),
            // it has no such comments; the file itself is as old as the image
            Self::Ubuntu(list) => Some(format!(
                "sed -i \"s|http://[a-z.]*ubuntu.com/ubuntu[a-z-]*|http://snapshot.ubuntu.com/ubuntu/$(date -u -r {list} +%Y%m%dT%H%M%SZ)|\" {list}"
            )),
            Self::Alpine(_) => None,
        }
    }
}
