//! Well-known images, publishers and registries, and names that are one slip of the finger away from them.

use crate::value::ImageRef;

const REGISTRIES: &[&str] = &[
    "cgr.dev",
    "docker.io",
    "gcr.io",
    "ghcr.io",
    "icr.io",
    "mcr.microsoft.com",
    "public.ecr.aws",
    "quay.io",
    "registry.access.redhat.com",
    "registry.gitlab.com",
    "registry.k8s.io",
    "registry.redhat.io",
];
/// Publishers on Docker Hub, and first folders of other registries.
const PUBLISHERS: &[&str] = &[
    "apache",
    "bitnami",
    "chainguard",
    "clickhouse",
    "confluentinc",
    "curlimages",
    "denoland",
    "distroless",
    "docker",
    "gitlab",
    "grafana",
    "hashicorp",
    "jenkins",
    "linuxserver",
    "nginxinc",
    "opensearchproject",
    "portainer",
    "rancher",
    "selenium",
    "sonatype",
];
/// Images of the Docker library; also those that are near to one of the others, so that they are known.
const IMAGES: &[&str] = &[
    "alpine",
    "amazoncorretto",
    "amazonlinux",
    "busybox",
    "caddy",
    "composer",
    "debian",
    "eclipse-temurin",
    "elasticsearch",
    "erlang",
    "fedora",
    "golang",
    "gradle",
    "haproxy",
    "httpd",
    "mariadb",
    "maven",
    "memcached",
    "mongo",
    "mono",
    "mysql",
    "nginx",
    "openjdk",
    "postgres",
    "python",
    "rabbitmq",
    "redis",
    "rockylinux",
    "tomcat",
    "traefik",
    "ubuntu",
    "valkey",
    "wordpress",
];

/// The part of an image's name that is almost a well-known one, and that one.
pub fn meant(image: &ImageRef) -> Option<(String, &'static str)> {
    let canonical = image.canonical_name();
    let (registry, path) = canonical.split_once('/')?;
    if let Some(known) = near(registry, REGISTRIES) {
        return Some((registry.to_owned(), known));
    }
    let public = matches!(registry, "docker.io" | "gcr.io");
    let (first, _) = path.split_once('/').filter(|_| public)?;
    let found = if first == "library" && registry == "docker.io" {
        let name = path.split('/').nth(1)?;
        (name, near(name, IMAGES)?)
    } else {
        (first, near(first, PUBLISHERS)?)
    };
    Some((found.0.to_owned(), found.1))
}

/// The shortest name of which every single slip is looked for: below it other letters make other names (`gcr.io`, `icr.io`).
const LONG: usize = 5;
const LONG_HOST: usize = 8;

fn near(name: &str, known: &'static [&'static str]) -> Option<&'static str> {
    if known.contains(&name) {
        return None;
    }
    let long = if name.contains('.') { LONG_HOST } else { LONG };
    known
        .iter()
        .copied()
        .filter(|known| known.len().abs_diff(name.len()) <= 1)
        // one slip leaves the first letter or the last
        .filter(|known| known.bytes().next() == name.bytes().next() || known.bytes().last() == name.bytes().last())
        .find(|known| {
            let (a, b) = (name.as_bytes(), known.as_bytes());
            is_swap(a, b) || (known.len() >= long && is_slip(a, b))
        })
}

/// Two neighbours are swapped.
fn is_swap(a: &[u8], b: &[u8]) -> bool {
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    match (a.get(same..), b.get(same..)) {
        (Some([x, y, rest @ ..]), Some([v, w, other @ ..])) => x == w && y == v && rest == other,
        _ => false,
    }
}

/// One letter is missing, too many or another one; or `rn` stands for `m`.
fn is_slip(a: &[u8], b: &[u8]) -> bool {
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(same..).unwrap_or_default(), b.get(same..).unwrap_or_default());
    match (a, b) {
        ([b'r', b'n', rest @ ..], [b'm', other @ ..]) if rest == other => true,
        ([_, rest @ ..], [_, other @ ..]) => rest == other || rest == b || a == other,
        ([_], []) | ([], [_]) => true,
        _ => false,
    }
}
