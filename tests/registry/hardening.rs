//! `diff --online`: the digests of tags, and what `latest` is called; and that nobody is asked without it.

use crate::{
    lab::{INDEX, Lab, digest, index, served},
    server::{Reply, Request},
};

const PLATFORMS: &[&str] = &["linux/amd64", "linux/arm64/v8"];

/// A registry with three versions, the second of which is `latest`, and its tags on two pages.
fn versions(request: &Request) -> Reply {
    let path = request.path.as_str();
    if path.ends_with("/tags/list?n=1000") {
        let first = Reply::new(
            200,
            "{\"name\": \"team/base\", \"tags\": [\"3.21\", \"20260101\", \"3.22\", \"edge\"]}",
        );
        return first.with("link", "</v2/team/base/tags/list?last=edge&n=1000>; rel=\"next\"");
    }
    if path.ends_with("/tags/list?last=edge&n=1000") {
        return Reply::new(200, "{\"name\": \"team/base\", \"tags\": [\"3.23\", \"latest\", \"3.23-slim\"]}");
    }
    match path.rsplit('/').next().unwrap_or_default() {
        "3.21" => served(INDEX, index(INDEX, PLATFORMS, 1)),
        "3.22" | "latest" => served(INDEX, index(INDEX, PLATFORMS, 2)),
        "3.23" | "3.23-slim" => served(INDEX, index(INDEX, PLATFORMS, 3)),
        _ => Reply::new(404, ""),
    }
}

/// The digest of the version with this number.
fn of(build: usize) -> String {
    digest(&index(INDEX, PLATFORMS, build))
}

fn lab(answer: impl Fn(&Request) -> Reply + Send + Sync + 'static, dockerfile: &str) -> Lab {
    let lab = Lab::new(answer);
    lab.folder.write("x/Dockerfile", dockerfile.replace("IMAGE", &lab.image()));
    lab
}

#[test]
fn a_tag_gets_the_digest_that_the_registry_says() {
    let lab = lab(versions, "FROM IMAGE:3.21\nUSER 1000\n");
    lab.run(&["diff", "x"]).is(0).tells("left for you");
    assert!(lab.server.asked().is_empty(), "nobody is asked without --online");
    lab.run(&["diff", "--online", "x"])
        .is(1)
        .says(&format!("+FROM {}:3.21@{}\n", lab.image(), of(1)));
    lab.run(&["diff", "--online", "--apply", "--review", "x"]).is(0);
    assert!(lab.folder.read("x/Dockerfile").contains(&of(1)));
    lab.server.forget();
    lab.run(&["diff", "--online", "x"]).is(0);
    assert!(lab.server.asked().is_empty(), "what is pinned is not asked for");
}

#[test]
fn latest_gets_the_name_of_the_version_that_it_is() {
    for from in ["FROM IMAGE:latest\nUSER 1000\n", "FROM IMAGE\nUSER 1000\n"] {
        let lab = lab(versions, from);
        lab.run(&["diff", "--online", "x"])
            .is(1)
            .says(&format!("+FROM {}:3.22@{}\n", lab.image(), of(2)));
    }
}

#[test]
fn what_cannot_be_asked_is_told_and_the_rest_is_shown() {
    let lab = lab(|_| Reply::new(404, ""), "FROM IMAGE:3.21\nADD app /app\nUSER 1000\n");
    lab.run(&["diff", "--online", "--retries", "0", "x"])
        .is(2)
        .says("+COPY app /app")
        .tells("cannot be resolved");
    let lab = self::lab(
        |request| {
            if request.path.contains("tags") {
                Reply::new(200, "<html>")
            } else {
                versions(request)
            }
        },
        "FROM IMAGE:latest\nADD app /app\nUSER 1000\n",
    );
    lab.run(&["diff", "--online", "--retries", "0", "x"])
        .is(2)
        .says("+COPY app /app")
        .tells("no list of tags");
}

#[test]
fn an_answer_that_is_not_what_it_says_pins_nothing() {
    let lied = || {
        Reply::new(200, index(INDEX, PLATFORMS, 1))
            .with("content-type", INDEX)
            .with("docker-content-digest", of(2))
    };
    let lab = lab(move |_| lied(), "FROM IMAGE:3.21\nADD app /app\nUSER 1000\n");
    lab.run(&["diff", "--online", "--retries", "0", "x"])
        .is(2)
        .never("@sha256:")
        .tells("is not what it says");
}

#[test]
fn a_lock_above_pins_without_asking() {
    let lab = lab(versions, "FROM IMAGE:3.22\nUSER 1000\n");
    lab.lock().is(0);
    lab.server.forget();
    lab.run(&["diff", "x"])
        .is(1)
        .says(&format!("+FROM {}:3.22@{}\n", lab.image(), of(2)));
    assert!(lab.server.asked().is_empty());
}
