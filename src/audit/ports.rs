//! The ports that the shipped image promises to listen on.

use super::stages::{instructions, shipped};
use crate::dockerfile::{Body, Dockerfile, Expose};

/// Every EXPOSE entry of the final stage and those it is built on.
pub fn exposed(file: &Dockerfile) -> impl Iterator<Item = &Expose> {
    shipped(file)
        .flat_map(|stage| instructions(file, stage))
        .flat_map(|(_, instruction)| match &instruction.body {
            Body::Expose(entries) => entries.as_slice(),
            _ => &[],
        })
}

/// Ports through which a machine is managed, debugged or taken over, and what listens there.
const ADMIN: &[(u32, &str)] = &[
    (22, "ssh"),
    (23, "telnet"),
    (135, "Windows RPC"),
    (139, "NetBIOS"),
    (445, "SMB"),
    (512, "rexec"),
    (513, "rlogin"),
    (514, "rsh"),
    (2375, "the Docker API without TLS"),
    (2376, "the Docker API"),
    (3389, "remote desktop"),
    (5005, "the Java debugger"),
    (5800, "VNC"),
    (5900, "VNC"),
    (5985, "WinRM"),
    (5986, "WinRM"),
    (6443, "the Kubernetes API"),
    (9229, "the Node.js debugger"),
    (10250, "the kubelet"),
];

/// What listens on a management port; none if the port is an ordinary one.
pub fn admin_service(port: u32) -> Option<&'static str> {
    ADMIN.iter().find(|(number, _)| *number == port).map(|(_, service)| *service)
}
