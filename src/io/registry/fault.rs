//! What can go wrong between us and a registry, as sentences: who answered what, whose fault it probably is, what to do next.

use std::time::Duration;

use ureq::Timeout;

use super::pause;
use crate::{error::Error, value::shown};

/// What went wrong below the question that was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The name of the host is not known.
    NoHost,
    /// Nobody listens there, or the way there is closed.
    NoConnection(String),
    /// It took too long.
    Slow(Duration),
    /// The connection ended before the answer did.
    Cut,
    /// The certificate is no good.
    Certificate(&'static str, Option<&'static str>),
    /// TLS failed in another way.
    Tls(String),
    /// The proxy did not let us through.
    Proxy(String),
    /// There is more than there may be.
    TooLarge(u64),
    /// It sends us on to where we do not go.
    Redirect(&'static str),
    /// It sends us on and on.
    Circle,
    /// What arrived is no HTTP.
    NoHttp(String),
}

impl Fault {
    /// What a failed call means. `limit` is how long it was allowed to take.
    pub fn of(error: &ureq::Error, limit: Duration) -> Self {
        match error {
            ureq::Error::HostNotFound => Self::NoHost,
            ureq::Error::Timeout(Timeout::Connect | Timeout::Resolve) => Self::NoConnection("it does not answer".to_owned()),
            ureq::Error::Timeout(_) => Self::Slow(limit),
            ureq::Error::BodyExceedsLimit(most) => Self::TooLarge(*most),
            ureq::Error::ConnectProxyFailed(why) => Self::Proxy(why.clone()),
            ureq::Error::InvalidProxyUrl => Self::Proxy("its address cannot be read".to_owned()),
            ureq::Error::ConnectionFailed => Self::NoConnection("it does not answer".to_owned()),
            ureq::Error::Io(e) => Self::of_io(e, limit),
            ureq::Error::Rustls(e) => Self::of_tls(&e.to_string()),
            ureq::Error::Protocol(e) => Self::NoHttp(e.to_string()),
            other => Self::NoHttp(other.to_string()),
        }
    }

    fn of_io(error: &std::io::Error, limit: Duration) -> Self {
        use std::io::ErrorKind;
        match error.kind() {
            ErrorKind::ConnectionRefused => Self::NoConnection("nobody listens there".to_owned()),
            ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable => Self::NoConnection("there is no way to it".to_owned()),
            ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted | ErrorKind::BrokenPipe | ErrorKind::UnexpectedEof => Self::Cut,
            ErrorKind::TimedOut | ErrorKind::WouldBlock => Self::Slow(limit),
            // The standard library has no kind for it.
            _ if error.to_string().starts_with("failed to lookup address") => Self::NoHost,
            _ if error.get_ref().is_some() => Self::of_tls(&error.to_string()),
            kind => Self::NoConnection(kind.to_string()),
        }
    }

    /// The TLS library's own words are all that there is to go by.
    fn of_tls(text: &str) -> Self {
        let lower = text.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
        if !has(&["certificate"]) {
            return Self::Tls(text.to_owned());
        }
        if has(&["expired"]) {
            let hint = "its certificate must be renewed by whoever runs it; if others can reach it, look at this machine's clock";
            return Self::Certificate("its certificate has expired", Some(hint));
        }
        if has(&["notvalidyet", "not valid yet", "not yet valid"]) {
            return Self::Certificate("its certificate is not valid yet", Some("look at this machine's clock"));
        }
        if has(&["notvalidforname", "not valid for name", "not valid for"]) {
            return Self::Certificate(
                "its certificate is for another host",
                Some("check the registry's name; if a proxy stands in between, it answers in its place"),
            );
        }
        if has(&[
            "unknownissuer",
            "unknown issuer",
            "not trusted",
            "self-signed",
            "caused",
            "untrusted",
        ]) {
            return Self::Certificate("its certificate is from an authority that this machine does not know", Some(OWN_CA));
        }
        Self::Certificate("its certificate is not accepted", Some(OWN_CA))
    }

    /// Whether the same question may be answered when it is asked again.
    pub fn passes(&self) -> bool {
        matches!(self, Self::Cut)
    }

    /// As an error that goes on from "… cannot be resolved at HOST: ".
    pub fn error(&self, attempts: u32) -> Error {
        let times = times(attempts);
        match self {
            Self::NoHost => Error::environment("its name cannot be looked up")
                .hint("check the registry's name; if it is right, look at this machine's network, or set HTTPS_PROXY"),
            Self::NoConnection(why) => Error::environment(format!("it cannot be reached: {why}"))
                .hint("check that it is running and that this machine may reach it; behind a proxy, set HTTPS_PROXY"),
            Self::Slow(limit) => {
                let error = Error::environment(format!("it did not give a whole answer within {}", pause::spoken(*limit)));
                error.hint("try again later, or allow it more with --timeout")
            }
            Self::Cut => Error::environment(format!("the connection was cut before the answer was whole{times}"))
                .hint("the registry or the network is at fault, and it is likely to pass: try again later"),
            Self::Certificate(what, hint) => {
                let error = Error::environment(*what);
                match hint {
                    Some(hint) => error.hint(*hint),
                    None => error,
                }
            }
            Self::Tls(why) => Error::environment(format!("no secure connection comes about: {}", shown(why)))
                .hint("check that it speaks TLS on this port, and that nothing stands in between"),
            Self::Proxy(why) => Error::environment(format!("the proxy does not let us through: {}", shown(why)))
                .hint("look at HTTPS_PROXY and ALL_PROXY; hosts that need no proxy belong into NO_PROXY"),
            Self::TooLarge(most) => Error::environment(format!("its answer is larger than {} MiB, and no manifest is", most >> 20))
                .hint("this is no registry, or something else answers in its place: check its name and the proxy"),
            Self::Redirect(why) => Error::environment(format!("it sends us on to an address {why}, which is refused"))
                .hint("this is for whoever runs the registry to mend"),
            Self::Circle => {
                Error::environment("it sends us on and on, from address to address").hint("this is for whoever runs the registry to mend")
            }
            Self::NoHttp(why) => Error::environment(format!("its answer cannot be understood: {}", shown(why)))
                .hint("check that a registry answers at this address"),
        }
    }
}

const OWN_CA: &str = "if it is your organisation's own authority, name its certificate in SSL_CERT_FILE, or as `ca` in your own configuration \
     (docs/locking.md)";

/// How often something was tried, when that was more than once.
pub fn times(attempts: u32) -> String {
    if attempts > 1 {
        format!(", {attempts} times in a row")
    } else {
        String::new()
    }
}
