//! What images of the Docker library bring: the folder they end in, and users by number.

use crate::value::ImageRef;

/// Images that end in `/`.
const AT_ROOT: &[&str] = &[
    "almalinux",
    "alpine",
    "amazoncorretto",
    "amazonlinux",
    "buildpack-deps",
    "busybox",
    "debian",
    "eclipse-temurin",
    "fedora",
    "nginx",
    "node",
    "openjdk",
    "oraclelinux",
    "perl",
    "python",
    "rockylinux",
    "ruby",
    "rust",
    "ubuntu",
];

/// Images with a user `nobody` of the number that Debian, Alpine and BusyBox give it.
const NOBODY: &[&str] = &[
    "alpine",
    "buildpack-deps",
    "busybox",
    "debian",
    "golang",
    "node",
    "perl",
    "php",
    "python",
    "ruby",
    "rust",
    "ubuntu",
];

/// The folder that a library image ends in, with a slash behind it.
pub fn workdir(image: &ImageRef) -> Option<&'static str> {
    match library(image)?.as_str() {
        "golang" => Some("/go/"),
        name => AT_ROOT.contains(&name).then_some("/"),
    }
}

/// The user without privileges that a library image has made for the app: number and group.
pub fn own_user(image: &ImageRef) -> Option<&'static str> {
    (library(image)? == "node").then_some("1000:1000")
}

/// Whether an image is a server that starts as root unless it is set up for somebody else.
pub fn starts_as_root(image: &ImageRef) -> bool {
    matches!(library(image).as_deref(), Some("nginx" | "httpd" | "traefik" | "docker")) || is_php_server(image)
}

/// The user that such a server can run as, and what has to be that user's first.
pub fn server_user(image: &ImageRef) -> Option<(&'static str, Option<&'static str>)> {
    match library(image)?.as_str() {
        "nginx" => Some((
            "101:101",
            Some("touch /run/nginx.pid && chown -R 101:101 /run/nginx.pid /var/cache/nginx"),
        )),
        "httpd" if !is_alpine(image) => Some(("33:33", Some("chown -R 33:33 /usr/local/apache2/logs"))),
        // its folders are open to any user (docker-library/php#743)
        "php" if is_php_server(image) => Some((if is_alpine(image) { "82:82" } else { "33:33" }, None)),
        _ => None,
    }
}

fn is_php_server(image: &ImageRef) -> bool {
    let tag = image.tag().unwrap_or_default();
    library(image).as_deref() == Some("php") && (tag.contains("apache") || tag.contains("fpm"))
}

fn is_alpine(image: &ImageRef) -> bool {
    image.tag().is_some_and(|tag| tag.contains("alpine"))
}

/// The number of a user that a library image brings.
pub fn number_of(image: &ImageRef, name: &str) -> Option<&'static str> {
    let official = library(image)?;
    let alpine = official == "alpine" || image.tag().is_some_and(|tag| tag.contains("alpine"));
    match (official.as_str(), name) {
        ("node", "node") => Some("1000"),
        ("nginx", "nginx") => Some("101"),
        ("postgres", "postgres") => Some(if alpine { "70" } else { "999" }),
        (official, "nobody") if NOBODY.contains(&official) => Some("65534"),
        ("php" | "debian" | "ubuntu" | "httpd", "www-data") if !alpine => Some("33"),
        ("php", "www-data") => Some("82"),
        _ => None,
    }
}

/// Whether an image has bash (`bash`), only what BusyBox brings (`nc`), or PowerShell (`powershell`): what a probe without further tools can be made of.
pub fn probing_tool(image: &ImageRef) -> Option<&'static str> {
    if image.path().ends_with("windows/servercore") {
        return Some("powershell");
    }
    const DEBIAN: &[&str] = &[
        "buildpack-deps",
        "debian",
        "eclipse-temurin",
        "golang",
        "httpd",
        "nginx",
        "node",
        "openjdk",
        "perl",
        "php",
        "python",
        "ruby",
        "rust",
        "ubuntu",
    ];
    let official = library(image)?;
    let tag = image.tag().unwrap_or_default();
    if official == "alpine" || tag.contains("alpine") {
        return Some("nc");
    }
    (DEBIAN.contains(&official.as_str()) && !tag.contains("windows") && !tag.contains("nanoserver")).then_some("bash")
}

/// The name of an image of the Docker library.
fn library(image: &ImageRef) -> Option<String> {
    image.canonical_name().strip_prefix("docker.io/library/").map(str::to_owned)
}
