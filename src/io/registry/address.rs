//! Where a request goes: scheme, host, port and path, and where an answer may send it on to.

use ureq::http::Uri;

use crate::value::is_loopback;

/// An address that may be asked: over TLS, or plain on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    scheme: String,
    /// The host, with its port if it has one.
    pub host: String,
    path: String,
}

impl Address {
    /// An address below a host.
    pub fn new(tls: bool, host: &str, path: &str) -> Self {
        let scheme = if tls { "https" } else { "http" };
        Self {
            scheme: scheme.to_owned(),
            host: host.to_owned(),
            path: path.to_owned(),
        }
    }

    /// Reads an address that a registry named.
    ///
    /// # Errors
    /// A sentence that goes on from "an address": it cannot be read, is not over TLS, or holds a password.
    pub fn read(text: &str) -> Result<Self, &'static str> {
        let uri: Uri = text.parse().map_err(|_| "that cannot be read")?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err("that is not whole");
        };
        if authority.as_str().contains('@') {
            return Err("with a user name in it");
        }
        let path = uri.path_and_query().map_or("/", |p| p.as_str());
        match scheme {
            "https" => Ok(Self::new(true, authority.as_str(), path)),
            "http" if is_loopback(authority.as_str()) => Ok(Self::new(false, authority.as_str(), path)),
            _ => Err("without TLS"),
        }
    }

    /// Where this address sends us on to.
    ///
    /// # Errors
    /// As [`Address::read`]; or it leads from elsewhere to this machine, where nobody outside has anything to ask.
    pub fn follow(&self, location: &str) -> Result<Self, &'static str> {
        let whole = if location.starts_with("//") {
            format!("{}:{location}", self.scheme)
        } else if location.starts_with('/') {
            format!("{}://{}{location}", self.scheme, self.host)
        } else {
            location.to_owned()
        };
        let next = Self::read(&whole)?;
        if is_loopback(&next.host) && !is_loopback(&self.host) {
            return Err("on this machine");
        }
        Ok(next)
    }

    /// Whether what is meant for one may be told to the other.
    pub fn same_origin(&self, other: &Self) -> bool {
        (&self.scheme, self.host.to_ascii_lowercase()) == (&other.scheme, other.host.to_ascii_lowercase())
    }

    /// The same with a further query.
    pub fn with_query(&self, query: &str) -> Self {
        let joint = if self.path.contains('?') { '&' } else { '?' };
        Self {
            path: format!("{}{joint}{query}", self.path),
            ..self.clone()
        }
    }

    /// As a URL.
    pub fn url(&self) -> String {
        format!("{}://{}{}", self.scheme, self.host, self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_tls_or_this_machine_may_be_asked() {
        assert!(Address::read("https://r.example/token?x=1").is_ok());
        assert!(Address::read("http://127.0.0.1:5000/token").is_ok());
        for (text, why) in [
            ("http://r.example/token", "without TLS"),
            ("ftp://r.example/", "without TLS"),
            ("http://localhost.evil.example/", "without TLS"),
            ("https://me:pw@r.example/", "with a user name in it"),
            ("/token", "that is not whole"),
            ("https://r example/", "that cannot be read"),
        ] {
            assert_eq!(Address::read(text), Err(why), "{text}");
        }
    }

    #[test]
    fn a_redirect_keeps_to_the_same_rules() {
        let there = Address::new(true, "r.example", "/v2/");
        assert_eq!(there.follow("/x?y").map(|a| a.url()).as_deref(), Ok("https://r.example/x?y"));
        assert_eq!(
            there.follow("//cdn.example/x").map(|a| a.url()).as_deref(),
            Ok("https://cdn.example/x")
        );
        assert_eq!(there.follow("http://r.example/x"), Err("without TLS"));
        assert_eq!(there.follow("http://127.0.0.1/x"), Err("on this machine"));
        assert!(there.same_origin(&Address::new(true, "R.example", "/other")));
        assert!(!there.same_origin(&Address::new(true, "r.example:444", "/v2/")));
    }
}
