//! The ports that the shipped image promises to listen on.

use super::{
    cuts::{lines_of, without_word},
    stages::{instructions, shipped},
    variables::expanded,
};
use crate::{
    dockerfile::{Body, Dockerfile, Expose, Instruction},
    edit::Edit,
    finding::Change,
    source::Span,
};

/// Every EXPOSE entry of the final stage and those it is built on, with its instruction and, as far as the file tells them, its ports.
pub fn exposed(file: &Dockerfile) -> impl Iterator<Item = (&Instruction, &Expose, Option<(u32, u32)>)> {
    shipped(file)
        .flat_map(|stage| instructions(file, stage))
        .flat_map(move |(at, instruction)| {
            let entries = match &instruction.body {
                Body::Expose(entries) => entries.as_slice(),
                _ => &[],
            };
            let ports = move |entry: &Expose| entry.ports.or_else(|| range(&expanded(file, at, &entry.word)?));
            entries.iter().map(move |entry| (instruction, entry, ports(entry)))
        })
}

/// First and last of `80`, `80/tcp`, `80-90`.
fn range(text: &str) -> Option<(u32, u32)> {
    let ports = text.split('/').next()?;
    let (first, last) = ports.split_once('-').unwrap_or((ports, ports));
    Some((first.parse().ok()?, last.parse().ok()?))
}

/// Takes an entry out; the whole instruction if it has no other.
pub fn without(file: &Dockerfile, instruction: &Instruction, entry: &Expose) -> Option<(Edit, Change)> {
    let Body::Expose(entries) = &instruction.body else { return None };
    let first = entries.first().is_some_and(|other| other.word.span == entry.word.span);
    Some(match entries.get(1) {
        None => (Edit::delete(lines_of(file, instruction)), Change::Removed("EXPOSE")),
        Some(next) if first => (Edit::delete(Span::new(entry.word.span.start, next.word.span.start)), Change::Words),
        Some(_) => (without_word(file, entry.word.span), Change::Words),
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

/// The first management port of a range, and what listens there; none if all of them are ordinary, or if the range is that of a whole machine.
pub fn admin_service(first: u32, last: u32) -> Option<(u32, &'static str)> {
    const WIDEST: u32 = 100;
    let few = last.saturating_sub(first) <= WIDEST;
    ADMIN.iter().find(|(port, _)| few && (first..=last).contains(port)).copied()
}
