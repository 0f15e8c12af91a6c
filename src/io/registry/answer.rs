//! What a registry's refusal means to a person: whose fault it probably is, and what to do next.

use serde::Deserialize;

use super::{
    Missing,
    fault::times,
    pause::{self, spoken},
    token::Pass,
    transport::Reply,
};
use crate::{compile::ImageSource, error::Error, value::is_docker_hub};

/// The distribution specification's errors. Their messages are for logs; the codes are all that is taken.
#[derive(Deserialize)]
struct Said {
    #[serde(default)]
    errors: Vec<Code>,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

/// Why an answer of another status than 200 is none, and what is missing if that is why.
pub fn refusal(reply: &Reply, source: &ImageSource, reference: &str, pass: &Pass) -> (Error, Option<Missing>) {
    let named = match code(reply) {
        Some(code) => format!("status {}, {code}", reply.status),
        None => format!("status {}", reply.status),
    };
    let error = match reply.status {
        401 | 403 if pass.known => refused(source, &format!("it refuses access ({named})"), &pass.said),
        401 | 403 => strangers(source, &format!("it refuses access to strangers ({named})"), &pass.said),
        404 => {
            let (what, missing) = match reference.starts_with("sha256:") {
                true => (format!("it no longer has {reference} in {}", source.repository), Missing::Digest),
                false => (format!("there is no tag {reference} in {}", source.repository), Missing::Tag),
            };
            let error = Error::input(what);
            return (
                error.hint("check the image's name and tag, or choose another version or base"),
                Some(missing),
            );
        }
        429 => busy(reply, "it"),
        500..=599 => Error::environment(format!("it is out of order ({named}){}", times(reply.attempts)))
            .hint("the registry is at fault, and it is likely to pass: try again later")
            .hint("a mirror helps while it lasts: [registries] in app.toml (docs/locking.md)"),
        300..=399 => Error::environment(format!("it sends us on and does not say where ({named})"))
            .hint("this is for whoever runs the registry to mend"),
        _ => Error::environment(format!("it gives an answer that makes no sense here ({named})"))
            .hint("check that a registry answers at this address, and that nothing stands in between"),
    };
    (error, None)
}

/// Too many requests; with what was asked of us, and what helps.
pub fn busy(reply: &Reply, who: &str) -> Error {
    let now = jiff::Timestamp::UNIX_EPOCH;
    // Seconds need no clock, and a date is as good as "later" here.
    let wait = reply.header("retry-after").filter(|h| h.trim().bytes().all(|b| b.is_ascii_digit()));
    let wait = wait.and_then(|h| pause::retry_after(h, now)).filter(|w| !w.is_zero());
    let message = format!("{who} says that there were too many requests (status 429){}", times(reply.attempts));
    let error = match wait {
        Some(wait) => Error::environment(message).hint(format!("it asks to be left alone for {}: try again after that", spoken(wait))),
        None => Error::environment(message).hint("try again later"),
    };
    if is_docker_hub(&reply.from.host) || reply.from.host == "auth.docker.io" {
        return error.hint("`docker login` gives a higher limit than strangers have, and a mirror has none: [registries] in app.toml");
    }
    error
}

/// A registry that does not take the credentials that we have.
pub fn refused(source: &ImageSource, message: &str, said: &[String]) -> Error {
    let from = said.join("; ");
    Error::environment(format!("{message} with the credentials from {from}"))
        .hint(format!("log in again: `{}`", login(source)))
        .hint("if that changes nothing, check the image's name, and ask for the right to pull it")
}

/// A registry that wants to know who asks, and we have nothing to say.
pub fn strangers(source: &ImageSource, message: &str, said: &[String]) -> Error {
    let mut error = Error::environment(format!("{message}, and no credentials for it are known"));
    error = error.hint("check the image's name: many registries answer so when there is no such image");
    error = error.hint(format!("if it is private, log in: `{}`", login(source)));
    for why in said {
        error = error.hint(why.clone());
    }
    error
}

fn login(source: &ImageSource) -> String {
    if is_docker_hub(&source.host) {
        return "docker login".to_owned();
    }
    format!("docker login {}", source.host)
}

/// The registry's own code for what is wrong, if it is one.
fn code(reply: &Reply) -> Option<String> {
    let said: Said = serde_json::from_slice(&reply.body).ok()?;
    let code = said.errors.into_iter().next()?.code;
    let sound = code.len() <= 40 && code.bytes().all(|b| b.is_ascii_uppercase() || b == b'_');
    sound.then_some(code)
}
