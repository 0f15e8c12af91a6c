//! A file of an archive over HTTP, within limits of time and size, asked for again while the archive is busy.

use std::{thread, time::Duration};

use ureq::{
    Agent,
    tls::{RootCerts, TlsConfig},
};

use crate::{
    error::{Error, Result},
    value::is_loopback,
};

/// How often a busy archive is asked again, and how long to wait before.
const PAUSES: [Duration; 2] = [Duration::from_millis(500), Duration::from_secs(2)];

/// The way to all archives.
pub struct Client {
    remote: Agent,
    local: Agent,
}

impl Client {
    /// A client that trusts what this machine trusts, and uses the proxy of the environment for everything but this machine.
    pub fn new() -> Self {
        let config = || {
            Agent::config_builder()
                .http_status_as_error(false)
                .max_redirects(5)
                .timeout_connect(Some(Duration::from_secs(10)))
                .timeout_recv_response(Some(Duration::from_secs(30)))
                .timeout_global(Some(Duration::from_secs(300)))
                .user_agent(concat!("hullwright/", env!("CARGO_PKG_VERSION")))
                .tls_config(TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build())
        };
        Self {
            // Archives are served without TLS as often as with it: what arrives is held to hashes, and in the build to a signature.
            remote: config().build().new_agent(),
            local: config().proxy(None).build().new_agent(),
        }
    }

    /// A file of at most so many bytes.
    ///
    /// # Errors
    /// Everything that keeps it from arriving, with its address and the next step.
    pub fn get(&self, url: &str, most: u64) -> Result<Vec<u8>> {
        let failed = |why: &str| {
            Error::environment(format!("{url} cannot be read: {why}"))
                .hint("try again when the archive can be reached")
                .hint("or name a mirror that can: [packages] mirror = \"…\"; or let the build take what the archive has: [packages] lock = false")
        };
        let host = url
            .split_once("://")
            .map_or(url, |(_, rest)| rest)
            .split('/')
            .next()
            .unwrap_or_default();
        let agent = if is_loopback(host) { &self.local } else { &self.remote };
        let mut pauses = PAUSES.iter();
        loop {
            let mut response = agent.get(url).call().map_err(|e| failed(&below_http(&e)))?;
            let status = response.status();
            match (status.as_u16(), pauses.next()) {
                (200, _) => {
                    // One byte more, so that a file that is too long is seen to be.
                    let body = response.body_mut().with_config().limit(most.saturating_add(1));
                    return body.read_to_vec().map_err(|e| failed(&below_http(&e)));
                }
                (429 | 500..=599, Some(pause)) => thread::sleep(*pause),
                (404, _) => {
                    let why = "there is no such file (status 404): the archive may not have this release or this moment";
                    return Err(failed(why));
                }
                (other, _) => return Err(failed(&format!("the archive answers with status {other}"))),
            }
        }
    }
}

fn below_http(error: &ureq::Error) -> String {
    match error {
        ureq::Error::HostNotFound => "its name cannot be looked up".to_owned(),
        ureq::Error::Timeout(_) => "it does not answer in time".to_owned(),
        ureq::Error::BodyExceedsLimit(_) => "it is larger than it may be".to_owned(),
        other => crate::value::shown(&other.to_string()),
    }
}
