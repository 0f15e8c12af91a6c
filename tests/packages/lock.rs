//! `lock` writes every package with version and hash; the Dockerfile installs exactly these; `check` sees when they no longer fit.

use crate::{
    archive::{Archive, MOMENT, Packed, apk, deb},
    project::Project,
};

/// A library, what it needs, and a small system.
fn library() -> String {
    [
        deb("base-files", "13.8", "Essential: yes\nPre-Depends: libc6 (>= 2.40)"),
        deb("libc6", "2.41-12", "Depends: libgcc-s1"),
        deb("libgcc-s1", "14.2.0-19", ""),
        deb(
            "libpq5",
            "17.6-0+deb13u1",
            "Depends: libc6 (>= 2.38), libssl3t64 (>= 3.0.0), libldap2 | libldap-2.5-0",
        ),
        deb("libssl3t64", "3.5.1-1~deb13u1", "Depends: libc6 (>= 2.38)"),
        deb("libldap2", "1:2.6.10+dfsg-1+b1", "Depends: libc6"),
        deb("libldap-2.5-0", "2.5.1", ""),
        deb("figlet", "2.2.5-3", ""),
    ]
    .concat()
}

#[test]
fn every_package_is_locked_with_what_it_needs_for_every_platform() {
    let archive = Archive::debian(&library());
    let project = Project::debian("[\"libpq5\"]", &archive.mirror());
    let ran = project.run(&["lock"]).is(0);
    assert_eq!(
        ran.stderr,
        format!("runtime: 3 packages of Debian 13 as of {MOMENT}\nwrote app.lock\n")
    );
    let lock = project.folder.read("app.lock");
    let entry = lock.split_once("[[packages]]").unwrap().1;
    assert!(entry.contains("stage = \"runtime\"\ndistribution = \"Debian 13\"\nwanted = [\"libpq5\"]\nresolved = \"2026-11-22\"\n"));
    for platform in ["linux/amd64", "linux/arm64"] {
        let list = entry
            .split_once(&format!("\"{platform}\" = [\n"))
            .unwrap()
            .1
            .split_once("\n]")
            .unwrap()
            .0;
        let names: Vec<&str> = list.lines().map(|l| l.split('"').nth(1).unwrap()).collect();
        assert_eq!(names, ["libc6", "libgcc-s1", "libldap2", "libpq5", "libssl3t64"]);
        let base: Vec<&str> = list.lines().filter(|l| l.contains("base = true")).collect();
        assert_eq!(base.len(), 2, "{base:?}");
        assert!(list.contains(&format!("hash = \"sha256:{}\"", crate::archive::hex(b"libpq5 17.6-0+deb13u1"))));
    }
    assert_eq!(project.run(&["lock"]).is(0).stderr, "unchanged\n");
}

#[test]
fn the_dockerfile_installs_these_versions_from_that_moment_and_nothing_else() {
    let archive = Archive::debian(&library());
    let project = Project::debian("[\"libpq5\"]", &archive.mirror());
    assert!(
        project
            .folder
            .read("Dockerfile")
            .contains("apt-get install -y --no-install-recommends libpq5 \\\n")
    );
    project.locked();
    let dockerfile = project.generated();
    let host = archive.address();
    for line in [
        "apt-get install -y --no-install-recommends --no-remove \\\n    libldap2=1:2.6.10+dfsg-1+b1 \\\n    libpq5=17.6-0+deb13u1 \\\n    libssl3t64=3.5.1-1~deb13u1 \\\n",
        "'Package: *' 'Pin: release *' 'Pin-Priority: -1' '' \\\n    'Package: libc6 libgcc-s1' 'Pin: release *' 'Pin-Priority: 500'",
        &format!("http://{host}/debian-security/{MOMENT} trixie-security main'"),
        &format!("  /var/lib/apt/lists/{host}_debian_{MOMENT}_dists_trixie_InRelease'"),
        "&& sha256sum --check --strict --quiet /tmp/apt.sums \\\n",
    ] {
        assert!(dockerfile.contains(line), "no {line:?} in\n{dockerfile}");
    }
    project.run(&["check"]).is(0);
    project.run(&["audit"]).is(0);
}

#[test]
fn what_the_preset_needs_is_locked_with_what_was_asked_for() {
    let names = ["base-files", "build-essential", "cmake", "libstdc++6", "zlib1g", "zlib1g-dev"];
    let archive = Archive::debian(&names.map(|name| deb(name, "1", "")).concat());
    let project = Project::compiled(&archive.mirror());
    let lock = project.locked();
    for wanted in ["[\"build-essential\", \"cmake\", \"zlib1g-dev\"]", "[\"libstdc++6\", \"zlib1g\"]"] {
        assert!(lock.contains(&format!("wanted = {wanted}\n")), "no {wanted} in\n{lock}");
    }
    let dockerfile = project.generated();
    for line in ["    cmake=1 \\\n", "    libstdc++6=1 \\\n"] {
        assert!(dockerfile.contains(line), "no {line:?} in\n{dockerfile}");
    }
}

#[test]
fn platforms_with_other_versions_are_told_apart_in_the_build() {
    let archive = Archive::debian(&library());
    let arm = library().replace("17.6-0+deb13u1", "17.6-0+deb13u1+b2");
    archive.suite("debian", "trixie", &[("amd64", &library()), ("arm64", &arm)], Packed::Plain);
    let project = Project::debian("[\"libpq5\"]", &archive.mirror());
    project.locked();
    let dockerfile = project.generated();
    assert!(dockerfile.contains("case \"$(dpkg --print-architecture)\" in \\\n    amd64) set -- \\\n"));
    assert!(dockerfile.contains("      libpq5=17.6-0+deb13u1+b2 \\\n"));
    assert!(dockerfile.contains("*) echo 'app.lock has no packages for this platform' >&2; exit 1 ;; \\\n    esac"));
    assert!(dockerfile.contains("--no-remove \"$@\""));
}

#[test]
fn a_newer_version_in_another_suite_is_taken() {
    let archive = Archive::debian(&library());
    let fix = deb("libssl3t64", "3.5.1-1~deb13u2", "Depends: libc6 (>= 2.38)");
    archive.suite(
        "debian-security",
        "trixie-security",
        &[("amd64", &fix), ("arm64", &fix)],
        Packed::Xz,
    );
    let project = Project::debian("[\"libpq5\"]", &archive.mirror());
    assert!(project.locked().contains("\"3.5.1-1~deb13u2\""));
}

#[test]
fn a_package_that_is_added_comes_from_the_moment_of_the_others() {
    let archive = Archive::debian(&library());
    let project = Project::debian("[\"libpq5\"]", &archive.mirror());
    project
        .folder
        .replace("app.toml", "[packages]", "[packages]\nsnapshot = \"20261101T000000Z\"");
    for (name, suite) in [
        ("debian", "trixie"),
        ("debian", "trixie-updates"),
        ("debian-security", "trixie-security"),
    ] {
        archive.suite_of(
            "20261101T000000Z",
            name,
            suite,
            &[("amd64", &library()), ("arm64", &library())],
            Packed::Gz,
        );
    }
    let first = project.locked();
    assert!(first.contains("snapshot = \"20261101T000000Z\""));
    project.folder.replace("app.toml", "snapshot = \"20261101T000000Z\"\n", "");
    assert_eq!(project.locked(), first);
    project.folder.replace("app.toml", "[\"libpq5\"]", "[\"figlet\", \"libpq5\"]");
    let ran = project.run(&["lock"]).is(0);
    assert_eq!(ran.stderr, "runtime: figlet: new, 2.2.5-3\nwrote app.lock\n");
    assert!(project.folder.read("app.lock").contains("snapshot = \"20261101T000000Z\""));
}

#[test]
fn packages_that_changed_since_are_refused_by_generate_and_found_by_check() {
    let archive = Archive::debian(&library());
    let project = Project::debian("[\"libpq5\"]", &archive.mirror());
    project.locked();
    project.generated();
    project.folder.replace("app.toml", "[\"libpq5\"]", "[\"libpq5\", \"figlet\"]");
    project
        .run(&["generate"])
        .is(2)
        .tells("error[unlocked-packages]: app.lock does not cover the packages of the runtime stage: it has no `figlet`")
        .tells("app.toml:5:23")
        .tells("run `hullwright lock`");
    project.run(&["check"]).is(1).says("error[unlocked-packages]");
    project.run(&["lock", "--offline"]).is(2).tells("it has no `figlet`");
    project
        .folder
        .replace("app.toml", "[packages]", "[packages]\nplatforms = [\"linux/amd64\"]");
    project.locked();
    let dockerfile = project.generated();
    assert!(dockerfile.contains("    figlet=2.2.5-3 \\\n    libldap2="));
    project.run(&["check"]).is(0);
}

#[test]
fn who_does_not_want_versions_says_so() {
    let archive = Archive::debian(&library());
    let project = Project::debian("[\"libpq5\"]", &archive.mirror());
    let before = project.folder.read("Dockerfile");
    project.locked();
    project.generated();
    project.folder.replace("app.toml", "[packages]", "[packages]\nlock = false");
    assert!(!project.locked().contains("[[packages]]"));
    assert_eq!(project.generated(), before);
    assert!(archive.asked().iter().all(|path| path.contains(MOMENT)));
}

#[test]
fn without_the_network_nothing_is_locked_and_that_is_said() {
    let archive = Archive::debian(&library());
    let project = Project::debian("[\"libpq5\"]", &archive.mirror());
    project
        .run(&["lock", "--offline"])
        .is(0)
        .tells("the packages of the runtime stage are not locked: with --offline the archive is not asked\n");
    assert!(archive.asked().is_empty());
    let lock = project.locked();
    project.run(&["lock", "--offline"]).is(0).tells("unchanged");
    assert_eq!(project.folder.read("app.lock"), lock);
}

#[test]
fn two_stages_read_an_archive_once() {
    let archive = Archive::debian(&library());
    let project = Project::debian("[\"libpq5\"]", &archive.mirror());
    project
        .folder
        .replace("app.toml", "[runtime]", "[build]\npackages = [\"figlet\"]\n[runtime]");
    let ran = project.run(&["lock"]).is(0);
    assert!(ran.stderr.starts_with("build: 1 packages of Debian 13"), "{}", ran.stderr);
    let asked = archive.asked();
    // Three tables, and three indexes for each of two platforms.
    assert_eq!(asked.len(), 9, "{asked:#?}");
    let dockerfile = project.generated();
    assert_eq!(dockerfile.matches("sha256sum --check").count(), 2);
}

#[test]
fn old_packages_are_told_by_check_as_old_digests_are() {
    let archive = Archive::debian(&library());
    let project = Project::debian("[\"libpq5\"]", &archive.mirror());
    project.locked();
    project.generated();
    project
        .folder
        .replace("app.lock", "resolved = \"2026-11-22\"", "resolved = \"2026-01-22\"");
    project
        .run(&["check"])
        .is(1)
        .says("warning[stale-pin]: the packages of the runtime stage are from 2026-01-22, 304 days ago");
}

#[test]
fn alpine_packages_are_locked_by_their_versions() {
    let archive = Archive::new();
    let main = [
        apk("alpine-baselayout", "3.7.0-r0", "D:musl"),
        apk("musl", "1.2.6-r2", "p:so:libc.musl-x86_64.so.1=1"),
        apk(
            "libpq",
            "18.1-r0",
            "D:so:libc.musl-x86_64.so.1 so:libssl.so.3\np:so:libpq.so.5=5.18",
        ),
        apk("libssl3", "3.5.4-r0", "D:so:libc.musl-x86_64.so.1\np:so:libssl.so.3=3"),
    ]
    .concat();
    for word in ["x86_64", "aarch64"] {
        archive.repository("v3.24/main", word, &main);
        archive.repository("v3.24/community", word, &apk("figlet", "2.2.5-r3", "D:libpq>=17"));
    }
    let project = Project::alpine("[\"figlet\"]", &archive.mirror());
    let lock = project.locked();
    assert!(lock.contains("{ name = \"musl\", version = \"1.2.6-r2\", hash = \"Q1aGVsbG8gd29ybGQgaGVsbG8gd28=\", base = true },"));
    let dockerfile = project.generated();
    let host = archive.address();
    let wanted = format!(
        "RUN printf '%s\\n' > /tmp/repositories \\\n    http://{host}/alpine/{MOMENT}/v3.24/main \\\n    http://{host}/alpine/{MOMENT}/v3.24/community \\\n \
         && apk add --no-cache --repositories-file /tmp/repositories \\\n    figlet=2.2.5-r3 \\\n    libpq=18.1-r0 \\\n    libssl3=3.5.4-r0 \\\n \
         && rm /tmp/repositories\n"
    );
    assert!(dockerfile.contains(&wanted), "no\n{wanted}in\n{dockerfile}");
    project.run(&["check"]).is(0);
}
