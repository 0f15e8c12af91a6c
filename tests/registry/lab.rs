//! A project whose images lie in the test's own registry, and that registry.

use std::process::{Command, Stdio};

use sha2::{Digest, Sha256};

use crate::{
    server::{Reply, Request, Server},
    support::{Folder, HULLWRIGHT, LIBRARY, Ran, TODAY},
};

/// Part of every password and token of the tests. It must never be seen.
pub const SECRET: &str = "hunter2";

/// Base64 of `somebody:hunter2`.
pub const BASIC: &str = "c29tZWJvZHk6aHVudGVyMg==";

pub const INDEX: &str = "application/vnd.oci.image.index.v1+json";
pub const LIST: &str = "application/vnd.docker.distribution.manifest.list.v2+json";
pub const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
pub const DOCKER: &str = "application/vnd.docker.distribution.manifest.v2+json";

pub struct Lab {
    pub folder: Folder,
    pub server: Server,
    environment: Vec<(String, String)>,
}

impl Lab {
    /// A project that needs `team/base:3.22` of a registry that answers like this. The image of the syntax line is locked already.
    pub fn new(answer: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Self {
        let server = Server::start(answer);
        let folder = Folder::project();
        folder.run(&["lock", "--offline"]).is(0);
        let lab = Self {
            folder,
            server,
            environment: Vec::new(),
        };
        lab.uses(&lab.image());
        lab
    }

    /// The image that is needed, without its tag.
    pub fn image(&self) -> String {
        format!("{}/team/base", self.server.host())
    }

    /// Lets the project need another image instead; its tag is the version.
    pub fn uses(&self, image: &str) {
        let template = std::fs::read(format!("{LIBRARY}/page.Dockerfile.tera")).unwrap();
        let preset = std::fs::read_to_string(format!("{LIBRARY}/page.toml")).unwrap();
        self.folder.write("library/page.Dockerfile.tera", template);
        self.folder.write(
            "library/page.toml",
            preset.replace("\"alpine:{version}\"", &format!("\"{image}:{{version}}\"")),
        );
    }

    /// Sets a variable of the environment.
    pub fn env(mut self, name: &str, value: impl Into<String>) -> Self {
        self.environment.push((name.to_owned(), value.into()));
        self
    }

    /// A configuration of Docker's with credentials for the registry.
    pub fn docker(self, text: &str) -> Self {
        self.folder.write("docker/config.json", text.replace("HOST", &self.server.host()));
        let path = self.folder.path("docker").to_string_lossy().into_owned();
        self.env("DOCKER_CONFIG", path)
    }

    /// Runs the program with nothing of this machine's own configuration. No password is ever seen.
    pub fn run(&self, args: &[&str]) -> Ran {
        let mut command = Command::new(HULLWRIGHT);
        command.args(args).current_dir(self.folder.path("")).stdin(Stdio::null());
        command.arg("--templates").arg(self.folder.path("library"));
        command
            .env_clear()
            .env("HOME", self.folder.path("home"))
            .env("PATH", "/usr/bin:/bin");
        command.env("SOURCE_DATE_EPOCH", TODAY).envs(self.environment.iter().cloned());
        let ran = Ran::of(command.output().unwrap());
        ran.never(SECRET).never(BASIC)
    }

    /// Runs `lock` without asking twice.
    pub fn lock(&self) -> Ran {
        self.run(&["lock", "--retries", "0", "--timeout", "5"])
    }

    pub fn lock_file(&self) -> String {
        self.folder.read("app.lock")
    }

    /// Authorizations that arrived at a path that begins like this, each once.
    pub fn authorizations(&self, path: &str) -> Vec<Option<String>> {
        let log = self.server.log();
        let mut all: Vec<_> = log
            .iter()
            .filter(|r| r.path.starts_with(path))
            .map(|r| r.authorization().map(str::to_owned))
            .collect();
        all.dedup();
        all
    }
}

pub fn digest(body: &[u8]) -> String {
    let hex: String = Sha256::digest(body).iter().map(|b| format!("{b:02x}")).collect();
    format!("sha256:{hex}")
}

/// An index of these platforms; a number tells one build of them from another.
pub fn index(kind: &str, platforms: &[&str], build: usize) -> Vec<u8> {
    let entry = |platform: &&str| {
        let mut words = platform.split('/');
        let mut word = || words.next().unwrap_or_default().to_owned();
        let (os, architecture, variant) = (word(), word(), word());
        let digest = digest(format!("{platform} {build}").as_bytes());
        format!(
            r#"{{"mediaType": "{MANIFEST}", "size": 7, "digest": "{digest}",
                "platform": {{"os": "{os}", "architecture": "{architecture}", "variant": "{variant}"}}}}"#
        )
    };
    let entries: Vec<String> = platforms.iter().map(entry).collect();
    format!(
        r#"{{"schemaVersion": 2, "mediaType": "{kind}", "manifests": [{}]}}"#,
        entries.join(",")
    )
    .into_bytes()
}

/// The index that most tests serve.
pub fn usual() -> Vec<u8> {
    index(INDEX, &["linux/amd64", "linux/arm64/v8"], 1)
}

/// A document as a registry serves it.
pub fn served(kind: &str, body: Vec<u8>) -> Reply {
    let digest = digest(&body);
    Reply::new(200, body)
        .with("content-type", kind)
        .with("docker-content-digest", digest)
}

/// The usual index, served well.
pub fn good() -> Reply {
    served(INDEX, usual())
}
