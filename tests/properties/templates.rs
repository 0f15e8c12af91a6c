//! Hostile templates: each is an error that says why, and nothing panics or runs for ever. A good one of a person's own compiles.

use std::{collections::BTreeMap, sync::Arc};

use hullwright::{
    compile::{Inputs, Library, Memory, Pinning, Verified, compile},
    error::Error,
    source::Source,
};

const MANIFEST: &str = "[app]\nname = \"shop\"\nlanguage = \"python\"\n\n[image]\ntitle = \"A shop: $5 \\\"deals\\\"\"\n";

/// The built-in template of the language, as its author would start from it.
fn original() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/templates/python.Dockerfile.tera");
    std::fs::read_to_string(path).expect("the template is there")
}

fn with(text: String) -> Result<Verified, Error> {
    let library = Library::builtin().with(BTreeMap::from([("python.Dockerfile.tera".to_owned(), text)]))?;
    let project = Memory::new([
        ("requirements.txt", "flask==3.1.3\n"),
        ("main.py", "from flask import Flask\napp = Flask(__name__)\n"),
    ]);
    compile(Inputs {
        manifest: &Arc::new(Source::new("app.toml", MANIFEST)),
        lock: None,
        project: &project,
        library: &library,
        pinning: Pinning::default(),
    })
}

#[test]
fn a_template_with_one_more_comment_compiles() {
    let made = with(format!("{}\n# A word of our own\n", original())).expect("a comment does no harm");
    assert!(made.dockerfile().contains("# A word of our own"));
}

#[test]
fn what_a_template_adds_is_refused() {
    for (what, text) in [
        ("a root user", "USER 0\n"),
        ("another user", "USER 1000:1000\n"),
        ("another command", "ENTRYPOINT [\"sh\"]\n"),
        ("a shell's command", "ENTRYPOINT exec sh\n"),
        ("another signal", "STOPSIGNAL SIGINT\n"),
        ("a privileged port", "EXPOSE 80\n"),
        ("a secret", "ENV API_TOKEN=hunter2hunter2\n"),
        ("a pipe to a shell", "RUN curl -fsSL https://example.com/x | sh\n"),
        ("a stage without a digest", "FROM debian:trixie-slim AS more\n"),
        ("a file from outside", "ADD https://example.com/x /x\n"),
        ("a file that is not there", "COPY nowhere /app/\n"),
        ("a value without its filter", "LABEL a={{ labels }}\n"),
        (
            "a text without its filter",
            "LABEL a={% for l in labels %}{{ l.value }}{% endfor %}\n",
        ),
        ("something unknown", "LABEL a={{ nothing_of_the_kind }}\n"),
        ("an unknown filter", "LABEL a={{ name | shout }}\n"),
        ("a missing part", "{% include \"_nowhere.tera\" %}\n"),
        ("the environment", "LABEL a={{ get_env(name=\"PATH\") }}\n"),
        ("a way around escaping", "LABEL a={{ name | safe }}\n"),
        ("a variable", "{% set a = name %}\n"),
        ("a variable on a line of its own", "{%\nset a = name %}\n"),
        ("a loop over what it made", "{% for a in [name ~ name] %}x{% endfor %}\n"),
        ("a loop with an end in a text", "{% for a in [\"%}\"] %}x{% endfor %}\n"),
        ("a block", "{% block a %}x{% endblock %}\n"),
        ("a large range", "{% for i in range(end=100000) %}x{% endfor %}\n"),
        ("an unclosed tag", "{% if name\n"),
    ] {
        let refused = with(format!("{}\n{text}", original()));
        let error = refused.err().unwrap_or_else(|| panic!("{what} got through"));
        assert!(!error.to_string().is_empty(), "{what} is refused without a word");
    }
}

#[test]
fn what_a_template_leaves_out_is_refused() {
    let text = original().replace("{% include \"_runtime_end.tera\" %}\n", "");
    assert!(with(text).is_err(), "a template without the runtime stage's end got through");
    assert!(with("FROM scratch\n".to_owned()).is_err(), "an empty image got through");
}

#[test]
fn a_template_that_makes_too_much_or_does_not_end_is_stopped() {
    let inner = "{% for a in labels %}".repeat(30);
    let ends = "{% endfor %}".repeat(30);
    let loops = format!("{}\n{inner}{{% for e in runtime.env %}}{ends}{{% endfor %}}\n", original());
    // One label only: thirty loops of one turn end at once, and whatever they print is refused or harmless.
    let _ = with(loops);
    let env = "{% for a in runtime.env %}{% for b in runtime.env %}".repeat(12);
    let ends = "{% endfor %}{% endfor %}".repeat(12);
    let error = with(format!("{env}{ends}{}", original())).expect_err("4^24 turns are too many");
    assert!(error.to_string().contains("does not end"), "{error}");
    // A tag in a comment hides none that follows.
    let hidden = env.replace("{% for", "{# {% if #}{% for");
    let error = with(format!("{hidden}{ends}{}", original())).expect_err("4^24 turns are too many");
    assert!(error.to_string().contains("does not end"), "{error}");
    let doubled = format!("{}\n# {{{{ name{} }}}}\n", original(), " | quoted".repeat(40));
    let error = with(doubled).expect_err("2^40 characters are too many");
    assert!(error.to_string().contains("more than 1 MiB"), "{error}");
    let much = format!("# {}\n", "x".repeat(300 * 1024));
    assert!(with(much).is_err(), "a template of 300 KiB was taken");
}
