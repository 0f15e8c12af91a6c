//! Calls of the operating system's package managers, and what they are to do.

use super::commands::{Call, calls_of};
use crate::dockerfile::{
    Dockerfile,
    shell::{ShellWord, skip_options},
};

/// A family of package managers that behave alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manager {
    /// `apt-get`, `apt`, `aptitude`.
    Apt,
    /// `apk`.
    Apk,
    /// `dnf`, `yum`, `microdnf`, `tdnf`.
    Dnf,
    /// `zypper`.
    Zypper,
}

/// What a call asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// New packages.
    Install,
    /// Newer lists of packages.
    Refresh,
    /// Newer versions of all that is installed.
    Upgrade,
    /// Packages are taken away.
    Remove,
    /// Something else.
    Other,
}

/// A call of a package manager.
pub struct PackageCall<'a> {
    /// The call.
    pub call: Call<'a>,
    /// Which family.
    pub manager: Manager,
    /// What it asks for.
    pub action: Action,
    /// The word that says so: `install`.
    pub verb: &'a ShellWord,
    /// What stands after it.
    pub rest: &'a [ShellWord],
}

impl<'a> PackageCall<'a> {
    /// Takes a call apart if it is one.
    pub fn read(call: Call<'a>) -> Option<Self> {
        let manager = match call.program() {
            "apt-get" | "apt" | "aptitude" => Manager::Apt,
            "apk" => Manager::Apk,
            "dnf" | "yum" | "microdnf" | "tdnf" | "dnf5" => Manager::Dnf,
            "zypper" => Manager::Zypper,
            _ => return None,
        };
        let (verb, rest) = skip_options(call.arguments(), options_with_value(manager)).split_first()?;
        Some(Self {
            call,
            manager,
            action: action(manager, &verb.value, rest),
            verb,
            rest,
        })
    }

    /// The packages that are named, as written: no options, no options' values.
    pub fn packages(&self) -> impl Iterator<Item = &'a ShellWord> {
        let with_value = options_with_value(self.manager);
        let mut skip = false;
        self.rest.iter().filter(move |word| {
            let value = std::mem::replace(&mut skip, with_value.contains(&word.value.as_str()));
            !value && !word.value.starts_with('-')
        })
    }
}

/// All calls of package managers, top to bottom.
pub fn package_calls(file: &Dockerfile) -> impl Iterator<Item = PackageCall<'_>> {
    calls_of(file, MANAGERS).filter_map(PackageCall::read)
}

/// All programs that are read.
pub const MANAGERS: &[crate::dockerfile::Name] = crate::names![
    "apt-get", "apt", "aptitude", "apk", "dnf", "yum", "microdnf", "tdnf", "dnf5", "zypper",
];

fn options_with_value(manager: Manager) -> &'static [&'static str] {
    match manager {
        Manager::Apt => &[
            "-o",
            "-t",
            "-c",
            "-a",
            "--option",
            "--target-release",
            "--default-release",
            "--config-file",
        ],
        Manager::Apk => &[
            "-X",
            "-t",
            "-p",
            "--repository",
            "--virtual",
            "--root",
            "--keys-dir",
            "--repositories-file",
        ],
        Manager::Dnf => &[
            "-c",
            "-x",
            "--repo",
            "--enablerepo",
            "--disablerepo",
            "--installroot",
            "--setopt",
            "--exclude",
        ],
        Manager::Zypper => &["-R", "-D", "-r", "-t", "--root", "--reposd-dir", "--repo", "--from", "--type"],
    }
}

fn action(manager: Manager, verb: &str, rest: &[ShellWord]) -> Action {
    match (manager, verb) {
        (Manager::Apt, "install" | "satisfy" | "build-dep") | (Manager::Apk, "add") => Action::Install,
        (Manager::Dnf, "install" | "reinstall" | "localinstall" | "groupinstall") => Action::Install,
        (Manager::Dnf, "group") if rest.first().is_some_and(|w| w.value == "install") => Action::Install,
        (Manager::Zypper, "install" | "in") => Action::Install,
        (Manager::Apt | Manager::Apk, "update") | (Manager::Dnf, "makecache") | (Manager::Zypper, "refresh" | "ref") => Action::Refresh,
        (Manager::Apt, "upgrade" | "dist-upgrade" | "full-upgrade" | "safe-upgrade") | (Manager::Apk, "upgrade") => Action::Upgrade,
        (Manager::Zypper, "update" | "up" | "dup" | "dist-upgrade" | "patch") => Action::Upgrade,
        (Manager::Dnf, "update" | "upgrade" | "distro-sync" | "upgrade-minimal") if rest.iter().all(|w| w.value.starts_with('-')) => {
            Action::Upgrade
        }
        (Manager::Dnf, "update" | "upgrade") => Action::Install,
        (_, "remove" | "purge" | "autoremove" | "del" | "erase" | "rm") => Action::Remove,
        _ => Action::Other,
    }
}
