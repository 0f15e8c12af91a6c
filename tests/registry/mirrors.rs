//! Mirrors: asked instead of a registry or before it, never named in the lock; and proxies.

use crate::{
    lab::{BASIC, Lab, digest, good, usual},
    server::{Reply, Server},
};

/// Lets `app.toml` say this about registries.
fn says(lab: &Lab, registries: &str) {
    lab.folder.write("app.toml", format!("{}{registries}", crate::support::APP));
}

#[test]
fn a_mirror_is_asked_and_the_lock_names_the_image() {
    let lab = Lab::new(|_| good());
    lab.uses("registry.example/team/base");
    says(
        &lab,
        &format!("[registries.\"registry.example\"]\nmirrors = [\"{}/hub\"]\n", lab.server.host()),
    );
    lab.lock().is(0).never(&lab.server.host());
    assert_eq!(lab.server.asked(), ["GET /v2/hub/team/base/manifests/3.22"]);
    let lock = lab.lock_file();
    assert!(lock.contains("name = \"registry.example/team/base\""), "{lock}");
    assert!(lock.contains("from = \"a mirror of registry.example\""), "{lock}");
    assert!(!lock.contains("127.0.0.1"), "{lock}");
    lab.run(&["generate"]).is(0);
    let dockerfile = lab.folder.read("Dockerfile");
    assert!(
        dockerfile.contains(&format!("FROM registry.example/team/base:3.22@{}", digest(&usual()))),
        "{dockerfile}"
    );
}

#[test]
fn the_registry_itself_is_asked_when_no_mirror_knows() {
    let empty = Server::start(|_| Reply::new(404, ""));
    let broken = Server::start(|_| Reply::new(200, "<html>").with("content-type", "text/html"));
    let lab = Lab::new(|_| good());
    let mirrors = format!(
        "[registries.\"{}/team\"]\nmirrors = [\"{}\", \"{}/x\"]\n",
        lab.server.host(),
        empty.host(),
        broken.host()
    );
    says(&lab, &mirrors);
    lab.lock().is(0);
    assert_eq!(empty.asked(), ["GET /v2/base/manifests/3.22"]);
    assert_eq!(broken.asked(), ["GET /v2/x/base/manifests/3.22"]);
    assert_eq!(lab.server.asked(), ["GET /v2/team/base/manifests/3.22"]);
    says(&lab, &format!("{mirrors}origin = false\n"));
    lab.server.forget();
    std::fs::remove_file(lab.folder.path("app.lock")).unwrap();
    lab.run(&["lock", "--offline"]).is(2);
    let ran = lab.run(&["lock", "--retries", "0"]).is(2);
    ran.tells(&format!(
        "at {}: there is no tag 3.22 in base; at {}: it answers with text/html",
        empty.host(),
        broken.host()
    ));
    assert!(lab.server.asked().is_empty());
}

#[test]
fn a_mirror_gets_its_own_credentials_only() {
    let mirror = Server::start(|_| Reply::new(401, "").with("www-authenticate", "Basic"));
    let lab = Lab::new(|request| match request.authorization() {
        Some(_) => good(),
        None => Reply::new(401, "").with("www-authenticate", "Basic"),
    })
    .docker(&format!(r#"{{"auths": {{"HOST": {{"auth": "{BASIC}"}}}}}}"#));
    says(
        &lab,
        &format!("[registries.\"{}\"]\nmirrors = [\"{}\"]\n", lab.server.host(), mirror.host()),
    );
    lab.lock().is(0);
    assert!(mirror.log().iter().all(|r| r.authorization().is_none()));
    assert_eq!(lab.authorizations("/v2").len(), 2);
}

#[test]
fn the_user_s_own_configuration_goes_before_app_toml() {
    let projects = Server::start(|_| Reply::new(404, ""));
    let lab = Lab::new(|_| good());
    lab.uses("registry.example/team/base");
    says(
        &lab,
        &format!("[registries.\"registry.example\"]\nmirrors = [\"{}\"]\n", projects.host()),
    );
    let own = format!(
        "[registries.\"registry.example\"]\nmirrors = [\"{}\"]\norigin = false\n",
        lab.server.host()
    );
    lab.folder.write("home/.config/hullwright/config.toml", &own);
    lab.lock().is(0);
    assert!(projects.asked().is_empty());
    lab.folder.write("other.toml", own.replace("mirrors", "mirors"));
    let file = lab.folder.path("other.toml").to_string_lossy().into_owned();
    let lab = lab.env("HULLWRIGHT_CONFIG", file);
    lab.run(&["lock", "--update"])
        .is(2)
        .tells("error[bad-config]: unknown field `mirors`")
        .tells("other.toml:2:1");
}

#[test]
fn app_toml_may_not_lower_the_guard() {
    let lab = Lab::new(|_| good());
    says(&lab, "[registries.\"registry.example\"]\ntls = false\n");
    lab.lock()
        .is(2)
        .tells("only a registry on this machine may do without TLS, and registry.example is none")
        .tells("app.toml:5:7");
    says(&lab, "[registries.\"registry.example\"]\nca = \"evil.pem\"\n");
    lab.lock().is(2).tells("unknown key `ca`");
    says(&lab, "[registries.\"https://registry.example\"]\n");
    lab.lock().is(2).tells("names no registry");
    says(&lab, "[registries.\"registry.example\"]\nmirrors = [\"mirror\"]\n");
    lab.lock().is(2).tells("`mirror` names no registry: it begins with a host");
}

#[test]
fn proxies_of_the_environment_are_used_but_not_for_this_machine() {
    let proxy = Server::start(|_| Reply::new(407, ""));
    let lab = Lab::new(|_| good()).env("HTTPS_PROXY", format!("http://somebody:hunter2@{}", proxy.host()));
    lab.lock().is(0);
    assert!(proxy.asked().is_empty());
    lab.uses("registry.example/team/base");
    lab.lock()
        .is(2)
        .tells("registry.example/team/base:3.22 cannot be resolved at registry.example: the proxy does not let us through")
        .tells("look at HTTPS_PROXY");
    assert_eq!(proxy.asked(), ["CONNECT registry.example:443"]);
    proxy.forget();
    let lab = lab.env("NO_PROXY", "registry.example");
    lab.lock().is(2).never("proxy does not");
    assert!(proxy.asked().is_empty());
}
