//! What a manifest or index says: which platforms there are, each by digest. All four kinds, and nothing that could be taken for two.

use serde::Deserialize;

use super::Platforms;
use crate::value::{Digest, shown};

/// OCI index and manifest, Docker's list and manifest (schema 2).
pub const KINDS: [&str; 4] = [
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.docker.distribution.manifest.v2+json",
];

/// The same as one header: indexes first, or a registry may hand out the manifest of one platform.
pub const ACCEPT: &str = "application/vnd.oci.image.index.v1+json, application/vnd.docker.distribution.manifest.list.v2+json, \
     application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json";

/// More platforms than this has no image.
const MOST: usize = 200;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Body {
    schema_version: u32,
    media_type: Option<String>,
    manifests: Option<Vec<Entry>>,
    config: Option<serde::de::IgnoredAny>,
    layers: Option<serde::de::IgnoredAny>,
}

#[derive(Deserialize)]
struct Entry {
    digest: String,
    platform: Option<Platform>,
}

#[derive(Deserialize)]
struct Platform {
    os: String,
    architecture: String,
    variant: Option<String>,
    #[serde(rename = "os.version")]
    version: Option<String>,
}

/// The platforms of an index; none for the manifest of a single image. `kind` is the answer's `Content-Type`.
///
/// # Errors
/// A sentence that goes on from "… at HOST: ": it is neither, or could be taken for both, or is of a version that nobody should
/// serve any more.
pub fn platforms(kind: Option<&str>, body: &[u8]) -> Result<Platforms, String> {
    let kind = kind.map(|k| k.split(';').next().unwrap_or_default().trim().to_ascii_lowercase());
    let kind = kind.filter(|k| !k.is_empty());
    if kind
        .as_deref()
        .is_some_and(|k| k.starts_with("application/vnd.docker.distribution.manifest.v1"))
    {
        return Err("it serves this image in Docker's first format, whose digests prove nothing".to_owned());
    }
    // Some old proxies forget what it was; then the document itself must say.
    let named = kind.filter(|k| k != "application/json" && k != "application/octet-stream");
    if let Some(other) = named.as_deref().filter(|k| !KINDS.contains(k)) {
        return Err(format!("it answers with {}, which is no image manifest", shown(other)));
    }
    let body: Body = serde_json::from_slice(body).map_err(|_| "its answer is no image manifest, whatever it says it is".to_owned())?;
    if body.schema_version != 2 {
        return Err(format!(
            "its manifest is of schema version {}, and only 2 can be trusted",
            body.schema_version
        ));
    }
    let kind = match (named, body.media_type) {
        (Some(named), Some(said)) if named != said => {
            return Err(format!(
                "its answer is {named} to HTTP and {} inside, which is how two readers are made to see two images",
                shown(&said)
            ));
        }
        (Some(kind), _) | (None, Some(kind)) if KINDS.contains(&kind.as_str()) => kind,
        _ => return Err("its answer does not say what kind of manifest it is".to_owned()),
    };
    let single = body.config.is_some() && body.layers.is_some();
    match (is_index(&kind), body.manifests) {
        (true, Some(entries)) if body.config.is_none() && body.layers.is_none() => of_index(entries),
        (false, None) if single => Ok(Platforms::new()),
        (true, None) => Err("its index lists no manifests".to_owned()),
        (false, None) => Err("its manifest has no configuration or no layers".to_owned()),
        _ => Err("its answer is a manifest and an index at once, which is how two readers are made to see two images".to_owned()),
    }
}

fn is_index(kind: &str) -> bool {
    KINDS[..2].contains(&kind)
}

fn of_index(entries: Vec<Entry>) -> Result<Platforms, String> {
    if entries.is_empty() {
        return Err("its index lists no manifests".to_owned());
    }
    let mut platforms = Platforms::new();
    // Attestations stand in an index with the platform unknown/unknown.
    let known = entries
        .into_iter()
        .filter_map(|e| Some((e.digest, e.platform.filter(|p| p.os != "unknown")?)));
    for (digest, platform) in known {
        let name = name(&platform).ok_or("its index names a platform that cannot be one")?;
        let digest = Digest::new(digest).map_err(|why| format!("its index is malformed: {why}"))?;
        // The first entry of a platform is the one that builders take.
        platforms.entry(name).or_insert(digest);
        if platforms.len() > MOST {
            return Err(format!("its index names more than {MOST} platforms"));
        }
    }
    Ok(platforms)
}

/// `os/architecture[/variant]`, and the version of the system where the kernel must fit it: `windows(10.0.20348.2340)/amd64`.
fn name(platform: &Platform) -> Option<String> {
    let word = |text: &str| {
        let good = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-');
        (1..=64).contains(&text.len()) && text.bytes().all(good)
    };
    let given = |text: &Option<String>| text.clone().filter(|t| !t.is_empty());
    let (version, variant) = (given(&platform.version), given(&platform.variant));
    let all = [Some(&platform.os), Some(&platform.architecture), variant.as_ref(), version.as_ref()];
    if !all.into_iter().flatten().all(|text| word(text)) {
        return None;
    }
    let version = version.map(|v| format!("({v})")).unwrap_or_default();
    let variant = variant.map(|v| format!("/{v}")).unwrap_or_default();
    Some(format!("{}{version}/{}{variant}", platform.os, platform.architecture))
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    fn index(platform: &str) -> String {
        format!(r#"{{"schemaVersion": 2, "manifests": [{{"digest": "{A}", "platform": {platform}}}]}}"#)
    }

    fn names(kind: Option<&str>, body: &str) -> Result<Vec<String>, String> {
        platforms(kind, body.as_bytes()).map(|p| p.into_keys().collect())
    }

    #[test]
    fn all_four_kinds_are_understood() {
        for kind in &KINDS[..2] {
            let body = index(r#"{"os": "linux", "architecture": "arm", "variant": "v7"}"#);
            assert_eq!(names(Some(kind), &body), Ok(vec!["linux/arm/v7".to_owned()]), "{kind}");
        }
        for kind in &KINDS[2..] {
            assert_eq!(
                names(Some(kind), r#"{"schemaVersion": 2, "config": {}, "layers": []}"#),
                Ok(Vec::new()),
                "{kind}"
            );
        }
        let windows = index(r#"{"os": "windows", "architecture": "amd64", "os.version": "10.0.1"}"#);
        assert_eq!(
            names(Some("application/vnd.oci.image.index.v1+json; charset=utf-8"), &windows),
            Ok(vec!["windows(10.0.1)/amd64".to_owned()])
        );
    }

    #[test]
    fn a_document_that_forgot_its_header_must_say_what_it_is() {
        let said = format!(
            r#"{{"mediaType": "{}", "schemaVersion": 2, "config": {{}}, "layers": []}}"#,
            KINDS[2]
        );
        assert_eq!(names(None, &said), Ok(Vec::new()));
        assert_eq!(names(Some("application/json"), &said), Ok(Vec::new()));
        assert!(names(Some(KINDS[3]), &said).is_err_and(|why| why.contains("two readers")));
        assert!(names(None, r#"{"schemaVersion": 2, "config": {}, "layers": []}"#).is_err());
    }

    #[test]
    fn what_is_no_manifest_is_refused() {
        let linux = r#"{"os": "linux", "architecture": "amd64"}"#;
        for (kind, body, why) in [
            ("text/html", "<html>".to_owned(), "it answers with text/html"),
            (KINDS[0], "<html>".to_owned(), "no image manifest"),
            (KINDS[0], index(linux).replace('2', "1"), "schema version 1"),
            (KINDS[2], index(linux), "a manifest and an index at once"),
            (
                KINDS[0],
                index(linux).replace("\"manifests\"", "\"config\": {}, \"manifests\""),
                "a manifest and an index at once",
            ),
            (KINDS[0], index(linux).replace(A, "sha256:short"), "malformed"),
            (KINDS[0], index(r#"{"os": "linux", "architecture": "\u001b[31m"}"#), "cannot be one"),
            (
                KINDS[0],
                r#"{"schemaVersion": 2, "manifests": []}"#.to_owned(),
                "lists no manifests",
            ),
            (KINDS[0], r#"{"schemaVersion": 2}"#.to_owned(), "lists no manifests"),
            (KINDS[2], r#"{"schemaVersion": 2, "config": {}}"#.to_owned(), "no layers"),
            (
                "application/vnd.docker.distribution.manifest.v1+prettyjws",
                "{}".to_owned(),
                "first format",
            ),
        ] {
            assert!(
                names(Some(kind), &body).as_ref().is_err_and(|e| e.contains(why)),
                "{kind} {body}: {:?}",
                names(Some(kind), &body)
            );
        }
    }
}
