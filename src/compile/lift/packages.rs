//! Operating system packages: which stage they are for, and whether the base that is compiled for has them under that name.

use super::{
    Lifter,
    renamed::{of_alpine, renamed},
};
use crate::{
    audit::{Action, Manager, PackageCall, calls_in},
    compile::preset::PackageFamily,
    dockerfile::Keyword,
    value::{PackageName, shown},
};

/// Packages that only a build needs, besides those whose names end in `-dev` or `-devel`.
const TO_BUILD: [&str; 13] = [
    "autoconf",
    "automake",
    "build-base",
    "build-essential",
    "clang",
    "g++",
    "gcc",
    "git",
    "libtool",
    "make",
    "pkg-config",
    "pkgconf",
    "unzip",
];

impl Lifter<'_> {
    pub(super) fn package(&mut self, at: usize, call: &PackageCall<'_>) {
        let span = call.call.command.span;
        match call.action {
            Action::Refresh => self.ledger.itself(at, span, "lists are fetched where packages are installed"),
            Action::Upgrade => {
                let why = "nothing is upgraded in place: the base is pinned, and renewed with `hullwright lock --update`";
                self.ledger.left(at, span, why);
            }
            Action::Remove => self.ledger.itself(at, span, "what only a build needs stays in the build stage"),
            Action::Other => match call.verb.value.as_str() {
                "clean" | "autoclean" | "autoremove" | "cache" => self.ledger.itself(at, span, "no cache enters a layer"),
                _ => self.ledger.left(at, span, "app.toml has nothing for it"),
            },
            Action::Install => self.install(at, call),
        }
    }

    fn install(&mut self, at: usize, call: &PackageCall<'_>) {
        let span = call.call.command.span;
        let family = match call.manager {
            Manager::Apt => PackageFamily::Apt,
            Manager::Apk => PackageFamily::Apk,
            Manager::Dnf | Manager::Zypper => PackageFamily::None,
        };
        let before = self.ledger.count();
        for word in call.packages() {
            let name = word.value.split(['=', '~', '<', '>', ':']).next().unwrap_or_default();
            let known = PackageName::new(name).ok().filter(|_| word.literal || !word.value.contains('$'));
            let Some(name) = known else {
                self.ledger
                    .left(at, word.span, format!("`{}` is no name of a package", shown(&word.value)));
                continue;
            };
            let name = name.as_str();
            if self.ground.preset.lift.packages.iter().any(|known| known == name) {
                self.ledger.itself(at, word.span, "the template sees to it");
                continue;
            }
            if matches!(name, "curl" | "wget") && self.only_probes(name) {
                self.ledger.itself(at, word.span, "the probe of the compiled image needs none");
                continue;
            }
            let versioned = word.value.len() > name.len();
            let name = if family == PackageFamily::Apt { renamed(name) } else { name };
            if versioned {
                self.ledger.left(
                    at,
                    word.span,
                    "its version is not lifted: `hullwright lock` writes the versions of all packages down",
                );
            }
            let to_build = TO_BUILD.contains(&name) || name.ends_with("-dev") || name.ends_with("-devel");
            let (ships, lone) = (self.ships(at), self.is_lone());
            if !ships || lone && to_build {
                self.take(at, word.span, "build", family, name);
            } else if to_build {
                self.ledger.left(
                    at,
                    word.span,
                    "the image is not built in this stage: what only a build needs is left out",
                );
            } else {
                self.take(at, word.span, "runtime", family, name);
            }
        }
        if self.ledger.count() == before {
            self.ledger.itself(at, span, "no package is named");
        }
        let recommended = family == PackageFamily::Apt && call.call.argument("--no-install-recommends").is_none();
        if recommended && !self.file.source.slice(span).contains("Recommends") {
            let why = "packages that are only recommended are not installed with these: name those that the app needs";
            self.ledger.left(at, call.verb.span, why);
        }
    }

    /// Whether a program is called by a HEALTHCHECK, and by no RUN.
    fn only_probes(&self, name: &str) -> bool {
        let probes = self
            .all(Keyword::Healthcheck)
            .iter()
            .any(|(_, i)| self.file.source.slice(i.span).contains(name));
        let mut runs = self.all(Keyword::Run).into_iter();
        probes
            && !runs.any(|(at, i)| {
                i.script()
                    .is_some_and(|script| calls_in(at, script).any(|call| call.program() == name))
            })
    }

    fn take(&mut self, at: usize, span: crate::source::Span, section: &'static str, family: PackageFamily, name: &str) {
        let base = self.base;
        let has = match section {
            "build" => base.map(|b| b.build_packages),
            _ => base.map(|b| b.runtime_packages),
        };
        if let (Some(PackageFamily::Apt), PackageFamily::Apk, Some(name)) = (has, family, of_alpine(name)) {
            return self.ledger.entry(at, span, section, "packages", name);
        }
        let title = base.map(|b| b.name.as_str()).unwrap_or_default();
        match has {
            Some(has) if has == family => self.ledger.entry(at, span, section, "packages", name),
            Some(PackageFamily::None) => {
                self.ledger.left(
                    at,
                    span,
                    format!("the base {title} has no package manager: choose another if the app needs `{name}`"),
                );
            }
            _ => {
                let why = format!(
                    "`{name}` is a package of another distribution: find its name on the base {title}, and write it into [{section}] packages"
                );
                self.ledger.left(at, span, why);
            }
        }
    }
}
