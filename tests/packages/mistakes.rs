//! What a person can get wrong in `app.toml`, told at its place.

use crate::{
    archive::{Archive, Packed, deb},
    project::Project,
};

fn packages() -> String {
    ["libpq5", "libpq-dev", "libpqxx-dev", "imagemagick", "curl"]
        .map(|name| deb(name, "1.0-1", ""))
        .concat()
        + &deb("postfix", "3.10", "Provides: mail-transport-agent")
        + &deb("exim4", "4.98", "Provides: mail-transport-agent\nConflicts: mail-transport-agent")
}

#[test]
fn an_unknown_package_is_underlined_and_the_nearest_names_are_told() {
    let archive = Archive::debian(&packages());
    let project = Project::debian("[\"curl\", \"libpq\"]", &archive.mirror());
    let before = project.folder.read("app.lock");
    project
        .run(&["lock"])
        .is(2)
        .tells("error[unknown-package]: Debian 13 has no package `libpq`")
        .tells("app.toml:5:21")
        .tells("did you mean `libpq5`?")
        .tells("other names that are near: libpq-dev, libpqxx-dev");
    assert_eq!(project.folder.read("app.lock"), before);
}

#[test]
fn all_unknown_packages_are_told_at_once() {
    let archive = Archive::debian(&packages());
    let project = Project::debian("[\"imagemagic\", \"zzzzzz\"]", &archive.mirror());
    let ran = project.run(&["lock"]).is(2);
    assert_eq!(ran.stderr.matches("error[unknown-package]").count(), 2, "{}", ran.stderr);
    ran.tells("did you mean `imagemagick`?")
        .tells("look for its name among the packages of Debian 13");
}

#[test]
fn a_package_that_only_some_platforms_have_is_told_with_the_others() {
    let archive = Archive::debian(&packages());
    archive.suite(
        "debian",
        "trixie",
        &[("amd64", &packages()), ("arm64", &deb("curl", "1.0-1", ""))],
        Packed::Gz,
    );
    let project = Project::debian("[\"libpq5\"]", &archive.mirror());
    project
        .run(&["lock"])
        .is(2)
        .tells("Debian 13 has no package `libpq5` for linux/arm64");
}

#[test]
fn a_name_that_only_others_provide_is_no_package() {
    let archive = Archive::debian(&packages());
    let project = Project::debian("[\"mail-transport-agent\"]", &archive.mirror());
    project
        .run(&["lock"])
        .is(2)
        .tells("`mail-transport-agent` is no package of Debian 13, but a name that others provide")
        .tells("name the one that is meant: exim4, postfix");
}

#[test]
fn packages_that_refuse_each_other_are_told() {
    let archive = Archive::debian(&packages());
    let project = Project::debian("[\"exim4\", \"postfix\"]", &archive.mirror());
    project
        .run(&["lock"])
        .is(2)
        .tells("error[unmet-dependency]: `exim4` cannot be installed beside `postfix`");
}

#[test]
fn a_dependency_that_is_not_there_is_told_with_who_needs_it() {
    let archive = Archive::debian(&deb("curl", "1.0-1", "Depends: libcurl4 (>= 8.0) | libcurl5"));
    let project = Project::debian("[\"curl\"]", &archive.mirror());
    project
        .run(&["lock"])
        .is(2)
        .tells("`curl` cannot be installed: it needs libcurl4 >= 8.0 | libcurl5, which Debian 13 does not have");
}

#[test]
fn settings_that_cannot_be_are_underlined() {
    let archive = Archive::debian("");
    for (setting, message) in [
        (
            "snapshot = \"2026-11-22\"",
            "`2026-11-22` is no moment of an archive: write it like 20261122T000000Z",
        ),
        ("snapshot = \"20261322T000000Z\"", "is no moment of an archive"),
        ("platforms = [\"amd64\"]", "`amd64` is no platform: write it like linux/amd64"),
        ("lock = \"no\"", "expected true or false"),
        ("mirrors = []", "unknown key `mirrors`"),
    ] {
        let project = Project::debian("[\"curl\"]", &archive.mirror());
        project.folder.replace("app.toml", "[packages]", &format!("[packages]\n{setting}"));
        project.run(&["lock"]).is(2).tells(message).tells("app.toml:7:");
    }
}

#[test]
fn a_mirror_is_a_plain_address_without_secrets() {
    let archive = Archive::debian("");
    for (mirror, message) in [
        ("ftp://mirror.example/debian", "it begins with https:// or http://"),
        (
            "https://me:secret@mirror.example/debian",
            "which would stand in the Dockerfile for all to read",
        ),
        ("https://mirror.example/{archive}?a=b", "is no address of an archive"),
        ("https://mirror.example/a b", "is no address of an archive"),
        ("https://mirror.example/a' -o x=y '", "is no address of an archive"),
        ("https://mirror.example/{other}", "is no address of an archive"),
        ("https://mirror.example/../etc", "is no address of an archive"),
    ] {
        let project = Project::debian("[\"curl\"]", &archive.mirror());
        project.folder.replace("app.toml", &archive.mirror(), mirror);
        project.run(&["generate"]).is(2).tells(message).tells("app.toml:7:10");
    }
}

#[test]
fn a_platform_that_the_distribution_is_not_built_for_is_refused() {
    let archive = Archive::debian("");
    let project = Project::debian("[\"curl\"]", &archive.mirror());
    project
        .folder
        .replace("app.toml", "[packages]", "[packages]\nplatforms = [\"linux/mips\"]");
    project.run(&["lock"]).is(2).tells("Debian 13 is not built for linux/mips");
    project.folder.replace("app.toml", "linux/mips", "linux/riscv64");
    project.run(&["lock"]).is(2).tells("names no index of main for riscv64");
}
