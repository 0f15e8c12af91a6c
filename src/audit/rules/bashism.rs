//! What only bash understands, where `/bin/sh` is not bash.

use crate::{
    audit::{
        Hit, Policy, Rule,
        bases::{Sh, library_name, sh},
        commands::{effective, scripts},
        shells::sets,
        stages::root_image,
    },
    dockerfile::{
        Body, Dockerfile, Word,
        shell::{Command, ListKind, Redirect},
    },
    finding::{Confidence, Severity},
    source::Span,
    value::{ImageRef, shown},
};

pub const RULE: Rule = Rule {
    name: "bashism",
    severity: Severity::Warning,
    summary: "a command of bash is given to a shell that does not know it",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (at, instruction, script) in scripts(file) {
        let mut found = script.commands.iter().filter_map(|c| Some((c, bash_only(file, c)?))).peekable();
        let words = script.beyond_posix.as_slice();
        // `SHELL ["/bin/sh", …]` changes its options and not who it is
        let chosen = |words: &[Word]| words.first().is_some_and(|w| !matches!(w.value.as_str(), "/bin/sh" | "sh"));
        if (found.peek().is_none() && words.is_empty()) || file.shell_at(at).is_some_and(chosen) {
            continue;
        }
        let Some(image) = file
            .stage_of(at)
            .and_then(|stage| root_image(file, stage))
            .filter(|image| sh(image) == Sh::Dash)
        else {
            continue;
        };
        // another interpreter may read a here-document, and does read the script of `bash -c`
        let handed_on = script
            .commands
            .iter()
            .any(|c| c.redirects.iter().any(|r| matches!(r.operator, "<<" | "<<-")));
        let named = instruction.heredocs.iter().any(|h| file.source.slice(h.body).starts_with("#!"));
        let read_by_sh = |number: usize| {
            let list = script.lists.get(number);
            list.is_some_and(|list| list.kind != ListKind::Heredoc || !(handed_on || named)) && !script.is_of_other_shell(number)
        };
        // `(set -o pipefail) && …` asks first
        let kind = |command: &Command| script.lists.get(command.list).map(|list| list.kind);
        let asks = |c: &Command| sets(c, None, PIPEFAIL) && !matches!(kind(c), Some(ListKind::Top | ListKind::Heredoc));
        let lacks_pipefail = lacks_pipefail(image) && !script.commands.iter().any(asks);
        let found = found.filter(|(command, (what, _))| read_by_sh(command.list) && (*what != PIPEFAIL || lacks_pipefail));
        hits.extend(found.map(|(_, (what, span))| hit(what, span)));
        let words = words.iter().filter(|(list, _)| read_by_sh(*list));
        hits.extend(words.map(|(_, span)| hit(file.source.slice(*span), *span)));
    }
    hits.extend(options_of_shell(file));
    hits
}

fn hit(what: &str, span: Span) -> Hit {
    let message = format!(
        "`{}` is bash's, and `/bin/sh` is dash here: the step fails, or does something else",
        shown(what)
    );
    Hit::new(span, message)
        .confidence(Confidence::DependsOnBase)
        .help("Write it for sh (`[ … ]`, `. file`), or choose bash with SHELL.")
}

/// `SHELL ["/bin/sh", "-o", "pipefail", …]` where sh is a dash that refuses the option, and with it every step.
fn options_of_shell(file: &Dockerfile) -> impl Iterator<Item = Hit> {
    file.instructions.iter().enumerate().filter_map(|(at, instruction)| {
        let Body::Shell(words) = &effective(instruction).body else {
            return None;
        };
        let image = root_image(file, file.stage_of(at)?)?;
        let of_sh = words
            .first()
            .is_some_and(|w| matches!(w.value.as_str(), "/bin/sh" | "sh" | "dash" | "/bin/dash"));
        let asked = words.iter().find(|w| w.value == PIPEFAIL).filter(|_| of_sh)?;
        (sh(image) == Sh::Dash && lacks_pipefail(image)).then(|| {
            let message = "this `/bin/sh` is a dash that does not know `pipefail`: every RUN after it fails";
            Hit::new(asked.span, message)
                .confidence(Confidence::DependsOnBase)
                .help("Name bash, if the image has it: `SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]`.")
        })
    })
}

const PIPEFAIL: &str = "pipefail";

/// Whether the `sh` of an image that has dash is surely one from before it learnt `pipefail`.
fn lacks_pipefail(image: &ImageRef) -> bool {
    const RELEASES: &[&str] = &[
        "buster", "bullseye", "bookworm", "trixie", "focal", "jammy", "noble", "20.04", "22.04", "24.04",
    ];
    let tag = image.tag().unwrap_or_default();
    let of_debian = library_name(image) == "debian" && ["11", "12", "13"].iter().any(|number| tag.starts_with(number));
    of_debian || RELEASES.iter().any(|release| tag.contains(release))
}

/// The first thing in a command that only bash knows.
fn bash_only<'a>(file: &Dockerfile, command: &'a Command) -> Option<(&'a str, Span)> {
    let first = command.words.first();
    let program = first.map_or("", |w| w.value.as_str());
    let named = |text: &str| {
        command
            .arguments()
            .iter()
            .find(|w| w.value == text)
            .map(|w| (w.value.as_str(), w.span))
    };
    match program {
        "[[" | "source" | "shopt" | "pushd" | "popd" | "declare" | "mapfile" | "readarray" => {
            return first.map(|w| (program, w.span));
        }
        "[" | "test" => return named("=="),
        "set" if sets(command, None, PIPEFAIL) => return named(PIPEFAIL),
        _ => {}
    }
    let redirect = |r: &&Redirect| matches!(r.operator, "&>" | "&>>" | "<<<");
    if let Some(redirect) = command.redirects.iter().find(redirect) {
        return Some((redirect.operator, redirect.span));
    }
    let values = command.assignments.iter().map(|a| &a.value).chain(&command.words);
    values.filter(|w| !w.literal).find_map(|word| {
        let text = word.value.as_str();
        let passes = text.starts_with("<(") || text.starts_with(">(");
        let bash = passes || text.contains('{') && (text.split("${").skip(1).any(changes) || is_list(file.source.slice(word.span)));
        bash.then_some((text, word.span))
    })
}

/// Whether a word as it is written means several: `/a/{b,c}`. To dash it is one, brackets and all.
fn is_list(written: &str) -> bool {
    let quoted = written.contains(['"', '\'', '\\', '`', '(']);
    let list = written
        .split_once('{')
        .and_then(|(before, rest)| Some((before, rest.split_once('}')?.0)));
    !quoted && list.is_some_and(|(before, inside)| inside.contains(',') && !before.ends_with('$') && !before.contains('='))
}

/// Whether what follows `${` replaces, cuts or counts in a way of bash: `x//a/b}`, `x^^}`, `x:1:2}`, `x[0]}`, `!x}`.
fn changes(inside: &str) -> bool {
    let name = inside.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
    match inside.as_bytes().get(name..) {
        Some([b'[' | b'/' | b'^' | b',', ..]) => name > 0,
        Some([b':', b'0'..=b'9' | b'$' | b' ', ..]) => name > 0,
        Some([b'!', b'a'..=b'z' | b'A'..=b'Z', ..]) => name == 0,
        _ => false,
    }
}
