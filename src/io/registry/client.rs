//! One question to a registry: over TLS (plain only to this machine itself), with a token where one is wanted, within limits of time and size.

use std::{collections::BTreeMap, sync::Mutex, thread, time::Duration};

use serde::Deserialize;
use ureq::{
    Agent, Body,
    http::{Response, StatusCode},
    tls::{RootCerts, TlsConfig},
};

use super::{Place, challenge::Challenge};
use crate::error::{Error, Result};

/// What is taken for an answer: indexes first, or a registry may hand out the manifest of one platform.
const ACCEPT: &str = "application/vnd.oci.image.index.v1+json, application/vnd.docker.distribution.manifest.list.v2+json, \
     application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json";

/// The most that a manifest may weigh (distribution specification: at least 4 MiB must be accepted).
const MOST: u64 = 4 << 20;

/// How often a busy registry is asked again, and how long to wait before.
const PAUSES: [Duration; 2] = [Duration::from_millis(500), Duration::from_secs(2)];

/// A manifest as it came.
pub struct Answer {
    /// Its bytes.
    pub body: Vec<u8>,
    /// The digest that the registry says it has.
    pub digest: Option<String>,
}

/// The way to all registries.
pub struct Client {
    remote: Agent,
    local: Agent,
    tokens: Mutex<BTreeMap<String, String>>,
}

#[derive(Deserialize)]
struct Token {
    #[serde(alias = "access_token")]
    token: String,
}

impl Client {
    /// A client that trusts what this machine trusts, and uses the proxy of the environment for everything but this machine.
    pub fn new() -> Self {
        let config = || {
            Agent::config_builder()
                .http_status_as_error(false)
                .max_redirects(5)
                .timeout_connect(Some(Duration::from_secs(10)))
                .timeout_global(Some(Duration::from_secs(30)))
                .user_agent(concat!("hullwright/", env!("CARGO_PKG_VERSION")))
                .tls_config(TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build())
        };
        Self {
            remote: config().https_only(true).build().new_agent(),
            local: config().proxy(None).build().new_agent(),
            tokens: Mutex::new(BTreeMap::new()),
        }
    }

    /// The manifest or index at a place.
    ///
    /// # Errors
    /// Everything that keeps it from arriving, as a sentence about the registry.
    pub fn manifest(&self, place: &Place) -> Result<Answer> {
        let scheme = if is_loopback(&place.host) { "http" } else { "https" };
        let url = format!("{scheme}://{}/v2/{}/manifests/{}", place.host, place.repository, place.reference);
        let key = format!("{}/{}", place.host, place.repository);
        let known = self.tokens.lock().ok().and_then(|t| t.get(&key).cloned());
        let mut response = self.ask(place, &url, known.as_deref())?;
        if response.status() == StatusCode::UNAUTHORIZED {
            let header = response
                .headers()
                .get("www-authenticate")
                .and_then(|v| v.to_str().ok())
                .unwrap_or_default();
            let token = self.token(place, &Challenge::read(header))?;
            response = self.ask(place, &url, Some(&token))?;
            if let Ok(mut tokens) = self.tokens.lock() {
                tokens.insert(key, token);
            }
        }
        check_status(response.status(), place)?;
        let digest = response
            .headers()
            .get("docker-content-digest")
            .and_then(|v| v.to_str().ok())
            .map(str::to_owned);
        let body = response
            .body_mut()
            .with_config()
            .limit(MOST)
            .read_to_vec()
            .map_err(|e| failed(&e))?;
        Ok(Answer { body, digest })
    }

    /// Asks, and asks again after a pause while the registry says that it is busy.
    fn ask(&self, place: &Place, url: &str, token: Option<&str>) -> Result<Response<Body>> {
        let agent = if is_loopback(&place.host) { &self.local } else { &self.remote };
        let mut pauses = PAUSES.iter();
        loop {
            let mut request = agent.get(url).header("accept", ACCEPT);
            if let Some(token) = token {
                request = request.header("authorization", format!("Bearer {token}"));
            }
            let response = request.call().map_err(|e| failed(&e))?;
            let busy = response.status() == StatusCode::TOO_MANY_REQUESTS || response.status().is_server_error();
            match pauses.next() {
                Some(pause) if busy => thread::sleep(*pause),
                _ => return Ok(response),
            }
        }
    }

    /// A token without credentials, from where the registry says. Never over plain HTTP, but from this machine to itself.
    fn token(&self, place: &Place, challenge: &Challenge) -> Result<String> {
        let Challenge::Bearer { realm, service, scope } = challenge else {
            return Err(Error::environment("it asks for credentials").hint("this image is not public; name a public one"));
        };
        let local = is_loopback(&place.host);
        if !realm.starts_with("https://") && !local {
            return Err(Error::environment(
                "it sends us for a token to an address without TLS, which is refused",
            ));
        }
        let wanted = format!("repository:{}:pull", place.repository);
        let agent = if local { &self.local } else { &self.remote };
        let mut request = agent.get(realm).query("scope", scope.as_deref().unwrap_or(&wanted));
        if let Some(service) = service {
            request = request.query("service", service);
        }
        let mut response = request.call().map_err(|e| failed(&e))?;
        if !response.status().is_success() {
            let message = format!("it gives no token to strangers (status {})", response.status().as_u16());
            return Err(Error::environment(message).hint("the image may not exist, or may not be public: check its name"));
        }
        let text = response
            .body_mut()
            .with_config()
            .limit(1 << 20)
            .read_to_string()
            .map_err(|e| failed(&e))?;
        let token: Token = serde_json::from_str(&text).map_err(|_| Error::environment("its token service answers with something else"))?;
        Ok(token.token)
    }
}

fn check_status(status: StatusCode, place: &Place) -> Result<()> {
    let refuse = |message: &str, hint: &str| Err(Error::environment(message).hint(hint));
    match status.as_u16() {
        200 => Ok(()),
        401 | 403 => refuse("it refuses access", "the image may not exist, or may not be public: check its name"),
        404 => Err(Error::input(format!("there is no {} in {}", place.reference, place.repository))
            .hint("check the name and the tag, or choose another version")),
        429 => refuse(
            "it says that there were too many requests",
            "app.lock was not changed; try again later",
        ),
        other => Err(Error::environment(format!("it answers with status {other}"))),
    }
}

/// What went wrong below HTTP, as a sentence.
fn failed(error: &ureq::Error) -> Error {
    Error::environment(match error {
        ureq::Error::HostNotFound => "its name cannot be looked up".to_owned(),
        ureq::Error::Timeout(_) => "it does not answer in time".to_owned(),
        ureq::Error::BodyExceedsLimit(_) => "its answer is larger than any manifest".to_owned(),
        other => other.to_string(),
    })
}

/// Whether a host is this machine: only there may a registry go without TLS.
fn is_loopback(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    };
    let name = name.trim_matches(['[', ']']);
    name == "localhost" || name.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}
