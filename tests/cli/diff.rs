//! `diff`: the hardened version of a Dockerfile, as it is shown and as it is written.

use serde_json::Value;

use crate::support::Folder;

const WEAK: &str = "FROM debian:13-slim\n# the app\nADD app /app\nCMD [\"/app\"]\n";

fn weak() -> Folder {
    let folder = Folder::new();
    folder.write("Dockerfile", WEAK);
    folder
}

#[test]
fn a_file_with_something_to_change_ends_with_one_and_is_left_alone() {
    let folder = weak();
    folder
        .run(&["diff", "Dockerfile"])
        .is(1)
        .says("safe   add-local, line 3:")
        .says("review root-user, line 1:")
        .says("-ADD app /app\n+COPY app /app\n+USER 65532:65532\n")
        .tells("1 safe, ");
    assert_eq!(folder.read("Dockerfile"), WEAK);
}

#[test]
fn a_folder_is_searched_and_standard_input_is_read() {
    let folder = weak();
    folder.run(&["diff"]).is(1).says("--- Dockerfile\n");
    folder.run_with(&["diff", "-"], WEAK.as_bytes()).is(1).says("--- <stdin>\n");
}

#[test]
fn apply_writes_the_safe_changes_and_with_review_all() {
    let folder = weak();
    folder.run(&["diff", "--apply"]).is(1).tells("Dockerfile: written");
    assert_eq!(folder.read("Dockerfile"), WEAK.replace("ADD", "COPY"));
    folder.run(&["diff", "--apply", "--review"]).is(0).tells("Dockerfile: written");
    let hardened = folder.read("Dockerfile");
    assert!(
        hardened.contains("@sha256:") && hardened.contains("\nUSER 65532:65532\n") && hardened.contains("\n# the app\nCOPY app /app\n"),
        "{hardened}"
    );
    folder.run(&["diff", "--apply", "--review"]).is(0).tells("Dockerfile: unchanged");
    folder.run(&["diff"]).is(0).tells("nothing to change");
}

#[test]
fn review_without_apply_and_apply_to_standard_input_are_refused() {
    let folder = weak();
    folder.run(&["diff", "--review"]).is(2);
    folder
        .run_with(&["diff", "-", "--apply"], WEAK.as_bytes())
        .is(2)
        .tells("standard input");
}

#[test]
fn only_the_changes_of_a_rule_are_shown() {
    let folder = weak();
    folder
        .run(&["diff", "--only", "add-local"])
        .is(1)
        .says("+COPY app /app")
        .never("USER 65532");
    folder.run(&["diff", "--only", "add-locl"]).is(2).tells("did you mean `add-local`?");
}

#[test]
fn each_hunk_has_a_head_of_its_own_so_that_patch_takes_what_is_printed() {
    let folder = Folder::new();
    let middle: String = (0..20).map(|n| format!("LABEL l{n}=x\n")).collect();
    folder.write("Dockerfile", format!("FROM debian:13-slim\nADD app /app\n{middle}CMD /app\n"));
    let shown = folder.run(&["diff"]).is(1).stdout;
    assert_eq!(shown.matches("\n@@ -").count(), 2, "{shown}");
    assert_eq!(shown.matches("\n--- Dockerfile\n+++ Dockerfile\n@@ -").count(), 2, "{shown}");
}

#[test]
fn json_holds_reasons_hunks_and_the_text() {
    let folder = weak();
    let document: Value = serde_json::from_str(&folder.run(&["diff", "--format", "json"]).is(1).stdout).unwrap();
    let file = &document["files"][0];
    assert_eq!(file["file"], "Dockerfile");
    assert_eq!(file["safe"], 1);
    let reasons = file["hunks"][0]["reasons"].as_array().unwrap();
    assert!(
        reasons
            .iter()
            .any(|r| r["rule"] == "root-user" && r["safety"] == "review" && r["lines"][0] == 1),
        "{reasons:#?}"
    );
    let text = file["text"].as_str().unwrap();
    folder.write("Dockerfile", text);
    folder.run(&["diff"]).is(0);
}

#[test]
fn markup_in_a_file_is_no_markup_in_a_page() {
    let folder = Folder::new();
    folder.write(
        "Dockerfile",
        "FROM debian:13-slim\nADD <script>alert(1)</script> /x\nADD ```` /y\nCMD /x\n",
    );
    folder
        .run(&["diff", "--format", "html"])
        .is(1)
        .says("<!doctype html>")
        .never("<script>");
    let markdown = folder.run(&["diff", "--format", "markdown"]).is(1).stdout;
    assert!(markdown.contains("\n`````diff\n"), "{markdown}");
    let outside: String = markdown.split("`````").step_by(2).collect();
    assert!(!outside.contains("<script>"), "{markdown}");
}

#[test]
fn secrets_are_masked_in_every_format() {
    let folder = Folder::new();
    folder.write(
        "Dockerfile",
        "FROM debian:13-slim\nENV DB_PASSWORD=hunter22x A=b\nRUN git clone https://me:opensesame@example.com/a.git\nRUN curl -fsSo /a http://u:plainsecret@example.com/a\nLABEL token=ghp_16C7e42F292c6912E7710c838347Ae178B4a\nCMD [\"/x\"]\n",
    );
    for format in ["human", "json", "markdown", "html"] {
        let ran = folder.run(&["diff", "--format", format]).is(1);
        ran.never("hunter22x")
            .never("opensesame")
            .never("16C7e42F292c")
            .never("plainsecret");
    }
}

#[test]
fn beside_an_app_toml_the_file_is_compared_with_what_is_compiled() {
    let folder = Folder::generated();
    folder.run(&["diff"]).is(0);
    folder.replace("Dockerfile", "USER ", "# by hand\nUSER ");
    folder.run(&["diff"]).is(1).says("-# by hand\n");
    folder.run(&["diff", "--apply"]).is(2).tells("hullwright generate");
}

/// A folder whose Dockerfile copies all of it.
fn careless() -> Folder {
    let folder = Folder::new();
    folder.write(
        "Dockerfile",
        "FROM debian:13-slim\nCOPY . /app\nUSER 65532:65532\nHEALTHCHECK NONE\nCMD [\"/app/run\"]\n",
    );
    folder.write("run", "");
    folder.write("src/main", "");
    folder.write(".env", "TOKEN=x");
    folder.write(".git/config", "");
    folder.write("node_modules/x/y", "");
    folder
}

#[test]
fn a_careless_copy_gets_a_dockerignore_that_denies_by_default() {
    let folder = careless();
    folder
        .run(&["diff", "Dockerfile"])
        .is(1)
        .says("review whole-context-copied, line 1: Dockerfile:2 copies `.env`, `.git`, `node_modules` with all the rest")
        .says("--- /dev/null\n+++ .dockerignore\n@@ -0,0 +1,")
        .says("+*\n")
        .says("+!run\n+!src\n")
        .never("+!.env")
        .never("+!Dockerfile");
    folder.run(&["diff", "--apply"]).is(1);
    assert!(!folder.path(".dockerignore").exists(), "it is for review");
    folder.run(&["diff", "--apply", "--review"]).is(0).tells(".dockerignore: written");
    let text = folder.read(".dockerignore");
    assert!(
        text.contains("\n*\n") && text.contains("\n!src\n") && text.ends_with('\n'),
        "{text}"
    );
    folder.run(&["diff"]).is(0).tells("nothing to change, 0 left for you");
}

#[test]
fn a_dockerignore_that_is_there_is_kept_and_added_to() {
    let folder = careless();
    folder.write(".dockerignore", "node_modules\n**/.git\n");
    folder
        .run(&["diff", "Dockerfile"])
        .is(1)
        .says("it lets `.env` into what Dockerfile:2 copies")
        .says("--- .dockerignore\n+++ .dockerignore\n")
        .says("+**/.env\n")
        .never("+**/.git\n");
    folder.run(&["diff", "--apply", "--review"]).is(0);
    assert!(folder.read(".dockerignore").starts_with("node_modules\n**/.git\n\n# No secrets"));
    folder.run(&["diff"]).is(0);
    folder.write(".dockerignore", "*\n!src\n!run\n");
    folder.run(&["diff"]).is(0).tells("nothing to change, 0 left for you");
}

#[test]
fn a_context_that_lies_elsewhere_is_left_alone() {
    let folder = careless();
    folder.write("Dockerfile", "FROM debian:13-slim\nCOPY lib /lib\nCOPY . /app\nUSER 65532:65532\n");
    folder.run(&["diff", "Dockerfile"]).never(".dockerignore\n+++");
    folder
        .run_with(&["diff", "-"], b"FROM debian:13\nCOPY . /app\n")
        .never("+++ .dockerignore");
}

#[test]
fn what_the_file_copies_by_name_still_gets_in() {
    let folder = careless();
    folder.write(".env.example", "");
    folder.write(
        "Dockerfile",
        "FROM debian:13-slim\nCOPY .env.example /etc/\nCOPY . /app\nUSER 65532:65532\n",
    );
    folder
        .run(&["diff", "Dockerfile"])
        .says("+# The Dockerfile copies these by name\n+!.env.example\n");
}

#[test]
fn every_format_shows_the_proposed_dockerignore() {
    let folder = careless();
    folder
        .run(&["diff", "--format", "markdown"])
        .is(1)
        .says("`.dockerignore`".trim_matches('`'))
        .says("+*\n");
    folder.run(&["diff", "--format", "html"]).is(1).says("<code>.dockerignore</code>");
    let json: Value = serde_json::from_str(&folder.run(&["diff", "--format", "json"]).is(1).stdout).unwrap();
    assert_eq!(json["files"][1]["file"], ".dockerignore");
    assert!(json["files"][1]["text"].as_str().unwrap().contains("\n!src\n"));
}

#[test]
fn versions_come_from_the_files_beside_before_those_that_are_shipped() {
    let folder = Folder::new();
    folder.write(
        "Dockerfile",
        "FROM python:3.13\nRUN pip install gunicorn flask\nRUN gem install bundler\nRUN npm install -g typescript\n",
    );
    folder.write("requirements.txt", "gunicorn==23.0.0 ; python_version > \"3\"\n# flask==1.0\n");
    folder.write("Gemfile.lock", "GEM\n  specs:\n    rake (13.0.0)\n\nBUNDLED WITH\n   2.7.2\n");
    folder.write("package-lock.json", "{\"packages\": {\"node_modules/typescript\": {\"version\": \"5.9.3\"}, \"node_modules/a/node_modules/typescript\": {\"version\": \"1.0.0\"}}}");
    folder
        .run(&["diff", "--only", "unpinned-package"])
        .is(1)
        .says("name the version 23.0.0: what requirements.txt has")
        .says("gunicorn==23.0.0 flask==")
        .says("+RUN gem install bundler:2.7.2\n")
        .says("+RUN npm install -g typescript@5.9.3\n");
    folder.write(
        "package-lock.json",
        "{\"packages\": {\"node_modules/typescript\": {\"version\": \"5.9.3; rm -rf /\"}}}",
    );
    folder.run(&["diff", "--only", "unpinned-package"]).is(1).never("rm -rf");
}

#[test]
fn a_silent_rule_speaks_when_it_is_named() {
    let folder = Folder::new();
    folder.write("Dockerfile", "FROM debian:13-slim\nRUN apt-get update && apt-get install -y curl\n");
    folder.run(&["diff"]).never("moving-packages");
    folder
        .run(&["diff", "--only", "moving-packages"])
        .is(1)
        .says("+RUN sed -i ")
        .says("/etc/apt/sources.list.d/debian.sources\n");
}

/// A project with a Dockerfile of its own, and all that a compilation needs.
fn served() -> Folder {
    let folder = Folder::new();
    folder.write("package.json", r#"{ "name": "web", "dependencies": { "express": "5.1.0" } }"#);
    folder.write("package-lock.json", "{}");
    folder.write("index.js", "require('express')().listen(3000);\n");
    folder.write(
        "prod.Dockerfile",
        "FROM node:24\nENV API_TOKEN=s3cr3t-Value-91\nCOPY . /app\nWORKDIR /app\nRUN npm ci\nRUN ln -s /app /opt/web\nEXPOSE 3000\nCMD node index.js\n",
    );
    folder
}

#[test]
fn a_dockerfile_is_compared_with_what_it_would_be_lifted_to_and_nothing_is_written() {
    let folder = served();
    let seen = folder.run(&["diff", "--compiled", "prod.Dockerfile"]);
    seen.is(1)
        .says("-FROM node:24\n")
        .says("+USER 65532:65532\n")
        .says("+ENTRYPOINT [\"node\", \"index.js\"]\n")
        .says("prod.Dockerfile:6: info: ln -s /app /opt/web: it changes the image outside of the app's folder");
    for format in ["human", "json", "markdown", "html"] {
        let seen = folder
            .run(&["diff", "--compiled", "prod.Dockerfile", "--format", format])
            .is(1)
            .stdout
            .clone();
        assert!(!seen.contains("s3cr3t-Value-91"), "{format}: {seen}");
        assert!(seen.contains("ln -s"), "{format}: {seen}");
    }
    assert!(!folder.path("app.toml").exists());
}

#[test]
fn what_is_lifted_is_what_is_compared() {
    let folder = served();
    folder
        .run(&["init", "--from", "prod.Dockerfile", "--yes"])
        .is(0)
        .tells("Not taken over from prod.Dockerfile");
    folder
        .run(&["diff", "--compiled", "prod.Dockerfile"])
        .is(1)
        .says("+ENTRYPOINT [\"node\", \"index.js\"]\n");
    folder.run(&["diff", "--compiled", "Dockerfile"]).is(0).tells("nothing to change");
}

#[test]
fn compiled_is_not_applied_and_says_what_is_missing() {
    let folder = weak();
    folder.run(&["diff", "--compiled", "--apply"]).is(2);
    folder.run(&["diff", "--compiled", "Dockerfile"]).is(2).tells("--language NAME");
    folder
        .run_with(&["diff", "--compiled", "-"], WEAK.as_bytes())
        .is(2)
        .tells("--language NAME");
}
