//! What is known about public base images without asking a registry: who they run as.

use crate::value::ImageRef;

/// Who an image runs as when nobody says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunsAs {
    /// Somebody without privileges, by the publisher's promise.
    Nobody,
    /// Root at first; its own entrypoint gives that up before the server starts.
    DropsRoot,
    /// Root.
    Root,
    /// Nothing is known about it.
    Unknown,
}

/// Operating systems and language images of the Docker library: all of them run as root.
const ROOT: &[&str] = &[
    "almalinux",
    "alpine",
    "amazoncorretto",
    "amazonlinux",
    "archlinux",
    "bash",
    "buildpack-deps",
    "busybox",
    "caddy",
    "centos",
    "clojure",
    "composer",
    "dart",
    "debian",
    "docker",
    "eclipse-temurin",
    "elixir",
    "erlang",
    "fedora",
    "gcc",
    "golang",
    "gradle",
    "haskell",
    "httpd",
    "ibm-semeru-runtimes",
    "julia",
    "maven",
    "nginx",
    "node",
    "openjdk",
    "oraclelinux",
    "perl",
    "php",
    "pypy",
    "python",
    "r-base",
    "rockylinux",
    "ruby",
    "rust",
    "sapmachine",
    "swift",
    "tomcat",
    "traefik",
    "ubuntu",
];

/// Servers of the Docker library that start as root and step down through gosu, su-exec or setpriv.
const DROPS_ROOT: &[&str] = &[
    "cassandra",
    "couchbase",
    "couchdb",
    "influxdb",
    "logstash",
    "mariadb",
    "mongo",
    "mysql",
    "percona",
    "postgres",
    "rabbitmq",
    "redis",
    "valkey",
    "zookeeper",
];

/// Images that set a user of their own.
const NOBODY: &[&str] = &[
    "docker.io/grafana/grafana",
    "docker.io/jenkins/jenkins",
    "docker.io/library/elasticsearch",
    "docker.io/library/haproxy",
    "docker.io/library/kibana",
    "docker.io/library/memcached",
    "docker.io/library/solr",
    "docker.io/library/sonarqube",
    "docker.io/library/varnish",
    "quay.io/keycloak/keycloak",
];

/// Who an image runs as.
pub fn runs_as(image: &ImageRef) -> RunsAs {
    let name = image.canonical_name();
    let tag = image.tag().unwrap_or_default();
    let by_digest_alone = tag.is_empty() && image.digest().is_some();
    if promises_nobody(&name, tag) || is_windows(&name, tag) {
        return RunsAs::Nobody;
    }
    match name.strip_prefix("docker.io/library/") {
        Some(official) if ROOT.contains(&official) => RunsAs::Root,
        Some(official) if DROPS_ROOT.contains(&official) => RunsAs::DropsRoot,
        _ if by_digest_alone => RunsAs::Unknown,
        _ if name.starts_with("gcr.io/distroless/") || name.starts_with("mcr.microsoft.com/dotnet/") => RunsAs::Root,
        _ => RunsAs::Unknown,
    }
}

fn promises_nobody(name: &str, tag: &str) -> bool {
    let publisher = |prefix: &str| name.strip_prefix(prefix);
    let development = tag == "dev" || tag.ends_with("-dev");
    tag.contains("nonroot")
        || name.ends_with("-unprivileged")
        || NOBODY.contains(&name)
        || publisher("cgr.dev/").is_some_and(|rest| !rest.ends_with("-base"))
        || publisher("dhi.io/").is_some_and(|_| !development)
        || publisher("docker.io/bitnami/").is_some()
        || publisher("docker.io/prom/").is_some()
        || publisher("mcr.microsoft.com/dotnet/").is_some_and(|_| tag.contains("chiseled") || tag.contains("distroless"))
        || publisher("registry.access.redhat.com/ubi").is_some_and(is_s2i)
}

/// Windows has no root; its images run as ContainerUser or ContainerAdministrator.
fn is_windows(name: &str, tag: &str) -> bool {
    name.starts_with("mcr.microsoft.com/windows") || tag.contains("nanoserver") || tag.contains("windowsservercore")
}

/// Red Hat's language images (`ubi9/python-312`, `ubi9/nodejs-22-minimal`) run as 1001 or 185; the bare ones do not.
fn is_s2i(rest: &str) -> bool {
    rest.split_once('/').is_some_and(|(_, image)| {
        let mut parts = image.split('-').skip(1);
        parts.any(|part| part.bytes().next().is_some_and(|b| b.is_ascii_digit()))
    })
}
