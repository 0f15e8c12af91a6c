//! Everything that is done with a Dockerfile, done with one text: model, rules, fixes, hardening, every report. Panics if something does not hold.

use std::{
    collections::hash_map::DefaultHasher,
    hash::{Hash, Hasher},
    mem::discriminant,
    sync::Arc,
};

use hullwright::{
    audit::{Policy, audit},
    dockerfile::{Dockerfile, shell::Script},
    edit,
    finding::Finding,
    report::{Paint, github, gitlab, human, json, sarif},
    source::Source,
};

use serde_json::Value;

use crate::{hardened, soundness};

/// Probes a text, and tells its behaviour in a number: two texts with the same number were treated alike.
pub fn probe(text: &str) -> u64 {
    let file = Dockerfile::parse(Arc::new(Source::new("Dockerfile", text)));
    soundness::check(text, &file);
    let policy = Policy::default();
    let findings = audit(&file, &policy);
    for finding in &findings {
        within(text, finding);
    }
    reports(&findings);
    let behaviour = behaviour(&file, &findings);
    hardened::check(text, file, &policy);
    behaviour
}

/// A finding stands in the text, and its fix can be applied and leaves a text that can be read.
fn within(text: &str, finding: &Finding) {
    for place in [&finding.place].into_iter().chain(finding.related.iter().map(|r| &r.place)) {
        let span = place.span;
        assert!(
            text.get(span.start..span.end).is_some(),
            "{span:?} of {} cuts {text:?}",
            finding.rule
        );
    }
    if let Some(fix) = &finding.fix {
        let mended = edit::apply(text, &fix.edits).unwrap_or_else(|why| panic!("the fix of {}: {why:?} in {text:?}", finding.rule));
        let file = Dockerfile::parse(Arc::new(Source::new("Dockerfile", mended.as_str())));
        soundness::check(&mended, &file);
    }
}

/// No report lets a raw escape character through, whatever the file holds; those for programs are JSON, and tell of every finding.
fn reports(findings: &[Finding]) {
    let (json, gitlab, sarif) = (
        json::report(findings, &[], 1, 0, false),
        gitlab::report(findings),
        sarif::report(findings, &[]),
    );
    let people = [human::findings(findings, Paint::Plain), github::report(findings, &[])];
    for report in people.iter().chain([&json, &gitlab, &sarif]) {
        assert!(!report.contains('\u{1b}'), "an escape character gets out: {report:?}");
    }
    let read = |report: &str| serde_json::from_str::<Value>(report).unwrap_or_else(|why| panic!("{why} in {report:?}"));
    for (list, name) in [
        (&read(&json)["findings"], "rule"),
        (&read(&gitlab), "check_name"),
        (&read(&sarif)["runs"][0]["results"], "ruleId"),
    ] {
        let told = list.as_array().expect("a list").iter().map(|finding| finding[name].as_str());
        assert!(
            told.eq(findings.iter().map(|finding| Some(&*finding.rule))),
            "{list:#} tells of other rules"
        );
    }
}

/// What kinds of things were seen: not how many, and not where.
fn behaviour(file: &Dockerfile, findings: &[Finding]) -> u64 {
    let mut hash = DefaultHasher::new();
    let kinds = |script: &Script| {
        let lists = script.lists.iter().take(6).map(|l| l.kind).collect::<Vec<_>>();
        let joins = script.commands.iter().take(6).map(|c| c.join).collect::<Vec<_>>();
        (lists, joins, script.unread.is_empty())
    };
    for instruction in &file.instructions {
        let inner = instruction.onbuild().unwrap_or(instruction);
        (inner.keyword, discriminant(&inner.body), inner.flags.len(), inner.heredocs.len()).hash(&mut hash);
        inner.script().map(kinds).hash(&mut hash);
    }
    let words = |message: &str| message.split(['`', '"']).next().unwrap_or_default().to_owned();
    file.problems.iter().for_each(|p| words(&p.message).hash(&mut hash));
    findings.iter().for_each(|f| (&f.rule, f.fix.is_some()).hash(&mut hash));
    hash.finish()
}
