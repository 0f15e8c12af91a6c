//! Compilers, debuggers and servers for remote login in an image that is to run one app.

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::{calls_in, scripts},
        packages::{Action, MANAGERS, PackageCall},
        stages::{root_image, ships},
    },
    dockerfile::Dockerfile,
    finding::{Confidence, Severity},
    value::{ImageRef, shown},
};

pub const RULE: Rule = Rule {
    name: "build-tools-in-final-stage",
    severity: Severity::Info,
    summary: "the shipped image holds tools that only a build needs",
    check,
};

/// Packages that build, debug or log in.
const TOOLS: &[&str] = &[
    "autoconf",
    "automake",
    "bison",
    "build-base",
    "build-essential",
    "cargo",
    "clang",
    "cmake",
    "flex",
    "g++",
    "gcc",
    "gdb",
    "golang",
    "golang-go",
    "libtool",
    "make",
    "maven",
    "meson",
    "musl-dev",
    "net-tools",
    "netcat",
    "ninja-build",
    "nmap",
    "openssh-server",
    "pkg-config",
    "python3-dev",
    "rustc",
    "strace",
    "tcpdump",
    "telnet",
    "telnetd",
];
/// Images of the Docker library that are there to build with.
const BUILDERS: &[&str] = &["gcc", "golang", "gradle", "maven", "rust", "sbt", "swift"];

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    let stage = file.final_stage();
    if let Some((stage, image)) = stage.and_then(|stage| Some((stage, root_image(file, stage).filter(|image| is_builder(image))?))) {
        hits.push(hit(stage.image.span, &image.name(), "is an image to build with, and it is shipped"));
    }
    let installs = file.may_call(MANAGERS);
    for (at, _, script) in scripts(file).filter(|(at, _, _)| installs && ships(file, *at)) {
        let calls = || calls_in(at, script).filter_map(PackageCall::read);
        if calls().any(|found| found.action == Action::Remove) {
            continue;
        }
        for found in calls().filter(|found| found.action == Action::Install) {
            let tool = found
                .packages()
                .find(|word| TOOLS.contains(&word.value.split(['=', '~', '<', '>']).next().unwrap_or_default()));
            hits.extend(tool.map(|word| hit(word.span, &word.value, "is of use to a build or to an intruder, and it is shipped")));
        }
    }
    hits
}

fn hit(span: crate::source::Span, what: &str, message: &str) -> Hit {
    Hit::new(span, format!("`{}` {message}", shown(what)))
        .confidence(Confidence::Heuristic)
        .help("Build in a stage of its own, and copy the result into a final stage that has only what the app runs with.")
}

fn is_builder(image: &ImageRef) -> bool {
    let name = image.canonical_name();
    let official = name.strip_prefix("docker.io/library/");
    let tag = image.tag().unwrap_or_default();
    let kit = official == Some("eclipse-temurin") && !tag.contains("jre");
    official.is_some_and(|name| BUILDERS.contains(&name) && !tag.contains("slim")) || kit || name == "mcr.microsoft.com/dotnet/sdk"
}
