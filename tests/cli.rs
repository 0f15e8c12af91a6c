//! The program as a person uses it: what it says, what it writes, how it ends.

#[path = "common/golden.rs"]
mod golden;
mod support;
#[path = "common/xorshift.rs"]
mod xorshift;

#[path = "cli/audit.rs"]
mod audit;
#[path = "cli/baseline.rs"]
mod baseline;
#[path = "cli/check.rs"]
mod check;
#[path = "cli/context.rs"]
mod context;
#[path = "cli/danger.rs"]
mod danger;
#[path = "cli/diff.rs"]
mod diff;
#[path = "cli/docs.rs"]
mod docs;
#[path = "cli/formats.rs"]
mod formats;
#[path = "cli/generate.rs"]
mod generate;
#[path = "cli/hostile.rs"]
mod hostile;
#[path = "cli/ignores.rs"]
mod ignores;
#[path = "cli/lock.rs"]
mod lock;
#[path = "cli/policy.rs"]
mod policy;
#[path = "cli/projects.rs"]
mod projects;
#[path = "cli/streams.rs"]
mod streams;
#[path = "cli/walk.rs"]
mod walk;

/// `tests/cli/*.trycmd` are transcripts; what a command says there is compared word by word.
#[test]
fn transcripts() {
    trycmd::TestCases::new()
        .env("SOURCE_DATE_EPOCH", support::TODAY)
        .env("NO_COLOR", "1")
        .case("tests/cli/*.trycmd");
}
