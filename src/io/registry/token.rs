//! Tokens: changing what a registry's challenge asks for into a header, and keeping that for the next question.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::Deserialize;

use super::{
    address::Address,
    challenge::Challenge,
    credentials::{Credential, Credentials, Known, Secret},
    fault::times,
    transport::{Method, Question, Reply, Transport},
};
use crate::{
    compile::ImageSource,
    error::{Error, Result},
    value::shown,
};

/// What a registry is told about who asks.
#[derive(Clone, Debug)]
pub struct Pass {
    /// The header's value; none when there is nothing to say.
    pub header: Option<Secret>,
    /// Whether it rests on a credential.
    pub known: bool,
    /// Where the credential is from, or what kept us from having one.
    pub said: Vec<String>,
}

/// Where the pass for a repository is kept. Whoever holds it is the only one that asks for a new one.
pub type PassPlace = Arc<Mutex<Option<Pass>>>;

/// The passes that were given out, by host and repository.
pub struct Passes<'w> {
    credentials: Credentials<'w>,
    given: Mutex<BTreeMap<(String, String), PassPlace>>,
}

/// What token services answer. Docker Hub sends the token under both names.
#[derive(Deserialize)]
struct Token {
    token: Option<String>,
    access_token: Option<String>,
}

impl<'w> Passes<'w> {
    /// None given out yet.
    pub fn new(credentials: Credentials<'w>) -> Self {
        Self {
            credentials,
            given: Mutex::new(BTreeMap::new()),
        }
    }

    /// The place of a repository's pass.
    pub fn place(&self, source: &ImageSource) -> PassPlace {
        let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (source.host.clone(), source.repository.clone());
        Arc::clone(given.entry(key).or_default())
    }

    /// A new pass, as the registry's challenge asks for it.
    ///
    /// # Errors
    /// The registry asks for what we do not have, or its token service gives none.
    pub fn ask(&self, transport: &Transport<'_>, source: &ImageSource, challenge: &Challenge) -> Result<Pass> {
        let known = self.credentials.find(&source.host, &source.repository);
        let header = match (challenge, &known.credential) {
            (_, Some(Credential::Token(token))) => bearer(token.reveal()),
            (Challenge::Basic, Some(Credential::Password { user, password })) => basic(user, password),
            (Challenge::Basic, _) => return Err(super::answer::strangers(source, "it asks for a name and a password", &known.said)),
            (Challenge::Other(way), _) => {
                let message = match way.as_str() {
                    "" => "it refuses access, and does not say how to ask for it (status 401)".to_owned(),
                    way => format!("it wants to know who asks in a way that is not known here: {}", shown(way)),
                };
                return Err(Error::environment(message).hint("this is for whoever runs the registry to mend; a mirror may help"));
            }
            (Challenge::Bearer { realm, service, scope }, _) => {
                let asked = Asked {
                    realm,
                    service: service.as_deref(),
                    scope: &fitting(scope.as_deref(), source),
                };
                bearer(&asked.token(transport, source, &known)?)
            }
        };
        Ok(Pass {
            header: Some(header),
            known: known.credential.is_some(),
            said: known.said,
        })
    }
}

/// The registry's own scope if it is of another kind than Docker's, else what we need and no more.
fn fitting(scope: Option<&str>, source: &ImageSource) -> String {
    match scope {
        Some(other) if !other.starts_with("repository:") && !other.is_empty() => other.to_owned(),
        _ => format!("repository:{}:pull", source.repository),
    }
}

fn bearer(token: &str) -> Secret {
    Secret::new(format!("Bearer {token}"))
}

fn basic(user: &Secret, password: &Secret) -> Secret {
    let both = format!("{}:{}", user.reveal(), password.reveal());
    Secret::new(format!("Basic {}", STANDARD.encode(both)))
}

/// A question to a token service.
struct Asked<'a> {
    realm: &'a str,
    service: Option<&'a str>,
    scope: &'a str,
}

impl Asked<'_> {
    /// A token for whoever we are, or for a stranger when nothing is known.
    fn token(&self, transport: &Transport<'_>, source: &ImageSource, known: &Known) -> Result<String> {
        let realm = Address::read(self.realm).map_err(|why| {
            Error::environment(format!("it sends us for a token to an address {why}, which is refused"))
                .hint("this is for whoever runs the registry to mend")
        })?;
        let authorization = match &known.credential {
            Some(Credential::Password { user, password }) => Some(basic(user, password)),
            _ => None,
        };
        let mut fields = vec![("service", self.service.unwrap_or_default()), ("scope", self.scope)];
        let reply = if let Some(Credential::Identity(token)) = &known.credential {
            // The token specification's OAuth2 form (distribution, `docs/spec/auth/oauth.md`).
            fields.extend([
                ("grant_type", "refresh_token"),
                ("client_id", "hullwright"),
                ("refresh_token", token.reveal()),
            ]);
            transport.ask(&Question {
                address: realm.clone(),
                method: Method::Post(&form(&fields)),
                accept: "application/json",
                authorization: None,
            })
        } else {
            transport.ask(&Question {
                address: realm.with_query(&form(&fields)),
                method: Method::Get,
                accept: "application/json",
                authorization,
            })
        };
        let reply = reply.map_err(|error| Error {
            message: format!("its token service {}: {}", shown(&realm.host), error.message),
            ..error
        })?;
        self.read(&reply, &realm, source, known)
    }

    fn read(&self, reply: &Reply, realm: &Address, source: &ImageSource, known: &Known) -> Result<String> {
        let service = shown(&realm.host);
        match reply.status {
            200..=299 => {}
            400..=499 if reply.status != 429 && known.credential.is_some() => {
                return Err(super::answer::refused(
                    source,
                    &format!("its token service {service} gives no token (status {})", reply.status),
                    &known.said,
                ));
            }
            401 | 403 | 404 | 400 => {
                let message = format!("its token service {service} gives none to strangers (status {})", reply.status);
                return Err(super::answer::strangers(source, &message, &known.said));
            }
            429 => return Err(super::answer::busy(reply, &format!("its token service {service}"))),
            status => {
                let message = format!("its token service {service} answers with status {status}{}", times(reply.attempts));
                return Err(Error::environment(message).hint("the registry is at fault, and it is likely to pass: try again later"));
            }
        }
        let strange = || {
            Error::environment(format!("its token service {service} answers with something that is no token"))
                .hint("a login page or a proxy may stand in between; else this is for whoever runs the registry to mend")
        };
        let token: Token = serde_json::from_slice(&reply.body).map_err(|_| strange())?;
        let token = token.token.filter(|t| !t.is_empty()).or(token.access_token).unwrap_or_default();
        // It becomes part of a header.
        let sound = !token.is_empty() && token.bytes().all(|b| b.is_ascii_graphic());
        if sound { Ok(token) } else { Err(strange()) }
    }
}

/// Fields as a form, those with nothing to say left out.
fn form(fields: &[(&str, &str)]) -> String {
    let pairs = fields.iter().filter(|(_, value)| !value.is_empty());
    let encoded: Vec<String> = pairs.map(|(key, value)| format!("{key}={}", percent(value))).collect();
    encoded.join("&")
}

/// Percent-encoding of all but the unreserved characters (RFC 3986, 2.3).
fn percent(text: &str) -> String {
    let encode = |b: u8| match b {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(b).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(encode).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_cannot_be_broken_out_of() {
        let fields = [("service", "a b&scope=x"), ("scope", "repository:é:pull"), ("empty", "")];
        assert_eq!(form(&fields), "service=a%20b%26scope%3Dx&scope=repository%3A%C3%A9%3Apull");
    }

    #[test]
    fn no_more_is_asked_for_than_is_needed() {
        let source = ImageSource {
            host: "r.example".to_owned(),
            repository: "a/b".to_owned(),
            mirror_of: None,
            tls: true,
        };
        for scope in [None, Some(""), Some("repository:a/b:pull,push"), Some("repository:other:*")] {
            assert_eq!(fitting(scope, &source), "repository:a/b:pull", "{scope:?}");
        }
        assert_eq!(fitting(Some("aws"), &source), "aws");
    }
}
