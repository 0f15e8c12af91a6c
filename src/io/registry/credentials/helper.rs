//! Credential helpers: `docker-credential-NAME get` is asked for one registry, with little trust and little time.
#![expect(clippy::disallowed_types, reason = "helpers are programs, and this is the one place that runs any")]

use std::{
    io::{Read, Write},
    path::PathBuf,
    process::{Child, ChildStdout, Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use serde::Deserialize;

use super::secret::{Credential, Secret};
use crate::{
    io::{Kind, World},
    value::shown,
};

/// How long a helper may take. It may have to ask a service of its own, but must not wait for a person.
const PATIENCE: Duration = Duration::from_secs(30);

/// The most that it may say.
const MOST: u64 = 1 << 16;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Said {
    username: String,
    secret: String,
}

/// Asks a helper; none when it knows nothing about the server.
///
/// # Errors
/// A sentence that says why it is of no use. What the helper printed is never part of it.
pub fn ask(world: &dyn World, name: &str, server: &str) -> Result<Option<Credential>, String> {
    let letters = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    if name.starts_with(['-', '.']) || !name.bytes().all(letters) {
        return Err(format!("the credential helper `{}` has a name that no helper has", shown(name)));
    }
    let program = format!("docker-credential-{name}");
    let path = find(world, &program).ok_or_else(|| format!("the credential helper {program} is not installed"))?;
    // Its messages could hold what must not be shown, so nobody reads them.
    let spawned = Command::new(path)
        .arg("get")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut child = spawned.map_err(|e| format!("the credential helper {program} cannot be started: {}", e.kind()))?;
    let answer = talk(&mut child, server).ok_or_else(|| {
        let _ = child.kill();
        format!(
            "the credential helper {program} did not answer within {} seconds",
            PATIENCE.as_secs()
        )
    });
    let status = child.wait();
    let answer = answer?;
    if status.is_ok_and(|s| s.success()) {
        let said: Said = serde_json::from_slice(&answer)
            .map_err(|_| format!("the credential helper {program} answered with something else than JSON"))?;
        return Ok(credential(said));
    }
    // The protocol's own words for "I know nothing about it" (docker-credential-helpers, `credentials/error.go`).
    if String::from_utf8_lossy(&answer).contains("credentials not found") {
        return Ok(None);
    }
    Err(format!("the credential helper {program} failed"))
}

fn credential(said: Said) -> Option<Credential> {
    let secret = Secret::new(said.secret);
    match said.username.as_str() {
        _ if secret.reveal().is_empty() => None,
        "<token>" => Some(Credential::Identity(secret)),
        _ => Some(Credential::Password {
            user: Secret::new(said.username),
            password: secret,
        }),
    }
}

/// Tells the server's name and takes all that is answered; none when that takes too long.
fn talk(child: &mut Child, server: &str) -> Option<Vec<u8>> {
    let stdout = child.stdout.take()?;
    let (send, receive) = mpsc::channel();
    // The thread ends with the helper, which is killed if it takes too long.
    thread::spawn(move || send.send(all(stdout)));
    // A helper that does not want to read has its reasons; its answer will tell.
    let _ = child.stdin.take()?.write_all(format!("{server}\n").as_bytes());
    receive.recv_timeout(PATIENCE).ok()
}

fn all(stdout: ChildStdout) -> Vec<u8> {
    let mut bytes = Vec::new();
    let _ = stdout.take(MOST).read_to_end(&mut bytes);
    bytes
}

/// The program in a folder of PATH. Only absolute folders count: a repository that one stands in must not bring helpers of its own.
fn find(world: &dyn World, program: &str) -> Option<PathBuf> {
    let path = world.env("PATH")?;
    let file = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    let folders = std::env::split_paths(&path).filter(|folder| folder.is_absolute());
    folders
        .map(|folder| folder.join(&file))
        .find(|program| matches!(world.kind(program), Ok(Some(Kind::File | Kind::Link))))
}
