//! What `app.toml` and the user's own configuration say about registries: where an image is asked for, and how.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use serde::Deserialize;

use super::manifest::{self, Manifest};
use crate::{
    error::{Error, Result},
    finding::{Finding, Place},
    source::{Source, Span},
    value::{ImageRef, RegistryPath, is_loopback},
};

/// What is said about registries, by registry or a part of one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Registries {
    rules: BTreeMap<String, Rule>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Rule {
    path: RegistryPath,
    mirrors: Vec<RegistryPath>,
    origin: bool,
    tls: Option<bool>,
    ca: Option<String>,
}

/// A place where an image may be asked for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ImageSource {
    /// The host, with its port if it has one.
    pub host: String,
    /// The repository there.
    pub repository: String,
    /// The registry that it stands in for, if it is a mirror.
    pub mirror_of: Option<String>,
    /// Whether it speaks TLS.
    pub tls: bool,
}

/// The user's own configuration.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Config {
    #[serde(default)]
    registries: BTreeMap<RegistryPath, UserRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UserRule {
    #[serde(default)]
    mirrors: Vec<RegistryPath>,
    #[serde(default = "yes")]
    origin: bool,
    tls: Option<bool>,
    ca: Option<String>,
}

fn yes() -> bool {
    true
}

impl Registries {
    /// Reads the user's own configuration. It alone may say whose certificates are trusted: a repository that one clones may not.
    ///
    /// # Errors
    /// It is not well-formed, or wants a registry elsewhere to go without TLS.
    pub fn of_user(source: &Arc<Source>) -> Result<Self> {
        let refuse = |span: Span, message: String| {
            let finding = Finding::error("bad-config", Place::new(source, span), message)
                .help("It holds [registries.\"host\"] tables with `mirrors`, `origin`, `tls` and `ca`.");
            Error::input("").findings(vec![finding])
        };
        let config: Config = toml::from_str(source.text()).map_err(|e| {
            let span = e.span().map_or(Span::at(0), Span::from);
            refuse(span, e.message().lines().next().unwrap_or_default().to_owned())
        })?;
        let mut all = Self::default();
        for (path, said) in config.registries {
            let place = |text: &str| {
                let at = source.text().find(text).unwrap_or_default();
                Span::new(at, at + text.len())
            };
            if said.tls == Some(false) && !is_loopback(path.host()) {
                return Err(refuse(place(path.as_str()), without_tls(&path)));
            }
            if let Some(ca) = said.ca.as_ref().filter(|ca| !Path::new(ca).is_absolute()) {
                // Else the folder that one stands in would decide whom to trust.
                return Err(refuse(place(ca), "`ca` is the absolute path of a file".to_owned()));
            }
            all.add(Rule {
                path,
                mirrors: said.mirrors,
                origin: said.origin,
                tls: said.tls,
                ca: said.ca,
            });
        }
        Ok(all)
    }

    /// What `app.toml` says.
    ///
    /// # Errors
    /// All that is wrong with the form of `app.toml`, and with what it says about registries.
    pub fn of_manifest(source: &Arc<Source>) -> Result<Self> {
        let reading = manifest::read::<Manifest>(source);
        let mut findings = reading.findings;
        findings.extend(reading.settings.iter().flat_map(|m| check(source, m)));
        let Some(manifest) = reading.settings.filter(|_| findings.is_empty()) else {
            return Err(super::settle::refuse(findings));
        };
        let mut all = Self::default();
        for (path, said) in &manifest.registries {
            all.add(Rule {
                path: path.value().clone(),
                mirrors: said.mirrors.iter().map(|m| m.value().clone()).collect(),
                origin: said.origin.as_ref().is_none_or(|o| *o.value()),
                tls: said.tls.as_ref().map(|t| *t.value()),
                ca: None,
            });
        }
        Ok(all)
    }

    fn add(&mut self, rule: Rule) {
        self.rules.insert(rule.path.canonical(), rule);
    }

    /// These, and the others where these say nothing about the same path.
    pub fn over(&self, others: &Self) -> Self {
        let mut rules = others.rules.clone();
        rules.extend(self.rules.clone());
        Self { rules }
    }

    /// The places where an image is asked for, in this order: the mirrors of the most exact path that is known, then the registry itself.
    pub fn sources(&self, image: &ImageRef) -> Vec<ImageSource> {
        let name = image.canonical_name();
        let (registry, repository) = name.split_once('/').unwrap_or(("docker.io", name.as_str()));
        // Docker Hub's registry has another name than its images have.
        let host = if registry == "docker.io" {
            "registry-1.docker.io"
        } else {
            registry
        };
        let origin = ImageSource {
            host: host.to_owned(),
            repository: repository.to_owned(),
            mirror_of: None,
            tls: self.tls(host),
        };
        let exact = self.rules.values().filter_map(|rule| Some((rule, rule.path.below(&name)?)));
        let Some((rule, rest)) = exact.min_by_key(|(_, rest)| rest.len()) else {
            return vec![origin];
        };
        let mirrors = rule.mirrors.iter().map(|mirror| ImageSource {
            host: mirror.host().to_owned(),
            repository: match (mirror.path(), rest) {
                ("", "") => repository.to_owned(),
                ("", only) | (only, "") => only.to_owned(),
                (path, rest) => format!("{path}/{rest}"),
            },
            mirror_of: Some(rule.path.canonical()),
            tls: self.tls(mirror.host()),
        });
        // With no mirror there is nobody else to ask.
        let asked = (rule.origin || rule.mirrors.is_empty()).then_some(origin);
        mirrors.chain(asked).collect()
    }

    fn tls(&self, host: &str) -> bool {
        self.of_host(host).and_then(|rule| rule.tls).unwrap_or(!is_loopback(host))
    }

    /// The file with the certificates that alone are trusted for a host, if the user named one.
    pub fn ca(&self, host: &str) -> Option<&str> {
        self.of_host(host)?.ca.as_deref()
    }

    fn of_host(&self, host: &str) -> Option<&Rule> {
        let host = if host == "registry-1.docker.io" { "docker.io" } else { host };
        self.rules.get(host)
    }
}

fn without_tls(path: &RegistryPath) -> String {
    format!("only a registry on this machine may do without TLS, and {} is none", path.host())
}

/// What no registry of `app.toml` may say.
pub fn check(source: &Arc<Source>, manifest: &Manifest) -> Vec<Finding> {
    let bare = manifest.registries.iter().filter_map(|(path, said)| {
        let tls = said.tls.as_ref().filter(|tls| !*tls.value())?;
        (!is_loopback(path.host())).then(|| {
            Finding::error("bad-value", Place::new(source, tls.span()), without_tls(path))
                .help("give it a certificate; one of your own authority is trusted with `ca` in your own configuration, or SSL_CERT_FILE")
        })
    });
    bare.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(config: &str) -> String {
        let source = Arc::new(Source::new("config.toml", config));
        Registries::of_user(&source).expect_err(config).to_string()
    }

    #[test]
    fn the_folder_that_one_stands_in_decides_nothing_about_trust() {
        assert_eq!(
            refused("[registries.'r.example']\nca = 'ca.pem'"),
            "`ca` is the absolute path of a file"
        );
    }

    fn asked(config: &str, image: &str) -> Vec<String> {
        let source = Arc::new(Source::new("config.toml", config));
        let all = Registries::of_user(&source).expect(config);
        let sources = all.sources(&ImageRef::parse(image).expect(image));
        let scheme = |tls| if tls { "https" } else { "http" };
        sources
            .iter()
            .map(|s| format!("{}://{}/{}", scheme(s.tls), s.host, s.repository))
            .collect()
    }

    #[test]
    fn the_most_exact_path_says_which_mirrors_are_asked() {
        let config = "[registries.'index.docker.io']\nmirrors = ['m.example/hub', 'localhost:5000']\n\
                      [registries.'docker.io/acme']\nmirrors = ['acme.example/a']\norigin = false\n\
                      [registries.'docker.io/acme/app']\nmirrors = ['one.example/golden', 'two.example']\n";
        let through_hub = [
            "https://m.example/hub/library/alpine",
            "http://localhost:5000/library/alpine",
            "https://registry-1.docker.io/library/alpine",
        ];
        assert_eq!(asked(config, "alpine:3"), through_hub);
        assert_eq!(asked(config, "registry-1.docker.io/library/alpine:3"), through_hub);
        assert_eq!(asked(config, "acme/other:1"), ["https://acme.example/a/other"]);
        let rewritten = [
            "https://one.example/golden",
            "https://two.example/acme/app",
            "https://registry-1.docker.io/acme/app",
        ];
        assert_eq!(asked(config, "acme/app:1"), rewritten);
        assert_eq!(asked(config, "ghcr.io/acme/app:1"), ["https://ghcr.io/acme/app"]);
    }

    #[test]
    fn only_this_machine_goes_without_tls() {
        assert_eq!(asked("", "localhost:5000/a:1"), ["http://localhost:5000/a"]);
        assert_eq!(
            asked("[registries.'localhost:5000']\ntls = true", "localhost:5000/a:1"),
            ["https://localhost:5000/a"]
        );
        assert!(refused("[registries.'r.example']\ntls = false").contains("only a registry on this machine"));
    }
}
