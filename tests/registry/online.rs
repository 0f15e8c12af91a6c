//! `check --online`: what has become of the tags; and that nothing else asks anybody.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use crate::{
    lab::{INDEX, Lab, digest, index, served},
    server::Reply,
};

const PLATFORMS: &[&str] = &["linux/amd64", "linux/arm64/v8"];

/// A generated project, and what makes its tag move.
fn lab(keeps: bool) -> (Lab, Arc<AtomicUsize>) {
    let build = Arc::new(AtomicUsize::new(1));
    let number = Arc::clone(&build);
    let lab = Lab::new(move |request| {
        let build = number.load(Ordering::SeqCst);
        let platforms = if build == 3 { &PLATFORMS[..1] } else { PLATFORMS };
        let gone = build == 0 || (request.path.contains("sha256:") && !keeps);
        match gone {
            true => Reply::new(404, ""),
            false => served(INDEX, index(INDEX, platforms, build)),
        }
    });
    lab.lock().is(0);
    lab.run(&["generate", "--locked"]).is(0);
    lab.server.forget();
    // The image of the syntax line is asked for here as well.
    let hub = format!(
        "[registries.\"docker.io\"]\nmirrors = [\"{}\"]\norigin = false\n",
        lab.server.host()
    );
    lab.folder.write("home/.config/hullwright/config.toml", hub);
    (lab, build)
}

/// Lets the registry have the digest that the lock holds for the syntax line, by locking what it has.
fn settled(lab: &Lab) {
    lab.run(&["lock", "--update"]).is(0);
    lab.run(&["generate", "--locked"]).is(0);
    lab.server.forget();
}

#[test]
fn a_tag_that_stayed_is_asked_for_its_headers_only() {
    let (lab, _) = lab(true);
    settled(&lab);
    lab.run(&["check", "--online"]).is(0).tells("no findings in 1 project");
    let mut asked = lab.server.asked();
    asked.sort();
    assert_eq!(
        asked,
        ["HEAD /v2/docker/dockerfile/manifests/1.27.1", "HEAD /v2/team/base/manifests/3.22"]
    );
}

#[test]
fn without_online_nobody_is_asked() {
    let (lab, build) = lab(true);
    settled(&lab);
    build.store(2, Ordering::SeqCst);
    lab.run(&["check"]).is(0);
    lab.run(&["generate"]).is(0);
    lab.run(&["generate", "--locked"]).is(0);
    lab.run(&["plan"]).is(0);
    lab.run(&["lock", "--offline"]).is(0);
    assert!(lab.server.asked().is_empty());
}

#[test]
fn a_newer_digest_is_a_finding_and_nothing_is_written() {
    let (lab, build) = lab(true);
    settled(&lab);
    let before = lab.lock_file();
    build.store(2, Ordering::SeqCst);
    let new = digest(&index(INDEX, PLATFORMS, 2));
    lab.run(&["check", "--online"])
        .is(1)
        .says(&format!(
            "warning[newer-digest]: {}:3.22 is {new} by now; the locked digest is from 2026-11-22",
            lab.image()
        ))
        .says("--> app.lock:")
        .says("hullwright lock --update")
        .never("vanished-digest");
    assert_eq!(lab.lock_file(), before);
    build.store(3, Ordering::SeqCst);
    lab.run(&["check", "--online"])
        .is(1)
        .says("warning[dropped-platform]")
        .says("no longer has linux/arm64/v8");
}

#[test]
fn what_is_gone_is_an_error() {
    let (lab, build) = lab(false);
    settled(&lab);
    build.store(2, Ordering::SeqCst);
    lab.run(&["check", "--online"])
        .is(1)
        .says("error[vanished-digest]: the locked digest of ")
        .says("so builds fail");
    build.store(0, Ordering::SeqCst);
    lab.run(&["check", "--online"])
        .is(1)
        .says("error[vanished-tag]: ")
        .says("there is no tag 3.22 in team/base");
}

#[test]
fn a_registry_that_cannot_be_asked_is_an_error_and_the_rest_is_still_checked() {
    let (lab, _) = lab(true);
    settled(&lab);
    lab.folder.replace("Dockerfile", "USER 65532", "USER 65533");
    lab.folder.write(
        "home/.config/hullwright/config.toml",
        format!("[registries.\"{}\"]\nmirrors = [\"127.0.0.1:1\"]\norigin = false\n[registries.\"docker.io\"]\nmirrors = [\"{}\"]\norigin = false\n", lab.server.host(), lab.server.host()),
    );
    lab.run(&["check", "--online", "--retries", "0"])
        .is(2)
        .says("error[edited-file]")
        .tells("cannot be resolved at 127.0.0.1:1: it cannot be reached");
}
