//! Comments that ignore findings: each file in `tests/ignores` beside what is still said about it.

use std::{fs, path::Path};

use serde_json::Value;

use crate::{
    golden::{differs, nothing_wrong},
    support::Folder,
};

/// Line, rule, and what stands there, one finding a line.
fn brief(stdout: &str, text: &str) -> String {
    let document: Value = serde_json::from_str(stdout).unwrap();
    let line = |finding: &Value| {
        let (start, end) = (&finding["start"], &finding["end"]);
        let at = |point: &Value| usize::try_from(point["offset"].as_u64().unwrap()).unwrap();
        let help = finding["help"].as_array().unwrap().iter().filter_map(Value::as_str);
        let meant = help.filter(|h| h.starts_with("Did you mean")).collect::<String>();
        format!(
            "{}: {} {}: {} {meant}",
            start["line"],
            finding["severity"].as_str().unwrap(),
            finding["rule"].as_str().unwrap(),
            text[at(start)..at(end)].lines().next().unwrap_or_default(),
        )
        .trim_end()
        .to_owned()
            + "\n"
    };
    document["findings"].as_array().unwrap().iter().map(line).collect()
}

#[test]
fn what_comments_ignore_is_not_said_and_what_is_wrong_with_them_is() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ignores");
    let mut paths: Vec<_> = fs::read_dir(cases).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "Dockerfile"));
    paths.sort();
    assert!(paths.len() >= 15, "only {} cases", paths.len());
    let folder = Folder::new();
    let mut wrong = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        folder.write("Dockerfile", &text);
        let ran = folder.run(&["audit", "--fail-on", "never", "--format", "json"]).is(0);
        wrong.extend(differs(&path.with_extension("txt"), &brief(&ran.stdout, &text)));
    }
    nothing_wrong(&wrong);
}

const IGNORING: &str = "FROM debian:13@sha256:0000000000000000000000000000000000000000000000000000000000000000\n# hullwright: ignore[sudo-used] the base sets it\nRUN sudo app\n\
                        # hadolint ignore=DL3004\nRUN sudo app\nUSER 1:1\n";

#[test]
fn the_policy_says_which_comments_count() {
    let folder = Folder::new();
    folder.write("Dockerfile", IGNORING);
    folder.run(&["audit"]).is(0);
    folder.write("hullwright.toml", "[policy]\ninline-ignores = \"own\"\n");
    folder.run(&["audit"]).is(1).says("Dockerfile:5:5").never("Dockerfile:3:5");
    folder.write("hullwright.toml", "[policy]\ninline-ignores = \"none\"\n");
    folder
        .run(&["audit"])
        .is(1)
        .says("Dockerfile:3:5")
        .says("Dockerfile:5:5")
        .says("warning[unused-ignore]: `sudo-used` cannot be ignored here: the policy lets no comment ignore anything");
    folder.write("hullwright.toml", "[policy.levels]\nunused-ignore = \"off\"\n");
    folder.write("Dockerfile", IGNORING.replace("sudo app", "app"));
    folder.run(&["audit"]).is(0);
    folder.write("hullwright.toml", "[policy.levels]\nsudo-used = \"off\"\n");
    folder.run(&["audit"]).is(0).never("unused-ignore");
}

#[test]
fn a_template_cannot_excuse_what_it_writes() {
    let folder = Folder::project();
    let library = Path::new(crate::support::LIBRARY);
    for entry in fs::read_dir(library).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let text = fs::read_to_string(&path).unwrap();
        let text = text.replacen("\nFROM ", "\n# hullwright: ignore[untagged-image] it is fine\nFROM ", 1);
        folder.write(&format!("own/{name}"), text);
    }
    folder
        .run(&["generate", "--templates", "own"])
        .is(2)
        .tells("the compiled Dockerfile did not pass the verifier")
        .tells("the policy lets no comment ignore anything");
}

#[test]
fn a_file_of_nothing_but_comments_costs_no_more_than_its_length() {
    let folder = Folder::new();
    let mut text = String::from("FROM scratch\nUSER 1:1\n");
    for number in 0..60_000 {
        text += "# kics-scan ignore-line\n# hullwright: ignore[sudo-usd, sudo-used] why not\n# hadolint ignore=DL3004\n";
        if number % 2 == 0 {
            text += "RUN sudo app\n";
        }
    }
    folder.write("Dockerfile", &text);
    // Done at all is what is asked: were each comment held against each finding, this would take hours.
    folder.run(&["audit", "--statistics"]).is(1).says("60000  warning  unknown-rule");
}
