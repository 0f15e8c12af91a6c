//! Whatever a registry does wrong: a message that names image and registry and says what to do next, and the old lock as it was.

use crate::{
    lab::{DOCKER, INDEX, LIST, Lab, MANIFEST, digest, good, index, served, usual},
    server::{Manner, Reply, Server},
    support::Ran,
};

/// Runs `lock` against a registry that answers everything like this, and checks what holds for every fault.
#[track_caller]
fn fault(reply: Reply, says: &str, next: &str) -> Ran {
    let lab = Lab::new(move |_| reply.clone());
    let before = lab.lock_file();
    let ran = lab.run(&["lock", "--retries", "0", "--timeout", "2"]).is(2);
    assert_eq!(lab.lock_file(), before, "the old lock is as it was");
    let place = format!("error: {}:3.22 cannot be resolved at {}: ", lab.image(), lab.server.host());
    ran.tells(&place)
        .tells(says)
        .tells(next)
        .tells("hint: ")
        .tells("app.lock was not changed")
}

#[test]
fn a_refusal_names_what_may_be_wrong() {
    fault(
        Reply::new(401, ""),
        "it refuses access, and does not say how to ask for it (status 401)",
        "whoever runs the registry",
    );
    fault(
        Reply::new(401, "").with("www-authenticate", "Basic realm=\"private\""),
        "it asks for a name and a password, and no credentials for it are known",
        "`docker login 127.0.0.1:",
    );
    fault(
        Reply::new(401, "").with("www-authenticate", "Negotiate"),
        "in a way that is not known here: Negotiate",
        "whoever runs the registry",
    );
    fault(
        Reply::new(403, r#"{"errors": [{"code": "DENIED", "message": "\u001b[31m"}]}"#),
        "it refuses access to strangers (status 403, DENIED)",
        "check the image's name",
    );
}

#[test]
fn a_tag_that_is_not_there_is_the_name_s_fault() {
    fault(
        Reply::new(404, ""),
        "there is no tag 3.22 in team/base",
        "choose another version or base",
    );
}

#[test]
fn a_busy_registry_says_when_to_come_back() {
    fault(Reply::new(429, ""), "too many requests (status 429)", "try again later");
    fault(
        Reply::new(429, "").with("retry-after", "3700"),
        "too many requests (status 429)",
        "it asks to be left alone for 62 minutes",
    );
}

#[test]
fn a_broken_registry_is_not_our_fault() {
    fault(Reply::new(500, ""), "it is out of order (status 500)", "the registry is at fault");
    fault(
        Reply::new(418, ""),
        "makes no sense here (status 418)",
        "check that a registry answers",
    );
    fault(
        Reply::new(302, ""),
        "sends us on and does not say where",
        "whoever runs the registry",
    );
}

#[test]
fn a_connection_that_ends_early_or_never_is_told_apart() {
    fault(
        good().manner(Manner::Cut),
        "the connection was cut before the answer was whole",
        "likely to pass",
    );
    fault(
        good().manner(Manner::Drip),
        "it did not give a whole answer within 2 seconds",
        "--timeout",
    );
}

#[test]
fn nobody_there_is_told_at_once() {
    let lab = Lab::new(|_| good());
    let gone = Server::start(|_| good()).host();
    lab.uses(&format!("{gone}/team/base"));
    lab.lock()
        .is(2)
        .tells(&format!("at {gone}: it cannot be reached: nobody listens there"))
        .tells("check that it is running");
    lab.uses("registry.invalid/team/base");
    lab.lock()
        .is(2)
        .tells("at registry.invalid: its name cannot be looked up")
        .tells("check the registry's name");
}

#[test]
fn what_is_not_what_it_says_is_never_locked() {
    let lies = Reply::new(200, usual()).with("content-type", INDEX);
    fault(
        lies.with("docker-content-digest", digest(b"something else")),
        "its answer is not what it says",
        "nothing of it was used",
    );
    fault(
        Reply::new(200, "<html>log in</html>").with("content-type", "text/html; charset=utf-8"),
        "it answers with text/html, which is no image manifest",
        "the proxy",
    );
    fault(
        Reply::new(200, "<html>log in</html>").with("content-type", INDEX),
        "its answer is no image manifest, whatever it says it is",
        "the proxy",
    );
    fault(
        served("text/plain", usual()),
        "it answers with text/plain, which is no image manifest",
        "the proxy",
    );
    fault(
        served(LIST, usual()),
        "which is how two readers are made to see two images",
        "nothing of it was used",
    );
    let index_with = |from: &str, to: &str| served(INDEX, String::from_utf8(usual()).unwrap().replace(from, to).into_bytes());
    fault(index_with("sha256:", "sha512:"), "its index is malformed", "nothing of it was used");
    fault(
        index_with("amd64", "\\u001b[2J"),
        "names a platform that cannot be one",
        "nothing of it was used",
    )
    .never("\u{1b}");
    fault(
        index_with("\"manifests\": [", "\"manifests\": [7,"),
        "its answer is no image manifest",
        "nothing of it was used",
    );
}

#[test]
fn a_hundred_megabytes_are_not_read() {
    const MUCH: usize = 100 << 20;
    fault(
        good().manner(Manner::Endless(MUCH)),
        "its answer is larger than 4 MiB, and no manifest is",
        "this is no registry",
    );
    fault(
        Reply::new(200, vec![b' '; MUCH]).with("content-type", INDEX),
        "its answer is larger than 4 MiB, and no manifest is",
        "this is no registry",
    );
}

#[test]
fn a_redirect_to_nowhere_good_is_refused() {
    let to = |place: &str| Reply::new(307, "").with("location", place);
    fault(
        to("http://registry.example/x"),
        "to an address without TLS, which is refused",
        "whoever runs",
    );
    fault(to("file:///etc/passwd"), "which is refused", "whoever runs");
    fault(to("https://me:pw@registry.example/"), "with a user name in it", "whoever runs");
    fault(to("/v2/round/and/round"), "it sends us on and on", "whoever runs");
}

#[test]
fn all_four_kinds_of_manifest_are_locked() {
    for kind in [INDEX, LIST] {
        let body = index(kind, &["linux/arm64/v8", "linux/amd64", "unknown/unknown"], 1);
        let expected = digest(&body);
        let lab = Lab::new(move |_| served(kind, body.clone()));
        lab.lock().is(0).tells("wrote app.lock");
        let lock = lab.lock_file();
        assert!(lock.contains(&format!("digest = \"{expected}\"")), "{lock}");
        assert!(lock.contains("platforms = [\"linux/amd64\", \"linux/arm64/v8\"]"), "{lock}");
        let one = digest(b"linux/amd64 1");
        assert!(
            lock.contains(&format!("[image.manifests]\n\"linux/amd64\" = \"{one}\"\n")),
            "{lock}"
        );
        lab.run(&["generate", "--locked"]).is(0);
        lab.run(&["check"]).is(0);
        assert!(lab.folder.read("Dockerfile").contains(&format!("team/base:3.22@{expected}")));
    }
    for kind in [MANIFEST, DOCKER] {
        let body = format!(r#"{{"schemaVersion": 2, "mediaType": "{kind}", "config": {{}}, "layers": []}}"#).into_bytes();
        let expected = digest(&body);
        let lab = Lab::new(move |_| served(kind, body.clone()));
        lab.lock().is(0);
        let lock = lab.lock_file();
        assert!(lock.contains(&format!("digest = \"{expected}\"\nresolved")), "{lock}");
    }
}

#[test]
fn a_digest_is_taken_from_the_bytes_when_no_header_says_it() {
    let lab = Lab::new(|_| Reply::new(200, usual()).with("content-type", INDEX));
    lab.lock().is(0);
    assert!(lab.lock_file().contains(&digest(&usual())));
    assert_eq!(lab.server.asked(), ["GET /v2/team/base/manifests/3.22"]);
    let accept = lab.server.log()[0].headers["accept"].clone();
    for kind in [INDEX, LIST, MANIFEST, DOCKER] {
        assert!(accept.contains(kind), "{accept}");
    }
}
