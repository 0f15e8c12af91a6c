//! What is written for programs: JSON, SARIF, annotations of GitHub, Code Quality of GitLab, and counts.

use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::{
    golden::{differs, nothing_wrong},
    support::Folder,
};

/// Findings of all severities, with related places, fixes, characters of several bytes, and one that goes over several lines.
const ALL: &str = "FROM debian:13 AS base\nFROM base\nADD a /ä\nRUN echo é && sudo apt-get update && \\\n  curl https://x.example/i.sh | sh\n\
                   ENV A_PASSWORD=hunter2hunter2\nMAINTAINER somebody\nEXPOSE 22\nCMD [\"a\"]\nCMD b\nUSER root\nFOO\n";

fn root(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// All that is wrong with a document by a schema.
#[track_caller]
fn fits(document: &str, schema: &str) {
    let schema: Value = serde_json::from_str(schema).expect("the schema is JSON");
    let document: Value = serde_json::from_str(document).expect("the document is JSON");
    let validator = jsonschema::validator_for(&schema).expect("it is a schema");
    let wrong: Vec<String> = validator
        .iter_errors(&document)
        .map(|e| format!("{}: {e}", e.instance_path()))
        .collect();
    nothing_wrong(&wrong);
}

/// The folder with all findings, an error, and a project with a finding of `check`.
fn folder() -> Folder {
    let folder = Folder::generated();
    folder.write("Dockerfile.all", ALL);
    folder.write("Dockerfile.bytes", b"\xff");
    folder.replace("Dockerfile", "FROM", "from");
    folder
}

fn written(folder: &Folder, format: &str) -> Vec<String> {
    let audit = folder
        .run(&["audit", "--format", format, "Dockerfile.all", "Dockerfile.bytes"])
        .is(2);
    let check = folder.run(&["check", "--format", format]).is(1);
    vec![audit.stdout, check.stdout]
}

#[test]
fn the_json_report_is_as_its_schema_says() {
    let folder = folder();
    let schema = hullwright::report::json::schema();
    nothing_wrong(&differs(&root("schema/report.schema.json"), &schema).into_iter().collect::<Vec<_>>());
    assert_eq!(folder.run(&["schema", "report"]).is(0).stdout, schema);
    for document in written(&folder, "json") {
        fits(&document, &schema);
    }
    let counted = folder.run(&["audit", "--format", "json", "--statistics", "Dockerfile.all"]).is(1);
    fits(&counted.stdout, &schema);
    let counted: Value = serde_json::from_str(&counted.stdout).unwrap();
    assert_eq!(counted["findings"], json!([]));
    let of = |row: &&Value| row["rule"] == "root-user";
    let rows = counted["statistics"].as_array().unwrap();
    assert_eq!(
        rows.iter().find(of),
        Some(&json!({ "count": 1, "rule": "root-user", "severity": "error" }))
    );
}

#[test]
fn the_schemas_of_the_settings_are_those_of_their_types() {
    let folder = Folder::new();
    let policy = hullwright::compile::policy_schema();
    nothing_wrong(
        &differs(&root("schema/hullwright.schema.json"), &policy)
            .into_iter()
            .collect::<Vec<_>>(),
    );
    assert_eq!(folder.run(&["schema", "policy"]).is(0).stdout, policy);
    assert_eq!(folder.run(&["schema"]).is(0).stdout, hullwright::compile::schema());
    let good: Value = toml::from_str(crate::policy::EVERYTHING).unwrap();
    fits(&good.to_string(), &policy);
}

#[test]
fn sarif_is_as_oasis_says_and_carries_what_code_scanning_shows() {
    let schema = fs::read_to_string(root("tests/formats/sarif-2.1.0.schema.json")).unwrap();
    // The standard's own slip: a bracket that nothing opens. We write no language.
    let schema = schema.replace("|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$", "");
    let documents = written(&folder(), "sarif");
    for document in &documents {
        fits(document, &schema);
    }
    let log: Value = serde_json::from_str(&documents[0]).unwrap();
    let run = &log["runs"][0];
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    assert!(documents[0].contains("Dockerfile.bytes is not UTF-8 text"));
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert!(results.len() > 8, "only {} results", results.len());
    for result in results {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(rule["help"]["markdown"].as_str().unwrap().contains("## What to do"), "{rule}");
        let severity: f64 = rule["properties"]["security-severity"].as_str().unwrap().parse().unwrap();
        assert!((0.1..=10.0).contains(&severity));
        assert!(result["partialFingerprints"]["primaryLocationLineHash"].is_string());
    }
    let of = |rule: &str| results.iter().find(|r| r["ruleId"] == rule).unwrap_or_else(|| panic!("no {rule}"));
    let fix = &of("add-local")["fixes"][0]["artifactChanges"][0];
    assert_eq!(fix["artifactLocation"]["uri"], "Dockerfile.all");
    assert_eq!(fix["replacements"][0]["insertedContent"]["text"], "COPY");
    assert!(of("several-commands")["relatedLocations"][0]["message"]["text"].is_string());
    // Columns count characters, as `columnKind` says.
    let region = &of("sudo-used")["locations"][0]["physicalLocation"]["region"];
    let place = ["startLine", "startColumn", "endColumn", "byteOffset"].map(|key| region[key].as_u64().unwrap());
    assert_eq!(place, [4, 15, 19, 58]);
    let prints: std::collections::BTreeSet<String> = results.iter().map(|r| r["partialFingerprints"].to_string()).collect();
    assert_eq!(prints.len(), results.len(), "each finding has a fingerprint of its own");
}

#[test]
fn a_path_becomes_a_uri() {
    let folder = Folder::new();
    folder.write("a b/%:é.Dockerfile", "FOO\n");
    let uri = |args: &[&str]| {
        let log: Value = serde_json::from_str(&folder.run(args).is(1).stdout).unwrap();
        let place = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
        place["artifactLocation"]["uri"].as_str().unwrap().to_owned()
    };
    assert_eq!(uri(&["audit", "--format", "sarif"]), "a%20b/%25%3A%C3%A9.Dockerfile");
    let absolute = folder.path("a b/%:é.Dockerfile");
    let absolute = uri(&["audit", "--format", "sarif", absolute.to_str().unwrap()]);
    assert!(
        absolute.starts_with("file:///") && absolute.ends_with("/a%20b/%25%3A%C3%A9.Dockerfile"),
        "{absolute}"
    );
}

#[test]
fn annotations_name_the_lines_for_github() {
    let documents = written(&folder(), "github");
    let has = |line: &str| assert!(documents[0].lines().any(|l| l.starts_with(line)), "no {line}\n{}", documents[0]);
    has("::warning file=Dockerfile.all,line=4,col=15,endColumn=19,title=sudo-used::");
    has("::notice file=Dockerfile.all,line=7,col=1,endColumn=11,title=maintainer::");
    has("::error file=Dockerfile.all,line=12,");
    has("::error title=hullwright::Dockerfile.bytes is not UTF-8 text: the byte at offset 0 does not belong there%0Asave it");
    has("::error file=Dockerfile.all,line=5,col=3,endColumn=35,title=pipe-to-shell::");
    assert!(documents[1].starts_with("::error file=Dockerfile,line="), "{}", documents[1]);
}

#[test]
fn code_quality_is_as_gitlab_describes_it() {
    let schema = json!({
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "properties": {
                "description": { "type": "string", "minLength": 1 },
                "check_name": { "type": "string", "minLength": 1 },
                "fingerprint": { "type": "string", "minLength": 1 },
                "severity": { "enum": ["info", "minor", "major", "critical", "blocker"] },
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {
                        // Relative, and without a dot before it.
                        "path": { "type": "string", "pattern": "^[^./]" },
                        "lines": { "type": "object", "required": ["begin"], "properties": { "begin": { "type": "integer", "minimum": 1 } } },
                    },
                },
            },
        },
    });
    for document in written(&folder(), "gitlab") {
        fits(&document, &schema.to_string());
        let issues: Value = serde_json::from_str(&document).unwrap();
        let issues = issues.as_array().unwrap();
        let prints: std::collections::BTreeSet<&str> = issues.iter().map(|i| i["fingerprint"].as_str().unwrap()).collect();
        assert!(!issues.is_empty() && prints.len() == issues.len());
    }
    let empty = Folder::new();
    empty.write("Dockerfile", "FROM scratch\nUSER 1:1\n");
    assert_eq!(empty.run(&["audit", "--format", "gitlab"]).is(0).stdout, "[]\n");
}

#[test]
fn statistics_count_each_rule() {
    let folder = Folder::new();
    folder.write("Dockerfile", "FROM debian:13@sha256:0000000000000000000000000000000000000000000000000000000000000000\nUSER 1:1\nRUN sudo a\nRUN sudo b\nMAINTAINER c\n");
    let ran = folder.run(&["audit", "--statistics"]).is(1);
    let words: Vec<Vec<&str>> = ran.stdout.lines().map(|line| line.split_whitespace().take(3).collect()).collect();
    assert_eq!(words, [["2", "warning", "sudo-used"], ["1", "info", "maintainer"]]);
    folder
        .run(&["audit", "--statistics", "--format", "sarif"])
        .is(2)
        .tells("--statistics counts for people and as JSON only");
}

#[test]
fn the_threshold_decides_the_exit_code_and_nothing_else() {
    let folder = Folder::new();
    let ends = |text: &str| {
        folder.write("Dockerfile", text);
        let codes = ["error", "warning", "info", "never"].map(|least| folder.run(&["audit", "--fail-on", least]).code.unwrap());
        let default = folder.run(&["audit"]).code.unwrap();
        assert_eq!(default, codes[1], "warning is the default");
        codes
    };
    assert_eq!(ends("FROM scratch\nUSER 1:1\nMAINTAINER a\n"), [0, 0, 1, 0]);
    assert_eq!(
        ends("FROM debian:13@sha256:0000000000000000000000000000000000000000000000000000000000000000\nUSER 1:1\nRUN sudo a\n"),
        [0, 1, 1, 0]
    );
    assert_eq!(ends("FROM scratch\nFOO\n"), [1, 1, 1, 0]);
    folder.run(&["audit", "--fail-on", "never", "gone"]).is(2);
    let project = Folder::generated();
    project.replace("Dockerfile", "FROM", "from");
    project.run(&["check", "--fail-on", "error"]).is(1);
    project.run(&["check", "--fail-on", "never"]).is(0).says("edited-file");
}
