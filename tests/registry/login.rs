//! Who we are: told to those who may know, in the way that they ask for, and to nobody else.

use std::{fs, os::unix::fs::PermissionsExt as _};

use crate::{
    lab::{BASIC, Lab, SECRET, good},
    server::{Reply, Request, Server},
};

/// A registry that wants a token from its own token service, which wants to be asked in a certain way.
fn wants_token(may: impl Fn(&Request) -> bool + Send + Sync + 'static) -> impl Fn(&Request) -> Reply + Send + Sync + 'static {
    move |request| {
        let port = request.port;
        if request.path.starts_with("/token") {
            return match may(request) {
                // Docker Hub sends the token under both names, and more.
                true => Reply::new(
                    200,
                    format!(
                        r#"{{"token": "{SECRET}.t", "access_token": "{SECRET}.t", "expires_in": 300, "issued_at": "2026-11-22T00:00:00Z"}}"#
                    ),
                ),
                false => Reply::new(401, r#"{"errors": [{"code": "UNAUTHORIZED"}]}"#),
            };
        }
        if request.authorization() == Some(&format!("Bearer {SECRET}.t")) {
            return good();
        }
        let challenge =
            format!("Bearer realm=\"http://127.0.0.1:{port}/token?x=1\",service=\"a registry\",scope=\"repository:team/base:pull,push\"");
        Reply::new(401, "").with("www-authenticate", challenge)
    }
}

/// A registry that wants a name and a password.
fn wants_password(request: &Request) -> Reply {
    if request.authorization() == Some(&format!("Basic {BASIC}")) {
        return good();
    }
    Reply::new(401, "").with("www-authenticate", "Basic realm=\"private\"")
}

/// Where the token of a test is asked for.
const TOKEN: &str = "GET /token?x=1&service=a%20registry&scope=repository%3Ateam%2Fbase%3Apull";

fn password() -> String {
    format!(r#"{{"auths": {{"HOST": {{"auth": "{BASIC}"}}, "https://other.example/v2/": {{"auth": "b3RoZXI6b3RoZXI="}}}}}}"#)
}

#[test]
fn a_stranger_gets_a_token_for_what_is_public() {
    let lab = Lab::new(wants_token(|r| r.authorization().is_none()));
    lab.lock().is(0);
    let manifest = "GET /v2/team/base/manifests/3.22";
    assert_eq!(lab.server.asked(), [manifest, TOKEN, manifest]);
}

#[test]
fn a_password_goes_to_the_token_service_and_a_token_to_the_registry() {
    let lab = Lab::new(wants_token(|r| r.authorization() == Some(&format!("Basic {BASIC}")))).docker(&password());
    lab.lock().is(0);
    assert_eq!(lab.authorizations("/token"), [Some(format!("Basic {BASIC}"))]);
    assert_eq!(lab.authorizations("/v2"), [None, Some(format!("Bearer {SECRET}.t"))]);
}

#[test]
fn a_token_serves_for_all_questions_about_a_repository() {
    let lab = Lab::new(wants_token(|_| true));
    lab.lock().is(0);
    lab.server.forget();
    // Another digest in the lock makes three questions of one run.
    let digest = crate::lab::digest(&crate::lab::usual());
    lab.folder.replace("app.lock", &digest, &digest.replace('1', "2"));
    lab.run(&["lock", &format!("--update={}", lab.image())]).is(0);
    let asked = lab.server.asked();
    assert_eq!(asked.iter().filter(|a| a.contains("/token")).count(), 1, "{asked:?}");
    assert_eq!(asked.iter().filter(|a| a.contains("/v2/")).count(), 4, "{asked:?}");
}

#[test]
fn an_identity_token_is_changed_for_another_by_post() {
    let config = format!(r#"{{"auths": {{"HOST": {{"auth": "", "identitytoken": "{SECRET}&id"}}}}}}"#);
    let lab = Lab::new(wants_token(|r| {
        r.method == "POST"
            && r.headers["content-type"] == "application/x-www-form-urlencoded"
            && r.body.contains("grant_type=refresh_token")
            && r.body.contains(&format!("refresh_token={SECRET}%26id"))
            && r.body.contains("scope=repository%3Ateam%2Fbase%3Apull")
            && r.authorization().is_none()
    }))
    .docker(&config);
    lab.lock().is(0);
}

#[test]
fn a_password_is_told_to_a_registry_that_asks_for_it() {
    let lab = Lab::new(wants_password).docker(&password());
    lab.lock().is(0);
    assert_eq!(lab.authorizations("/v2"), [None, Some(format!("Basic {BASIC}"))]);
}

#[test]
fn podman_s_files_are_known_too() {
    let lab = Lab::new(wants_password);
    let auth = |key: &str| format!(r#"{{"auths": {{"{key}": {{"auth": "{BASIC}"}}}}}}"#);
    lab.folder.write("run/containers/auth.json", auth(&lab.image()));
    lab.folder
        .write("home/.config/containers/auth.json", auth(&format!("{}/other", lab.server.host())));
    lab.lock().is(2).tells("no credentials for it are known");
    let runtime = lab.folder.path("run").to_string_lossy().into_owned();
    let lab = lab.env("XDG_RUNTIME_DIR", runtime);
    lab.lock().is(0);
    lab.uses(&format!("{}/other/base", lab.server.host()));
    lab.lock().is(0);
}

#[test]
fn the_longest_key_of_a_file_is_meant() {
    let lab = Lab::new(wants_password);
    let wrong = r#"{"auths": {"HOST/team/other": {"auth": "eDp5"}, "HOST": {"auth": "eDp5"}, "HOST/team": {"auth": "RIGHT"}}}"#;
    lab.folder
        .write("podman.json", wrong.replace("HOST", &lab.server.host()).replace("RIGHT", BASIC));
    let file = lab.folder.path("podman.json").to_string_lossy().into_owned();
    let lab = lab.env("REGISTRY_AUTH_FILE", file);
    lab.lock().is(0);
    lab.uses(&format!("{}/team/other", lab.server.host()));
    lab.lock()
        .is(2)
        .tells("it refuses access (status 401) with the credentials from ")
        .tells("podman.json");
}

#[test]
fn credentials_that_are_refused_are_named_by_their_file() {
    let lab = Lab::new(wants_token(|_| false)).docker(&password());
    lab.lock()
        .is(2)
        .tells("gives no token (status 401) with the credentials from ")
        .tells("docker/config.json")
        .tells("log in again: `docker login 127.0.0.1:");
    let lab = Lab::new(|_| Reply::new(401, "").with("www-authenticate", "Basic")).docker(&password());
    lab.lock().is(2).tells("it refuses access (status 401) with the credentials from ");
}

#[test]
fn a_file_that_cannot_be_read_is_named_and_not_shown() {
    let lab = Lab::new(wants_password).docker(&format!("{{\"auths\": \"{SECRET}\"}}"));
    lab.lock()
        .is(2)
        .tells("docker/config.json is not what `docker login` writes (line 1, column ");
    // Who is asked for nothing needs none.
    let lab = Lab::new(|_| good()).docker("{");
    lab.lock().is(0);
}

#[test]
fn no_credentials_follow_a_redirect_to_another_host() {
    let other = Server::start(|_| good());
    let there = format!("http://{}/somewhere", other.host());
    let lab = Lab::new(move |request| match wants_password(request) {
        Reply { status: 200, .. } => Reply::new(307, "").with("location", there.clone()),
        refusal => refusal,
    })
    .docker(&password());
    lab.lock().is(0);
    assert_eq!(lab.authorizations("/v2").len(), 2, "the registry itself was told");
    let log = other.log();
    assert_eq!(log.len(), 1);
    assert_eq!(log[0].authorization(), None);
    assert!(!format!("{:?}", log[0].headers).contains(BASIC));
}

#[test]
fn a_host_that_we_are_sent_on_to_is_not_told_who_we_are() {
    let other = Server::start(wants_password);
    let there = format!("http://{}/somewhere", other.host());
    let name = other.host();
    let lab = Lab::new(move |_| Reply::new(307, "").with("location", there.clone())).docker(&password().replace("HOST", &name));
    lab.lock().is(2).tells(&format!(
        "it sends us on to {}, which wants to know who asks, and is not told",
        other.host()
    ));
    assert!(other.log().iter().all(|r| r.authorization().is_none()));
}

#[test]
fn a_password_never_follows_a_token_service_s_redirect() {
    let other = Server::start(|_| Reply::new(200, "{}"));
    let there = format!("http://{}/token", other.host());
    let lab = Lab::new(move |request| match request.path.starts_with("/token") {
        true => Reply::new(302, "").with("location", there.clone()),
        false => wants_token(|_| false)(request),
    })
    .docker(&password());
    lab.lock().is(2).tells("answers with something that is no token");
    assert_eq!(other.log()[0].authorization(), None);
    let identity = format!(r#"{{"auths": {{"HOST": {{"identitytoken": "{SECRET}"}}}}}}"#);
    let lab = lab.docker(&identity);
    other.forget();
    lab.lock()
        .is(2)
        .tells("it sends us on to an address after we said who we are, which is refused");
    assert!(other.log().is_empty());
}

#[test]
fn a_token_service_without_tls_is_not_asked() {
    let lab = Lab::new(|_| Reply::new(401, "").with("www-authenticate", "Bearer realm=\"http://auth.example/token\"")).docker(&password());
    lab.lock()
        .is(2)
        .tells("it sends us for a token to an address without TLS, which is refused");
}

#[test]
fn a_token_that_could_break_out_of_its_header_is_none() {
    for token in [r#"{"token": "a\r\nx-evil: 1"}"#, r#"{"token": ""}"#, "[]", "<html>"] {
        let lab = Lab::new(move |request| match request.path.starts_with("/token") {
            true => Reply::new(200, token),
            false => wants_token(|_| true)(request),
        });
        lab.lock().is(2).tells("answers with something that is no token");
    }
}

/// A credential helper that is a shell script.
fn helper(lab: Lab, name: &str, script: &str) -> Lab {
    lab.folder.write(&format!("bin/{name}"), format!("#!/bin/sh\n{script}\n"));
    fs::set_permissions(lab.folder.path(&format!("bin/{name}")), fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:/usr/bin:/bin", lab.folder.path("bin").display());
    lab.env("PATH", path)
}

#[test]
fn a_helper_is_asked_for_the_registry() {
    let script = format!(
        "read -r server\n[ \"$1\" = get ] || exit 9\necho asked >>\"$HOME/asked\"\nprintf '{{\"ServerURL\": \"%s\", \"Username\": \"somebody\", \"Secret\": \"{SECRET}\"}}' \"$server\""
    );
    let lab = Lab::new(wants_password).docker(r#"{"credHelpers": {"HOST": "small"}, "credsStore": "none"}"#);
    lab.folder.write("home/.keep", "");
    let lab = helper(lab, "docker-credential-small", &script);
    lab.lock().is(0);
    assert_eq!(lab.folder.read("home/asked"), "asked\n");
    let identity = format!("printf '{{\"Username\": \"<token>\", \"Secret\": \"{SECRET}\"}}'");
    let lab = Lab::new(wants_token(|r| r.method == "POST")).docker(r#"{"credsStore": "small"}"#);
    helper(lab, "docker-credential-small", &identity).lock().is(0);
}

#[test]
fn a_helper_that_fails_is_named_and_what_it_said_is_not() {
    for (script, says) in [
        (
            format!("echo {SECRET}; echo {SECRET} >&2; exit 1"),
            "the credential helper docker-credential-small failed",
        ),
        (
            format!("echo {SECRET}"),
            "docker-credential-small answered with something else than JSON",
        ),
        (
            "echo 'credentials not found in native keychain'; exit 1".to_owned(),
            "no credentials for it are known",
        ),
    ] {
        let lab = Lab::new(wants_password).docker(r#"{"credsStore": "small"}"#);
        helper(lab, "docker-credential-small", &script).lock().is(2).tells(says);
    }
    let lab = Lab::new(wants_password).docker(r#"{"credsStore": "absent"}"#);
    lab.lock()
        .is(2)
        .tells("the credential helper docker-credential-absent is not installed")
        .tells("docker/config.json names it");
}

#[test]
fn no_helper_is_run_out_of_a_repository() {
    for name in ["../evil", "evil/../x", "-x", "a b", "x;y", ""] {
        let lab = Lab::new(wants_password).docker(&format!(r#"{{"credsStore": "{name}"}}"#));
        lab.lock().is(2).tells("no credentials for it are known");
    }
    let lab = Lab::new(wants_password).docker(r#"{"credsStore": "small"}"#);
    let lab = helper(lab, "docker-credential-small", "touch ran").env("PATH", "bin:.:/usr/bin:/bin");
    lab.lock().is(2).tells("is not installed");
    assert!(!lab.folder.path("ran").exists());
}
