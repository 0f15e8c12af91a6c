//! The same as parse-dockerfile says, wherever that is right. Each case in which it is not stands in a list with the reason.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use hullwright::dockerfile::{Body, Dockerfile, Instruction, Run, Word};
use parse_dockerfile::{Command, Flag, Instruction as Theirs, Source, UnescapedString};

use crate::parse;

/// It refuses what BuildKit takes, or takes it for something else.
const IT_IS_WRONG: [(&str, &str); 13] = [
    ("byte-order-mark", "its spans leave the mark out"),
    ("byte-order-mark-before-from", "its spans leave the mark out"),
    ("commands-without-arguments", "BuildKit runs an empty command"),
    (
        "directive-behind-blanks",
        "BuildKit takes blanks away before it looks for the escape directive",
    ),
    ("directive-without-value", "for BuildKit a line without a value ends the directives"),
    ("flags", "it does not know the `--` that ends flags"),
    ("heredoc-empty-and-several", "it reads one here-document of a RUN"),
    ("heredoc-not-at-the-start", "it reads a here-document of a RUN only at the start"),
    ("heredoc-other-interpreters", "it reads a here-document of a RUN only at the start"),
    ("heredoc-with-blanks-before-the-name", "it does not take `<< EOF`"),
    ("shell-in-heredocs", "it reads a here-document of a RUN only at the start"),
    ("shell-many-things", "it reads a here-document of a RUN only at the start"),
    (
        "two-escapes-do-not-continue",
        "for it an escaped escape character continues the line",
    ),
];

/// It takes what BuildKit refuses.
const IT_IS_LENIENT: [&str; 10] = [
    "any-case-of-keywords",
    "continuation-in-a-word",
    "copy-from",
    "directive-twice",
    "flags-refused",
    "from-with-arguments",
    "json-of-other-things",
    "line-too-long",
    "mounts-refused",
    "only-an-escape",
];

#[test]
fn it_says_the_same_of_the_cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dockerfile/cases");
    let mut compared = 0;
    let mut differs: BTreeMap<String, String> = BTreeMap::new();
    let mut lenient = BTreeSet::new();
    for entry in fs::read_dir(folder).expect("the cases") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|e| e != "Dockerfile") {
            continue;
        }
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).expect("UTF-8");
        let ours = parse(&text);
        let theirs: Result<Vec<_>, _> = parse_dockerfile::parse_iter(&text).and_then(Iterator::collect);
        match theirs {
            Ok(_) if !ours.problems.is_empty() => {
                lenient.insert(name);
            }
            Ok(theirs) => {
                compared += 1;
                let ours = facts_of_ours(&ours);
                let theirs: Vec<String> = theirs.iter().flat_map(facts_of_theirs).collect();
                if ours != theirs {
                    differs.insert(name, format!("ours   {ours:#?}\ntheirs {theirs:#?}"));
                }
            }
            Err(error) if ours.problems.is_empty() => {
                differs.insert(name, format!("only they refuse it: {error}"));
            }
            Err(_) => {}
        }
    }
    for (name, reason) in IT_IS_WRONG {
        assert!(differs.remove(name).is_some(), "they say the same of {name} now, not: {reason}");
    }
    assert!(differs.is_empty(), "{differs:#?}");
    assert_eq!(
        lenient.iter().map(String::as_str).collect::<Vec<_>>(),
        IT_IS_LENIENT,
        "only we refuse these"
    );
    assert!(compared > 20, "only {compared} cases were compared");
}

fn fact(what: &str, value: &str, span: std::ops::Range<usize>) -> String {
    format!("{what} {value:?} {span:?}")
}

fn facts_of_ours(file: &Dockerfile) -> Vec<String> {
    file.instructions.iter().flat_map(|i| of_ours(file, i)).collect()
}

fn of_ours(file: &Dockerfile, i: &Instruction) -> Vec<String> {
    let range = |w: &Word| w.span.start..w.span.end;
    let mut facts = vec![fact(i.keyword.name(), "", i.keyword_span.start..i.keyword_span.end)];
    for flag in &i.flags {
        facts.push(fact("flag", &flag.name, flag.span.start..flag.span.end));
        facts.extend(flag.value.as_ref().map(|v| fact("value", &v.value, range(v))));
    }
    let word = |w: &Word| fact("word", &w.value, range(w));
    // it leaves the quotes of JSON out
    let json = |w: &Word| fact("word", &w.value, w.span.start + 1..w.span.end - 1);
    let run = |run: &Run| match run {
        Run::Exec(words) => words.iter().map(json).collect(),
        Run::Shell(_) => vec!["shell".to_owned()],
    };
    match &i.body {
        Body::From(from) => facts.extend([&from.image].into_iter().chain(&from.name).map(word)),
        Body::Copy(copy) | Body::Add(copy) => {
            let words = copy.sources.iter().chain([&copy.destination]);
            facts.extend(words.map(|w| if copy.json { json(w) } else { word(w) }));
        }
        Body::Run(r) | Body::Cmd(r) | Body::Entrypoint(r) => facts.extend(run(r)),
        Body::Healthcheck(check) => facts.extend(check.probe.iter().flat_map(|p| run(&p.run))),
        Body::Shell(words) => facts.extend(words.iter().map(json)),
        Body::Onbuild(inner) => facts.extend(of_ours(file, inner)),
        _ => {}
    }
    for heredoc in &i.heredocs {
        let body = file.source.slice(heredoc.body);
        let lines = body
            .split_inclusive('\n')
            .map(|line| if heredoc.chomp { line.trim_start_matches('\t') } else { line });
        facts.push(format!("heredoc {} {:?}", heredoc.expand, lines.collect::<String>()));
    }
    facts
}

fn facts_of_theirs(i: &Theirs<'_>) -> Vec<String> {
    let word = |w: &UnescapedString<'_>| fact("word", &w.value, w.span.clone());
    let command = |c: &Command<'_>| match c {
        Command::Exec(words) => words.value.iter().map(word).collect(),
        _ => vec!["shell".to_owned()],
    };
    let flags = |flags: &[Flag<'_>]| {
        let mut facts = Vec::new();
        for flag in flags {
            facts.push(fact("flag", &flag.name.value.to_lowercase(), flag.span()));
            facts.extend(flag.value.as_ref().map(|v| fact("value", &v.value, v.span.clone())));
        }
        facts
    };
    let sources = |sources: &[Source<'_>], to: &UnescapedString<'_>| {
        let mut facts = Vec::new();
        let mut documents = Vec::new();
        for source in sources {
            match source {
                Source::Path(path) => facts.push(word(path)),
                Source::HereDoc(document) => documents.push(format!("heredoc {} {:?}", document.expand, document.value)),
                _ => facts.push("unknown".to_owned()),
            }
        }
        facts.push(word(to));
        facts.extend(documents);
        facts
    };
    let (name, keyword, rest) = match i {
        Theirs::Add(i) => ("ADD", &i.add, [flags(&i.options), sources(&i.src, &i.dest)].concat()),
        Theirs::Arg(i) => ("ARG", &i.arg, Vec::new()),
        Theirs::Cmd(i) => ("CMD", &i.cmd, command(&i.arguments)),
        Theirs::Copy(i) => ("COPY", &i.copy, [flags(&i.options), sources(&i.src, &i.dest)].concat()),
        Theirs::Entrypoint(i) => ("ENTRYPOINT", &i.entrypoint, command(&i.arguments)),
        Theirs::Env(i) => ("ENV", &i.env, Vec::new()),
        Theirs::Expose(i) => ("EXPOSE", &i.expose, Vec::new()),
        Theirs::From(i) => {
            let mut facts = flags(&i.options);
            facts.push(word(&i.image));
            facts.extend(i.as_.as_ref().map(|(_, name)| word(name)));
            ("FROM", &i.from, facts)
        }
        Theirs::Healthcheck(i) => {
            let mut facts = flags(&i.options);
            if let parse_dockerfile::HealthcheckArguments::Cmd { arguments, .. } = &i.arguments {
                facts.extend(command(arguments));
            }
            ("HEALTHCHECK", &i.healthcheck, facts)
        }
        Theirs::Label(i) => ("LABEL", &i.label, Vec::new()),
        Theirs::Maintainer(i) => ("MAINTAINER", &i.maintainer, Vec::new()),
        Theirs::Onbuild(i) => ("ONBUILD", &i.onbuild, facts_of_theirs(&i.instruction)),
        Theirs::Run(i) => {
            let documents = i.here_docs.iter().map(|d| format!("heredoc {} {:?}", d.expand, d.value)).collect();
            ("RUN", &i.run, [flags(&i.options), command(&i.arguments), documents].concat())
        }
        Theirs::Shell(i) => ("SHELL", &i.shell, i.arguments.iter().map(word).collect()),
        Theirs::Stopsignal(i) => ("STOPSIGNAL", &i.stopsignal, Vec::new()),
        Theirs::User(i) => ("USER", &i.user, Vec::new()),
        Theirs::Volume(i) => ("VOLUME", &i.volume, Vec::new()),
        Theirs::Workdir(i) => ("WORKDIR", &i.workdir, Vec::new()),
        _ => return vec!["unknown".to_owned()],
    };
    [vec![fact(name, "", keyword.span.clone())], rest].concat()
}
