//! One request over HTTP and all that is the same for every one: TLS, proxies, limits of time and size, redirects, and asking again.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
    thread,
    time::Duration,
};

use ureq::{
    Agent,
    http::{HeaderMap, Request, header::AUTHORIZATION},
    tls::{PemItem, RootCerts, TlsConfig, parse_pem},
};

use super::{address::Address, credentials::Secret, fault::Fault, pause};
use crate::{compile::Registries, error::Error, io::World, value::is_loopback};

/// The most that an answer may weigh (distribution specification: manifests of at least 4 MiB must be accepted).
const MOST: u64 = 4 << 20;

/// How often an answer may send us on.
const MOST_HOPS: usize = 5;

/// How many connections to one host are kept for the next question.
pub const AT_ONCE: usize = 8;

/// How much patience there is with a registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// How long one answer may take, from the first packet to the last.
    pub timeout: Duration,
    /// How often a question is asked again when the registry is busy or the connection was cut.
    pub retries: u32,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(30),
            retries: 3,
        }
    }
}

/// What is asked.
pub struct Question<'q> {
    /// Where.
    pub address: Address,
    /// How.
    pub method: Method<'q>,
    /// What kinds of answer are welcome.
    pub accept: &'static str,
    /// Who asks. It is told to this host, and to no other that an answer sends us on to.
    pub authorization: Option<Secret>,
}

/// How something is asked.
#[derive(Clone, Copy)]
pub enum Method<'q> {
    /// For the headers only.
    Head,
    /// For the whole answer.
    Get,
    /// With a form, for the whole answer.
    Post(&'q str),
}

/// What came back.
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// All of the body.
    pub body: Vec<u8>,
    /// Who answered.
    pub from: Address,
    /// How often it was asked.
    pub attempts: u32,
}

impl Reply {
    /// A header's text, if there is one and it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// The way to all hosts. Connections are kept for its life.
pub struct Transport<'w> {
    world: &'w dyn World,
    user: Registries,
    patience: Patience,
    agents: Mutex<BTreeMap<(bool, Option<String>), Agent>>,
}

impl<'w> Transport<'w> {
    /// The way to all hosts from this world, with the certificates that the user's own configuration names.
    pub fn new(world: &'w dyn World, user: Registries, patience: Patience) -> Self {
        Self {
            world,
            user,
            patience,
            agents: Mutex::new(BTreeMap::new()),
        }
    }

    /// Asks, and asks again after a pause while the host is busy or cuts the connection.
    ///
    /// # Errors
    /// What kept an answer from arriving. A status that says no is an answer.
    pub fn ask(&self, question: &Question<'_>) -> Result<Reply, Error> {
        let mut attempts = 0;
        loop {
            let outcome = self.follow(question);
            attempts += 1;
            let left = attempts <= self.patience.retries;
            let wait = match &outcome {
                Ok(Ok(reply)) if left && pause::passes(reply.status) => {
                    let asked = reply.header("retry-after").and_then(|h| pause::retry_after(h, self.world.now()));
                    asked.unwrap_or_else(|| pause::back_off(attempts - 1))
                }
                Ok(Err(fault)) if left && fault.passes() => pause::back_off(attempts - 1),
                _ => Duration::MAX,
            };
            if wait <= pause::LONGEST {
                thread::sleep(wait);
                continue;
            }
            return match outcome? {
                Ok(reply) => Ok(Reply { attempts, ..reply }),
                Err(fault) => Err(fault.error(attempts)),
            };
        }
    }

    /// Asks once, and goes where the answers send us. Who asks is told to the first host only.
    fn follow(&self, question: &Question<'_>) -> Result<Result<Reply, Fault>, Error> {
        let mut address = question.address.clone();
        for _ in 0..=MOST_HOPS {
            let known = address.same_origin(&question.address);
            let authorization = question.authorization.as_ref().filter(|_| known);
            let reply = match self.once(&address, question, authorization)? {
                Ok(reply) => reply,
                Err(fault) => return Ok(Err(fault)),
            };
            let location = reply
                .header("location")
                .filter(|_| matches!(reply.status, 301 | 302 | 303 | 307 | 308));
            let Some(location) = location else {
                return Ok(Ok(reply));
            };
            // A form may hold a token that is meant for this host alone.
            if matches!(question.method, Method::Post(_)) {
                return Ok(Err(Fault::Redirect("after we said who we are")));
            }
            match address.follow(location) {
                Ok(next) => address = next,
                Err(why) => return Ok(Err(Fault::Redirect(why))),
            }
        }
        Ok(Err(Fault::Circle))
    }

    fn once(&self, address: &Address, question: &Question<'_>, authorization: Option<&Secret>) -> Result<Result<Reply, Fault>, Error> {
        let agent = self.agent(&address.host)?;
        let fault = |e: &ureq::Error| Fault::of(e, self.patience.timeout);
        let request = || Request::builder().uri(address.url()).header("accept", question.accept);
        let signed = |request: ureq::http::request::Builder| match authorization {
            Some(secret) => request.header(AUTHORIZATION, secret.reveal()),
            None => request,
        };
        let unusable =
            |_| Error::environment("a request to it cannot be formed").hint("check the registry's name, and the credentials for it");
        let sent = match question.method {
            Method::Head => agent.run(signed(request().method("HEAD")).body(()).map_err(unusable)?),
            Method::Get => agent.run(signed(request()).body(()).map_err(unusable)?),
            Method::Post(form) => {
                let typed = request().method("POST").header("content-type", "application/x-www-form-urlencoded");
                agent.run(signed(typed).body(form.to_owned()).map_err(unusable)?)
            }
        };
        let mut response = match sent {
            Ok(response) => response,
            Err(e) => return Ok(Err(fault(&e))),
        };
        let length = response
            .headers()
            .get("content-length")
            .and_then(|v| v.to_str().ok()?.parse::<u64>().ok());
        let head = matches!(question.method, Method::Head);
        if !head && length.is_some_and(|length| length > MOST) {
            return Ok(Err(Fault::TooLarge(MOST)));
        }
        let body = match response.body_mut().with_config().limit(MOST).read_to_vec() {
            _ if head => Vec::new(),
            Ok(body) => body,
            Err(e) => return Ok(Err(fault(&e))),
        };
        Ok(Ok(Reply {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body,
            from: address.clone(),
            attempts: 1,
        }))
    }

    /// The agent for a host: this machine needs no proxy, and a host may have an authority of its own.
    fn agent(&self, host: &str) -> Result<Agent, Error> {
        let key = (is_loopback(host), self.user.ca(host).map(str::to_owned));
        let mut agents = self.agents.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(agent) = agents.get(&key) {
            return Ok(agent.clone());
        }
        let roots = match &key.1 {
            Some(file) => RootCerts::new_with_certs(&self.certificates(file)?),
            None => RootCerts::PlatformVerifier,
        };
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_idle_connections_per_host(AT_ONCE)
            .timeout_connect(Some(self.patience.timeout.min(Duration::from_secs(10))))
            .timeout_global(Some(self.patience.timeout))
            .user_agent(concat!("hullwright/", env!("CARGO_PKG_VERSION")))
            .tls_config(TlsConfig::builder().root_certs(roots).build());
        let config = if key.0 { config.proxy(None) } else { config };
        let agent = config.build().new_agent();
        agents.insert(key, agent.clone());
        Ok(agent)
    }

    fn certificates(&self, file: &str) -> Result<Vec<ureq::tls::Certificate<'static>>, Error> {
        let text = self.world.read(file.as_ref())?;
        let items = parse_pem(text.as_bytes()).filter_map(|item| match item {
            Ok(PemItem::Certificate(certificate)) => Some(certificate),
            _ => None,
        });
        let all: Vec<_> = items.collect();
        if all.is_empty() {
            return Err(
                Error::input(format!("{file}, which your configuration names as `ca`, holds no certificate"))
                    .hint("it is a text file with at least one block that begins with -----BEGIN CERTIFICATE-----"),
            );
        }
        Ok(all)
    }
}
