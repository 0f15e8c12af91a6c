//! The files in which `docker login` and `podman login` keep credentials, read into what is known for a registry.

use std::collections::BTreeMap;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::Deserialize;

use super::secret::{Credential, Secret};
use crate::value::is_docker_hub;

/// The name under which Docker keeps credentials for its own registry.
pub const DOCKER_HUB: &str = "https://index.docker.io/v1/";

/// What one such file says. It has more keys, which are not ours to judge. (No `Debug`: it holds what must not be shown.)
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
pub struct File {
    auths: BTreeMap<String, Auth>,
    creds_store: Option<String>,
    cred_helpers: BTreeMap<String, String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Auth {
    auth: Option<String>,
    username: Option<String>,
    password: Option<String>,
    identitytoken: Option<String>,
    registrytoken: Option<String>,
}

impl File {
    /// Reads a file. The error is a place only: what stands there may be a password.
    ///
    /// # Errors
    /// The line and column where it stops being what it should be.
    pub fn read(text: &str) -> Result<Self, (usize, usize)> {
        serde_json::from_str(text).map_err(|e| (e.line(), e.column()))
    }

    /// The helper that keeps the credentials of a registry, and the name under which it knows them.
    pub fn helper(&self, host: &str, repository: &str) -> Option<(&str, String)> {
        let own = nearest(&self.cred_helpers, host, repository).map(|(_, helper)| helper);
        let helper = own.or(self.creds_store.as_ref()).filter(|name| !name.is_empty())?;
        let server = if is_docker_hub(host) {
            DOCKER_HUB.to_owned()
        } else {
            host.to_owned()
        };
        Some((helper, server))
    }

    /// The credential that the file itself holds for a repository of a registry.
    pub fn credential(&self, host: &str, repository: &str) -> Option<Credential> {
        let (_, auth) = nearest(&self.auths, host, repository)?;
        let given = |text: &Option<String>| text.clone().filter(|t| !t.is_empty());
        if let Some(token) = given(&auth.identitytoken) {
            return Some(Credential::Identity(Secret::new(token)));
        }
        if let Some(token) = given(&auth.registrytoken) {
            return Some(Credential::Token(Secret::new(token)));
        }
        let both = given(&auth.auth).and_then(|text| decoded(&text));
        let (user, password) = both.or_else(|| Some((given(&auth.username)?, given(&auth.password)?)))?;
        Some(Credential::Password {
            user: Secret::new(user),
            password: Secret::new(password),
        })
    }
}

/// `user:password` in base64. Docker pads it with zero bytes sometimes.
fn decoded(text: &str) -> Option<(String, String)> {
    let plain = String::from_utf8(STANDARD.decode(text.trim()).ok()?).ok()?;
    let (user, password) = plain.split_once(':')?;
    let password = password.trim_end_matches('\0');
    (!user.is_empty() && !password.is_empty()).then(|| (user.to_owned(), password.to_owned()))
}

/// The entry that is meant for a repository: Podman keeps some for a part of a registry, and the longest such key wins.
fn nearest<'m, T>(entries: &'m BTreeMap<String, T>, host: &str, repository: &str) -> Option<(&'m String, &'m T)> {
    let covers = |key: &str| covered(key, host, repository);
    let fitting = entries.iter().filter_map(|(key, value)| Some((covers(key)?, key, value)));
    fitting.max_by_key(|(length, _, _)| *length).map(|(_, key, value)| (key, value))
}

/// How much of a repository's name a key covers; none when it means something else.
fn covered(key: &str, host: &str, repository: &str) -> Option<usize> {
    let same = |a: &str| a.eq_ignore_ascii_case(host) || (is_docker_hub(a) && is_docker_hub(host));
    let address = key.strip_prefix("https://").or_else(|| key.strip_prefix("http://"));
    let (name, path) = address.unwrap_or(key).split_once('/').unwrap_or((address.unwrap_or(key), ""));
    if !same(name) {
        return None;
    }
    // Docker's keys are addresses of the registry's interface, whose path names no repository.
    if address.is_some() || matches!(path.trim_end_matches('/'), "" | "v1" | "v2") {
        return Some(0);
    }
    let rest = repository.strip_prefix(path.trim_end_matches('/'))?;
    (rest.is_empty() || rest.starts_with('/')).then_some(path.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(file: &str, host: &str, repository: &str) -> Option<String> {
        let file = File::read(file).unwrap_or_else(|at| panic!("{at:?}"));
        match file.credential(host, repository)? {
            Credential::Password { user, password } => Some(format!("{}:{}", user.reveal(), password.reveal())),
            Credential::Identity(token) => Some(format!("identity {}", token.reveal())),
            Credential::Token(token) => Some(format!("token {}", token.reveal())),
        }
    }

    #[test]
    fn docker_hub_has_many_names() {
        for key in [
            "https://index.docker.io/v1/",
            "index.docker.io",
            "docker.io",
            "registry-1.docker.io",
            "https://registry-1.docker.io/v2/",
        ] {
            let file = format!(r#"{{"auths": {{"{key}": {{"auth": "bWU6cHc="}}}}}}"#);
            assert_eq!(
                user(&file, "registry-1.docker.io", "library/alpine").as_deref(),
                Some("me:pw"),
                "{key}"
            );
            assert_eq!(user(&file, "docker.io.evil.example", "library/alpine"), None);
        }
    }

    #[test]
    fn the_longest_key_wins_and_never_half_a_word() {
        let file = r#"{"auths": {
            "quay.io": {"username": "all", "password": "1"},
            "quay.io/acme": {"username": "acme", "password": "2"},
            "quay.io/acme/app": {"identitytoken": "3"}
        }}"#;
        assert_eq!(user(file, "quay.io", "other/app").as_deref(), Some("all:1"));
        assert_eq!(user(file, "quay.io", "acme/other").as_deref(), Some("acme:2"));
        assert_eq!(user(file, "quay.io", "acme/app").as_deref(), Some("identity 3"));
        assert_eq!(user(file, "quay.io", "acme-evil/app").as_deref(), Some("all:1"));
        assert_eq!(user(file, "quay.io:8443", "acme/app"), None);
        assert_eq!(user(file, "QUAY.io", "acme/app").as_deref(), Some("identity 3"));
    }

    #[test]
    fn what_is_no_credential_is_none() {
        for auth in [
            "{}",
            r#"{"auth": ""}"#,
            r#"{"auth": "%%%"}"#,
            r#"{"auth": "bm9jb2xvbg=="}"#,
            r#"{"username": "me"}"#,
        ] {
            assert_eq!(
                user(&format!(r#"{{"auths": {{"r.example": {auth}}}}}"#), "r.example", "a"),
                None,
                "{auth}"
            );
        }
    }

    #[test]
    fn an_error_is_a_place_and_no_text() {
        assert_eq!(File::read("{\"auths\": \"hunter2\"}").err(), Some((1, 19)));
    }

    #[test]
    fn a_helper_of_its_own_goes_before_the_store() {
        let file = File::read(r#"{"credsStore": "pass", "credHelpers": {"gcr.io": "gcloud"}}"#).unwrap_or_default();
        assert_eq!(file.helper("gcr.io", "a"), Some(("gcloud", "gcr.io".to_owned())));
        assert_eq!(file.helper("registry-1.docker.io", "a"), Some(("pass", DOCKER_HUB.to_owned())));
    }
}
