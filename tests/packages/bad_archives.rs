//! Archives that are broken or lie: each is a clear error, and the lock stays as it was.

use crate::{
    archive::{Archive, MOMENT, Packed, deb, gz, hex, release, signed},
    project::Project,
    support::Ran,
};

/// Runs `lock` against an archive that was spoilt; it must fail and write nothing.
fn spoilt(spoil: impl FnOnce(&Archive)) -> Ran {
    let archive = Archive::debian(&deb("curl", "1.0-1", ""));
    spoil(&archive);
    let project = Project::debian("[\"curl\"]", &archive.mirror());
    let before = project.folder.read("app.lock");
    let ran = project.run(&["lock"]).is(2).tells("app.lock was not changed");
    assert_eq!(project.folder.read("app.lock"), before);
    ran
}

fn path(rest: &str) -> String {
    format!("/debian/{MOMENT}/dists/trixie/{rest}")
}

/// Replaces the table of trixie by one that names these bytes as the index.
fn index(archive: &Archive, bytes: &[u8], plain_size: usize) {
    let table = |name: &str| {
        format!(
            " {} {plain_size} {name}\n {} {} {name}.gz\n",
            hex(b"unpacked"),
            hex(bytes),
            bytes.len()
        )
    };
    let table = table("main/binary-amd64/Packages") + &table("main/binary-arm64/Packages");
    for word in ["amd64", "arm64"] {
        archive.put(&path(&format!("main/binary-{word}/Packages.gz")), bytes);
    }
    archive.put(&path("InRelease"), signed(&release("trixie", &table)));
}

#[test]
fn an_index_with_another_hash_is_refused() {
    spoilt(|a| a.change(&path("main/binary-amd64/Packages.xz"), |bytes| bytes[20] ^= 1))
        .tells("dists/trixie/main/binary-amd64/Packages.xz cannot be used: its hash is not the one in InRelease");
}

#[test]
fn an_index_that_was_cut_off_is_refused() {
    spoilt(|a| a.change(&path("main/binary-arm64/Packages.xz"), |bytes| bytes.truncate(40))).tells("but InRelease says");
}

#[test]
fn an_index_that_is_longer_than_it_may_be_is_refused() {
    spoilt(|a| a.change(&path("main/binary-amd64/Packages.xz"), |bytes| bytes.resize(1 << 20, 0))).tells("larger than it may be");
}

#[test]
fn an_index_that_is_missing_is_told() {
    spoilt(|a| a.remove(&path("main/binary-amd64/Packages.xz"))).tells("there is no such file (status 404)");
}

#[test]
fn an_index_that_is_not_packed_as_its_name_says_is_refused() {
    spoilt(|a| index(a, b"<html>not what was asked for</html>", 1000)).tells("it cannot be unpacked");
    spoilt(|a| {
        let whole = gz(deb("curl", "1.0-1", "").as_bytes());
        index(a, &whole[..whole.len() - 12], 1000);
    })
    .tells("it cannot be unpacked");
}

#[test]
fn an_index_that_swells_is_stopped() {
    spoilt(|a| index(a, &gz(&vec![b'\n'; 8 << 20]), 1 << 20)).tells("it is larger unpacked than it may be");
}

#[test]
fn a_table_without_a_signature_is_refused() {
    spoilt(|a| a.put(&path("InRelease"), release("trixie", " 0 0 x"))).tells("it carries no signature, and apt would refuse it");
}

#[test]
fn a_table_that_was_cut_off_is_refused() {
    spoilt(|a| a.change(&path("InRelease"), |bytes| bytes.truncate(bytes.len() - 40))).tells("it was cut off");
    spoilt(|a| a.put(&path("InRelease"), signed("Codename: trixie\n"))).tells("it has no table of SHA-256 hashes");
}

#[test]
fn a_table_of_another_release_is_refused() {
    spoilt(|a| {
        let table = format!(" {} 0 main/binary-amd64/Packages\n", hex(b""));
        a.put(&path("InRelease"), signed(&release("bookworm", &table)));
    })
    .tells("it is the table of bookworm");
}

#[test]
fn a_moment_that_the_archive_does_not_have_is_told_with_a_way_out() {
    let archive = Archive::new();
    let project = Project::debian("[\"curl\"]", &archive.mirror());
    project
        .run(&["lock"])
        .is(2)
        .tells("InRelease cannot be read: there is no such file (status 404): the archive may not have this release or this moment")
        .tells("[packages] lock = false");
}

#[test]
fn an_archive_that_cannot_be_reached_is_told() {
    let project = Project::debian("[\"curl\"]", "http://127.0.0.1:1/{archive}");
    project
        .run(&["lock"])
        .is(2)
        .tells("http://127.0.0.1:1/debian/dists/trixie/InRelease cannot be read");
}

#[test]
fn what_stands_outside_of_the_signature_does_not_count() {
    let archive = Archive::debian(&deb("curl", "1.0-1", ""));
    let table = format!("SHA256:\n {} 3 main/binary-amd64/Packages\n", hex(b"bad"));
    archive.change(&path("InRelease"), |bytes| bytes.extend(table.as_bytes()));
    let project = Project::debian("[\"curl\"]", &archive.mirror());
    assert!(project.locked().contains("\"1.0-1\""));
}

#[test]
fn an_alpine_index_without_signature_or_index_is_refused() {
    for (bytes, message) in [
        (gz(&[0; 1024]), "it carries no signature, and apk would refuse it"),
        (b"no gzip".to_vec(), "it cannot be unpacked"),
    ] {
        let archive = Archive::new();
        for word in ["x86_64", "aarch64"] {
            archive.put(&format!("/alpine/{MOMENT}/v3.24/main/{word}/APKINDEX.tar.gz"), bytes.clone());
        }
        let project = Project::alpine("[\"curl\"]", &archive.mirror());
        project.run(&["lock"]).is(2).tells(message);
    }
}

#[test]
fn a_lock_that_was_tampered_with_is_refused() {
    let archive = Archive::debian(&deb("curl", "1.0-1", ""));
    archive.suite("debian", "trixie-updates", &[("amd64", ""), ("arm64", "")], Packed::Plain);
    let project = Project::debian("[\"curl\"]", &archive.mirror());
    let lock = project.locked();
    for (from, to, message) in [
        (
            "version = \"1.0-1\"",
            "version = \"1.0 && id\"",
            "this cannot be the version of a package",
        ),
        ("name = \"curl\"", "name = \"curl;id\"", "this cannot be the name of a package"),
        ("hash = \"sha256:", "hash = \"sha256:x", "is no hash of a"),
        ("snapshot = \"2026", "snapshot = \"' 2026", "is no moment of an archive"),
        ("suite = \"trixie\"", "suite = \"forky\"", "it is from another archive"),
        ("stage = \"runtime\"\n", "stage = \"runtime\"\nmore = 1\n", "unknown field"),
    ] {
        assert!(lock.contains(from), "no {from} in\n{lock}");
        project
            .folder
            .write("app.lock", lock.replacen(from, to, if from.starts_with("version") { 1 } else { 9 }));
        project.run(&["generate"]).is(2).tells(message);
    }
}
