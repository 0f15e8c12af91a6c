//! `WWW-Authenticate`, read as RFC 9110 (11.6.1) has it: a quoted comma parts nothing.

/// How a registry wants to be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Challenge {
    /// With a token, to be had from a realm for a service and a scope.
    Bearer {
        /// Where tokens are given out.
        realm: String,
        /// For whom.
        service: Option<String>,
        /// For what.
        scope: Option<String>,
    },
    /// With a name and a password.
    Basic,
    /// In another way, by its name.
    Other(String),
}

impl Challenge {
    /// Reads the headers' values: of several ways, the one that gives away least.
    pub fn read<'h>(headers: impl Iterator<Item = &'h str>) -> Self {
        let all: Vec<Self> = headers.map(Self::one).collect();
        let bearer = all.iter().find(|c| matches!(c, Self::Bearer { .. }));
        let way = bearer.or_else(|| all.iter().find(|c| **c == Self::Basic)).or(all.first());
        way.cloned().unwrap_or_else(|| Self::Other(String::new()))
    }

    fn one(header: &str) -> Self {
        let header = header.trim();
        let (scheme, rest) = header.split_once(' ').unwrap_or((header, ""));
        if scheme.eq_ignore_ascii_case("basic") {
            return Self::Basic;
        }
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Self::Other(scheme.to_owned());
        }
        let (mut realm, mut service, mut scope) = (None, None, None);
        for (key, value) in parameters(rest) {
            match key.as_str() {
                "realm" => realm = Some(value),
                "service" => service = Some(value),
                "scope" => scope = Some(value),
                _ => {}
            }
        }
        match realm {
            Some(realm) => Self::Bearer { realm, service, scope },
            None => Self::Other("Bearer without a realm".to_owned()),
        }
    }
}

/// `key=value` and `key="quoted, value"`, parted by commas; keys in lower case.
fn parameters(text: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut rest = text.trim_start_matches([' ', ',']);
    while let Some((key, after)) = rest.split_once('=') {
        let key = key.trim().to_ascii_lowercase();
        let (value, end) = match after.strip_prefix('"') {
            Some(quoted) => unquoted(quoted),
            None => {
                let end = after.find(',').unwrap_or(after.len());
                (after[..end].trim().to_owned(), &after[end..])
            }
        };
        out.push((key, value));
        rest = end.trim_start_matches([' ', ',']);
    }
    out
}

/// The text up to the closing quote, with `\x` taken as `x`, and what comes after it.
fn unquoted(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (value, &text[at + 1..]),
            '\\' => value.extend(chars.next().map(|(_, escaped)| escaped)),
            _ => value.push(c),
        }
    }
    (value, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(headers: &[&str]) -> Challenge {
        Challenge::read(headers.iter().copied())
    }

    #[test]
    fn a_quoted_comma_parts_nothing_and_names_are_of_any_case() {
        let wanted = Challenge::Bearer {
            realm: "https://auth.example/token".to_owned(),
            service: Some("a \"b\"".to_owned()),
            scope: Some("repository:x:pull,push".to_owned()),
        };
        let header =
            r#"bEARER Realm="https://auth.example/token", service="a \"b\"" , SCOPE="repository:x:pull,push", error="invalid_token""#;
        assert_eq!(read(&[header]), wanted);
        assert_eq!(
            read(&["Basic realm=\"x\"", header]),
            wanted,
            "a token gives away less than a password"
        );
    }

    #[test]
    fn other_ways_are_named() {
        assert_eq!(read(&["Basic realm=\"Registry, private\""]), Challenge::Basic);
        assert_eq!(read(&["Negotiate"]), Challenge::Other("Negotiate".to_owned()));
        assert_eq!(
            read(&["Bearer service=\"x\""]),
            Challenge::Other("Bearer without a realm".to_owned())
        );
        assert_eq!(read(&[]), Challenge::Other(String::new()));
    }

    #[test]
    fn nothing_makes_it_stumble() {
        for odd in [
            "Bearer =",
            "Bearer realm",
            "Bearer realm=\"",
            "Bearer realm=\"\\",
            "Bearer ,,=,\"=\"\"",
            " ",
            "\u{301}=é",
        ] {
            let _ = read(&[odd]);
        }
    }
}
