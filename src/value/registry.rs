//! Registries by name: a host, or a part of what a host holds. Mirrors are written and credentials are looked up under such names.

use super::{ImageRef, shown};

/// A registry's host, or the beginning of repository names on it: `docker.io`, `ghcr.io/acme`, `localhost:5000`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegistryPath(String);

super::checked_string!(
    RegistryPath,
    "A registry's host, with the beginning of a repository name if only that part of it is meant: docker.io, ghcr.io/acme",
    "^([A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+|localhost|[A-Za-z0-9.-]+:[0-9]+|\\[[0-9a-f:]+\\](:[0-9]+)?)(/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*$",
    |text| {
        let bad = |why: &str| Err(format!("`{}` names no registry: {why}", shown(text)));
        let Ok(image) = ImageRef::parse(&format!("{text}/x")) else {
            return bad("it is a host such as registry.example.com, with or without the beginning of a repository name, and nothing else");
        };
        match image.registry() {
            Some(host) if is_host(host) => Ok(()),
            _ => bad("it begins with a host, which has a dot or a port, or is localhost"),
        }
    }
);

impl RegistryPath {
    /// The host, with its port if it has one.
    pub fn host(&self) -> &str {
        self.0.split('/').next().unwrap_or_default()
    }

    /// What follows the host, without the slash between; empty when all of the registry is meant.
    pub fn path(&self) -> &str {
        self.0.split_once('/').map_or("", |(_, path)| path)
    }

    /// The same with Docker Hub's other names replaced by `docker.io`.
    pub fn canonical(&self) -> String {
        let host = if is_docker_hub(self.host()) { "docker.io" } else { self.host() };
        match self.path() {
            "" => host.to_owned(),
            path => format!("{host}/{path}"),
        }
    }

    /// What is left of an image's canonical name below this path, nothing if it is all of the name; none when the image lies elsewhere.
    pub fn below<'n>(&self, canonical_name: &'n str) -> Option<&'n str> {
        let rest = canonical_name.strip_prefix(&self.canonical())?;
        if rest.is_empty() { Some(rest) } else { rest.strip_prefix('/') }
    }
}

/// Whether a host is Docker Hub, which has several names.
pub fn is_docker_hub(host: &str) -> bool {
    matches!(host, "docker.io" | "index.docker.io" | "registry-1.docker.io")
}

/// Whether a host, with or without a port, is this machine itself.
pub fn is_loopback(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if is_port(port) => name,
        _ => host,
    };
    let name = name.trim_matches(['[', ']']);
    name == "localhost" || name.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// A host name or address with at most one port: what can stand in a URL.
fn is_host(host: &str) -> bool {
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, Some(port)),
        _ => (host, None),
    };
    let bracketed = name.strip_prefix('[').and_then(|n| n.strip_suffix(']'));
    let named = match bracketed {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => !name.is_empty() && !name.contains(['[', ']', ':']) && !name.starts_with(['.', '-']),
    };
    named && port.is_none_or(is_port)
}

fn is_port(text: &str) -> bool {
    text.parse::<u16>().is_ok_and(|port| port > 0) && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_registry_is_a_host_with_or_without_a_part_of_it() {
        for good in [
            "docker.io",
            "ghcr.io/acme",
            "localhost",
            "localhost:5000/a/b",
            "127.0.0.1:1",
            "[::1]:5000",
            "mirror:5000/hub",
        ] {
            assert!(RegistryPath::new(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "alpine",
            "library/alpine",
            "docker.io/",
            "/x",
            "docker.io/x:tag",
            "docker.io/x@sha256:0",
            "https://docker.io",
            "a.b:99999",
            "a.b:0",
            "a.b:c:1",
            "[::1",
            "user@a.b",
            "a.b/UP",
            "a.b/x y",
        ] {
            assert!(RegistryPath::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn an_image_lies_below_whole_parts_only() {
        let below = |path: &str, name: &str| RegistryPath::new(path).ok().and_then(|p| p.below(name).map(str::to_owned));
        assert_eq!(
            below("index.docker.io", "docker.io/library/alpine").as_deref(),
            Some("library/alpine")
        );
        assert_eq!(below("ghcr.io/acme", "ghcr.io/acme/app").as_deref(), Some("app"));
        assert_eq!(below("ghcr.io/acme/app", "ghcr.io/acme/app").as_deref(), Some(""));
        assert_eq!(below("ghcr.io/acme", "ghcr.io/acme-evil/app"), None);
        assert_eq!(below("ghcr.io", "ghcr.io.evil.example/app"), None);
    }

    #[test]
    fn only_this_machine_is_loopback() {
        for here in ["localhost", "localhost:5000", "127.0.0.1:80", "127.9.9.9", "[::1]:5000", "[::1]"] {
            assert!(is_loopback(here), "{here}");
        }
        for elsewhere in [
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "10.0.0.1:5000",
            "0.0.0.0",
            "docker.io",
        ] {
            assert!(!is_loopback(elsewhere), "{elsewhere}");
        }
    }
}
