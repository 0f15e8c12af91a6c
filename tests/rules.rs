//! Every rule's page is its test, every weakness is seen, and clean files are silent.

#[path = "rules/coverage.rs"]
mod coverage;
#[path = "rules/facts.rs"]
mod facts;
#[path = "common/golden.rs"]
mod golden;
#[path = "rules/index.rs"]
mod index;
#[path = "rules/secrets.rs"]
mod secrets;
#[path = "rules/weaknesses.rs"]
mod weaknesses;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use hullwright::{
    audit::{self, Level, Policy, RULES, Rule, Versions, Waiver, audit},
    dockerfile::Dockerfile,
    edit,
    finding::{Finding, Severity},
    source::Source,
};
use jiff::civil::date;

/// A fenced `dockerfile` block of a page.
struct Block {
    kind: String,
    policy: Policy,
    text: String,
}

impl Block {
    fn findings(&self, rule: &Rule) -> Vec<Finding> {
        findings(&self.text, &self.policy)
            .into_iter()
            .filter(|f| f.rule == rule.name)
            .collect()
    }
}

fn parse(name: &str, text: &str) -> Dockerfile {
    Dockerfile::parse(Arc::new(Source::new(name, text)))
}

fn findings(text: &str, policy: &Policy) -> Vec<Finding> {
    audit(&parse("Dockerfile", text), policy)
}

fn names(findings: &[Finding]) -> BTreeSet<&str> {
    findings.iter().map(|f| &*f.rule).collect()
}

/// Rule, place and message of each finding, for the eyes of whoever mends a test.
fn brief(findings: &[Finding]) -> String {
    let line = |f: &Finding| format!("  {}: `{}`: {}\n", f.rule, f.place.source.slice(f.place.span), f.message);
    findings.iter().map(line).collect()
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The blocks of a page, in order: ```` ```dockerfile bad [allow=prefix] [today=2026-11-22] [ask=rule] [label=key] [trust=name] [version=registry/name/version] ````.
fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```dockerfile ") else {
            continue;
        };
        let mut words = info.split(' ');
        let kind = words.next().unwrap_or_default().to_owned();
        let mut policy = Policy::default();
        for (key, value) in words.map(|word| word.split_once('=').expect("a word after the fence is `key=value`")) {
            match key {
                "allow" => policy.allow_registries.push(value.to_owned()),
                "today" => policy.today = Some(value.parse().expect("a day")),
                "ask" => drop(policy.levels.insert(value.to_owned(), Level::Warning)),
                "label" => policy.required_labels.push(value.to_owned()),
                // registry/package/version; a package's name may have a slash
                "version" => {
                    let (registry, rest) = value.split_once('/').expect("a registry");
                    let (name, version) = rest.rsplit_once('/').expect("a package and a version");
                    let row = [&registry.replace('_', " "), name, version, "a test"].map(str::to_owned);
                    let [registry, name, version, from] = row;
                    policy.versions = Versions::from_iter([(registry, name, version, from)]);
                }
                "trust" => policy.trust_frontends.push(value.to_owned()),
                _ => panic!("an unknown word after the fence: {key}"),
            }
        }
        let text = lines.by_ref().take_while(|l| *l != "```").map(|l| format!("{l}\n")).collect();
        blocks.push(Block { kind, policy, text });
    }
    blocks
}

#[test]
fn rules_stand_in_alphabetical_order_and_are_found_by_name() {
    assert!(RULES.windows(2).all(|pair| pair[0].name < pair[1].name));
    for rule in RULES {
        assert_eq!(audit::rule(rule.name).map(|r| r.name), Some(rule.name));
    }
    assert!(audit::rule("no-such-rule").is_none());
}

#[test]
fn every_rule_is_two_files_of_its_name() {
    let stems = |ending: &str| -> BTreeSet<String> {
        fs::read_dir(folder("src/audit/rules"))
            .expect("the rules' folder is there")
            .filter_map(|entry| {
                entry
                    .ok()?
                    .file_name()
                    .to_str()?
                    .strip_suffix(ending)
                    .map(|stem| stem.replace('_', "-"))
            })
            .filter(|stem| stem != "mod")
            .collect()
    };
    let listed: BTreeSet<String> = RULES.iter().map(|rule| rule.name.to_owned()).collect();
    assert_eq!(stems(".rs"), listed);
    assert_eq!(stems(".md"), listed);
}

#[test]
fn every_page_says_what_why_and_what_to_do() {
    for rule in RULES {
        let Rule { name, summary, .. } = rule;
        let page = rule.page();
        assert!(page.starts_with(&format!("# {name}\n\n")), "{name}: the title is the name");
        for heading in ["\n## Why\n", "\n## What to do\n", "\n## References\n"] {
            assert!(page.contains(heading), "{name}: no {heading:?}");
        }
        assert!(!summary.is_empty() && !summary.ends_with('.'), "{name}: {summary}");
        assert!(page.lines().all(|line| line.chars().count() <= 140), "{name}: a line is too long");
    }
}

#[test]
fn every_page_says_what_other_tools_call_it() {
    for rule in RULES {
        let found: Vec<_> = rule.equivalents().collect();
        let none = rule.page().contains("\n- Other tools: none\n");
        assert_eq!(none, found.is_empty(), "{}: a line `- Other tools: …`", rule.name);
        for (tool, id) in found {
            assert!(!id.is_empty() && !id.contains(char::is_whitespace), "{}: {tool} {id}", rule.name);
            let back = audit::equivalent_to(&tool.to_ascii_uppercase(), id).any(|known| known.name == rule.name);
            assert!(back, "{}: {tool} is no tool that is known", rule.name);
        }
    }
    let named = |tool, id| audit::equivalent_to(tool, id).map(|rule| rule.name).collect::<Vec<_>>();
    assert_eq!(named("hadolint", "DL3002"), ["root-user"]);
    assert_eq!(named("kics", "fd54f200-402c-4333-a5a4-36ef6709af2f"), ["root-user"]);
    assert!(named("hadolint", "DL9999").is_empty() && named("none", "DL3002").is_empty());
}

#[test]
fn bad_blocks_are_found_and_good_ones_are_not() {
    let mut wrong = Vec::new();
    for rule in RULES {
        let blocks = blocks(rule.page());
        for kind in ["bad", "good"] {
            assert!(blocks.iter().any(|b| b.kind == kind), "{}: no {kind} block", rule.name);
        }
        for block in &blocks {
            let found = block.findings(rule);
            let right = match block.kind.as_str() {
                "bad" => !found.is_empty(),
                "good" | "fixed" => found.is_empty(),
                other => panic!("{}: a block is bad, fixed or good, not {other}", rule.name),
            };
            if !right {
                wrong.push(format!("{}: {} block\n{}{}", rule.name, block.kind, block.text, brief(&found)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn messages_are_one_concrete_sentence_about_a_place() {
    for rule in RULES {
        for block in blocks(rule.page()) {
            for finding in findings(&block.text, &block.policy) {
                let Finding { message, place, help, .. } = &finding;
                let slice = block.text.get(place.span.start..place.span.end);
                assert!(slice.is_some_and(|s| !s.trim().is_empty()), "{finding:#?}");
                assert!(!message.ends_with('.') && !message.contains('\n'), "{message}");
                assert!(help.iter().all(|h| h.ends_with(['.', '?', ')'])), "{help:?}");
            }
        }
    }
}

#[test]
fn fixes_give_the_fixed_block_and_no_new_finding() {
    for rule in RULES {
        let blocks = blocks(rule.page());
        for (at, bad) in blocks.iter().enumerate().filter(|(_, b)| b.kind == "bad") {
            let edits: Vec<_> = bad
                .findings(rule)
                .into_iter()
                .filter_map(|f| f.fix)
                .flat_map(|fix| fix.edits)
                .collect();
            let fixed = edit::apply(&bad.text, &edits).expect("edits fit the text");
            match blocks.get(at + 1).filter(|b| b.kind == "fixed") {
                Some(block) => assert_eq!(fixed, block.text, "{}", rule.name),
                None if edits.is_empty() => continue,
                None => {}
            }
            assert!(!edits.is_empty(), "{}: a fixed block, and no fix", rule.name);
            assert!(parse("Dockerfile", &fixed).problems.is_empty(), "{}\n{fixed}", rule.name);
            let (before, after) = (findings(&bad.text, &bad.policy), findings(&fixed, &bad.policy));
            assert!(
                names(&after).is_subset(&names(&before)),
                "{}\n{fixed}\n{}",
                rule.name,
                brief(&after)
            );
            assert!(after.len() < before.len(), "{}\n{fixed}\n{}", rule.name, brief(&after));
        }
    }
}

#[test]
fn what_any_rule_holds_for_a_secret_is_masked() {
    let mut tellers = BTreeSet::new();
    for block in RULES.iter().flat_map(|rule| blocks(rule.page())) {
        let file = parse("Dockerfile", &block.text);
        let masked = audit::Secrets::of(&file);
        for rule in RULES {
            for secret in (rule.check)(&file, &block.policy).into_iter().flat_map(|hit| hit.secrets.clone()) {
                tellers.insert(rule.name);
                let known = secret.is_empty() || masked.spans().iter().any(|span| span.contains(secret));
                assert!(known, "{} names a secret that nothing masks:\n{}", rule.name, block.text);
            }
        }
    }
    assert!(tellers.len() > 4, "{tellers:?}");
}

#[test]
fn every_fix_proves_itself_and_hardening_has_an_end() {
    for rule in RULES {
        let blocks = blocks(rule.page());
        for (at, bad) in blocks.iter().enumerate().filter(|(_, b)| b.kind == "bad") {
            let harden = |text: &str, only: &[String]| {
                audit::harden::harden(parse("Dockerfile", text), &bad.policy, only)
                    .all
                    .text()
                    .to_owned()
            };
            if let Some(block) = blocks.get(at + 1).filter(|b| b.kind == "fixed") {
                assert_eq!(harden(&bad.text, &[rule.name.to_owned()]), block.text, "{}", rule.name);
            }
            let hardened = harden(&bad.text, &[]);
            assert_eq!(harden(&hardened, &[]), hardened, "{}: hardened twice", rule.name);
        }
    }
}

const ROOT: &str = "FROM debian:13@sha256:0000000000000000000000000000000000000000000000000000000000000000\n";

fn waived(until: Option<jiff::civil::Date>) -> Policy {
    Policy {
        waivers: vec![Waiver {
            rule: "root-user".into(),
            reason: "moves in spring".into(),
            until,
            place: None,
        }],
        today: Some(date(2026, 11, 22)),
        ..Policy::default()
    }
}

#[test]
fn a_policy_can_make_a_rule_louder_or_silent() {
    let level = |level| Policy {
        levels: [("root-user".to_owned(), level)].into(),
        ..Policy::default()
    };
    assert!(findings(ROOT, &level(Level::Off)).is_empty());
    assert_eq!(findings(ROOT, &level(Level::Info))[0].severity, Severity::Info);
    assert_eq!(findings(ROOT, &Policy::default())[0].severity, Severity::Error);
}

#[test]
fn a_waiver_holds_until_the_end_of_its_last_day() {
    assert!(findings(ROOT, &waived(None)).is_empty());
    assert!(findings(ROOT, &waived(Some(date(2026, 11, 22)))).is_empty());
    let ended = findings(ROOT, &waived(Some(date(2026, 11, 21))));
    assert!(
        ended[0]
            .help
            .iter()
            .any(|h| h.contains("moves in spring") && h.contains("2026-11-21")),
        "{ended:#?}"
    );
}

#[test]
fn the_order_of_findings_follows_the_text() {
    let found = findings("FROM python\nADD a b\nEXPOSE 80\nUSER root\n", &Policy::default());
    assert!(found.len() >= 4);
    assert!(found.windows(2).all(|pair| pair[0].place.span <= pair[1].place.span), "{found:#?}");
}
