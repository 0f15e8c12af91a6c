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

fn near(name: &str, known: &'static [&'static str]) -> Option<&'static str> {
    if known.contains(&name) {
        return None;
    }
    let host = name.contains('.');
    known.iter().copied().find(|known| {
        let long = known.len() >= if host { 8 } else { LONG };
        is_swap(name, known) || (long && is_slip(name, known))
    })
}

/// Two neighbours are swapped.
fn is_swap(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let Some(at) = a.iter().zip(b).position(|(x, y)| x != y).filter(|_| a.len() == b.len()) else {
        return false;
    };
    a.get(at) == b.get(at + 1) && a.get(at + 1) == b.get(at) && a.get(at + 2..) == b.get(at + 2..)
}

/// One letter is missing, too many or another one; or `rn` stands for `m`.
fn is_slip(a: &str, b: &str) -> bool {
    let (x, y) = (a.as_bytes(), b.as_bytes());
    let at = x.iter().zip(y).take_while(|(x, y)| x == y).count();
    let rest = |text: &'_ [u8], skip: usize| text.get(at + skip..).map(<[u8]>::to_vec);
    let same = |skip_x, skip_y| rest(x, skip_x).is_some() && rest(x, skip_x) == rest(y, skip_y);
    same(1, 1) || same(1, 0) || same(0, 1) || (a.contains("rn") && a.replacen("rn", "m", 1) == b)
}
