//! What a manifest or index says: which platforms there are, each by digest.

use serde::Deserialize;

use super::Platforms;
use crate::value::Digest;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Body {
    schema_version: u32,
    #[serde(default)]
    manifests: Vec<Entry>,
    config: Option<serde::de::IgnoredAny>,
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
}

/// The platforms of an index; none for the manifest of a single image.
///
/// # Errors
/// It is neither, or of a version that nobody should serve any more.
pub fn platforms(body: &[u8]) -> Result<Platforms, String> {
    let body: Body = serde_json::from_slice(body).map_err(|_| "the answer is no image manifest".to_owned())?;
    if body.schema_version != 2 {
        return Err(format!(
            "the manifest is of schema version {}, and only 2 can be trusted",
            body.schema_version
        ));
    }
    if body.manifests.is_empty() && body.config.is_none() {
        return Err("the answer is neither an image manifest nor an index of some".to_owned());
    }
    let mut platforms = Platforms::new();
    for entry in body.manifests {
        // Attestations stand in an index with the platform unknown/unknown.
        let Some(platform) = entry.platform.filter(|p| p.os != "unknown") else {
            continue;
        };
        let digest = Digest::new(entry.digest).map_err(|why| why.to_string())?;
        let variant = platform.variant.map(|v| format!("/{v}")).unwrap_or_default();
        platforms.insert(format!("{}/{}{variant}", platform.os, platform.architecture), digest);
    }
    Ok(platforms)
}
