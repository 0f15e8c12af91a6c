//! The container engine's socket inside a container.

use crate::{
    audit::{Hit, Policy, Rule, commands::effective},
    dockerfile::{Body, Dockerfile},
    finding::Severity,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "host-socket",
    severity: Severity::Error,
    summary: "the container engine's socket is taken into the container",
    check,
};

const SOCKETS: &[&str] = &["docker.sock", "containerd.sock", "podman.sock", "crio.sock", "buildkitd.sock"];

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    for instruction in file.instructions.iter().map(effective) {
        if let Body::Volume(paths) = &instruction.body {
            let sockets = paths.iter().filter(|path| is_socket(&path.value));
            hits.extend(sockets.map(|path| hit(&path.value, path.span)));
        }
        for mount in instruction.mounts().filter(|mount| mount.kind() == "bind") {
            let paths = ["source", "src", "target", "dst", "destination"];
            let socket = paths.iter().filter_map(|key| mount.get(&[key])).find(|path| is_socket(path));
            hits.extend(socket.map(|path| hit(path, mount.span)));
        }
    }
    hits
}

fn is_socket(path: &str) -> bool {
    SOCKETS.iter().any(|socket| path.ends_with(socket))
}

fn hit(path: &str, span: crate::source::Span) -> Hit {
    Hit::new(
        span,
        format!("who reaches `{}` can start a privileged container and owns the host", shown(path)),
    )
    .help("Build with a rootless builder, and let the app ask an API that is made for it.")
}
