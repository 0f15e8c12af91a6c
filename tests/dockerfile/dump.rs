//! A model as text, one line an instruction: what it means, and what stands in the file wherever that is something else.

use std::fmt::Write;

use hullwright::{
    dockerfile::{
        Base, Body, Dockerfile, Instruction, Run, Word,
        shell::{Command, Join, List, ListKind, Script},
    },
    source::Span,
};

/// The whole model.
pub fn dump(file: &Dockerfile) -> String {
    let mut lines: Vec<(usize, String)> = Vec::new();
    for directive in &file.directives {
        lines.push((
            directive.span.start,
            format!(
                "{} # {} = {}",
                lines_of(file, directive.span),
                directive.name,
                word(file, &directive.value)
            ),
        ));
    }
    for comment in &file.comments {
        lines.push((
            comment.start,
            format!("{} # {:?}", lines_of(file, *comment), file.source.slice(*comment)),
        ));
    }
    for i in &file.instructions {
        lines.push((i.span.start, format!("{} {}", lines_of(file, i.span), instruction(file, i))));
    }
    lines.sort_by_key(|(at, _)| *at);
    let mut out: String = lines.into_iter().map(|(_, line)| line + "\n").collect();
    for stage in &file.stages {
        let name = stage.name.as_ref().map_or(String::new(), |n| format!(" {}", n.value));
        let base = match &stage.base {
            Base::Scratch => "scratch".to_owned(),
            Base::Stage(index) => format!("stage {index}"),
            Base::Image(image) => format!("image {image}"),
            Base::Unresolved(text) => format!("unresolved {text:?}"),
        };
        writeln!(out, "stage {}{name} {:?} from {base}", stage.index, stage.instructions).expect("a string");
    }
    for problem in &file.problems {
        let at = file.source.location(problem.span.start);
        writeln!(
            out,
            "problem {}:{} {:?}: {}",
            at.line,
            at.column,
            file.source.slice(problem.span),
            problem.message
        )
        .expect("a string");
    }
    out
}

fn lines_of(file: &Dockerfile, span: Span) -> String {
    let (first, last) = (file.source.line(span.start), file.source.line(span.end));
    if first == last {
        first.to_string()
    } else {
        format!("{first}-{last}")
    }
}

/// A word; what stands in the file follows in braces if it is something else.
fn word(file: &Dockerfile, word: &Word) -> String {
    spanned(file, &word.value, word.span)
}

fn spanned(file: &Dockerfile, value: &str, span: Span) -> String {
    let written = file.source.slice(span);
    if written == value {
        format!("{value:?}")
    } else {
        format!("{value:?}{{{written:?}}}")
    }
}

fn words(file: &Dockerfile, all: &[Word]) -> String {
    all.iter().map(|w| word(file, w)).collect::<Vec<_>>().join(" ")
}

fn instruction(file: &Dockerfile, i: &Instruction) -> String {
    let mut out = spanned(file, i.keyword.name(), i.keyword_span).replace('"', "");
    for flag in &i.flags {
        match &flag.value {
            Some(value) => write!(out, " --{}={}", flag.name, word(file, value)),
            None => write!(out, " --{}", flag.name),
        }
        .expect("a string");
    }
    let body = match &i.body {
        Body::From(from) => {
            let name = from.name.as_ref().map_or(String::new(), |n| format!(" as {}", word(file, n)));
            word(file, &from.image) + &name
        }
        Body::Run(r) | Body::Cmd(r) | Body::Entrypoint(r) => run(file, r),
        Body::Shell(all) | Body::Volume(all) => words(file, all),
        Body::Copy(copy) | Body::Add(copy) => format!(
            "{}[{}] to {}",
            if copy.json { "json " } else { "" },
            words(file, &copy.sources),
            word(file, &copy.destination)
        ),
        Body::Env(pairs) | Body::Label(pairs) | Body::Arg(pairs) => pairs
            .iter()
            .map(|pair| {
                let value = pair.value.as_ref().map_or(String::new(), |v| format!("={}", word(file, v)));
                let legacy = if pair.legacy { "legacy " } else { "" };
                format!("{legacy}{}{value}", word(file, &pair.key))
            })
            .collect::<Vec<_>>()
            .join(" "),
        Body::Expose(all) => all
            .iter()
            .map(|e| format!("{} {:?} {:?}", word(file, &e.word), e.ports, e.protocol))
            .collect::<Vec<_>>()
            .join(", "),
        Body::User(one) | Body::Workdir(one) | Body::Stopsignal(one) | Body::Maintainer(one) => word(file, one),
        Body::Healthcheck(check) => match &check.probe {
            Some(probe) => format!("{} {}", file.source.slice(probe.cmd), run(file, &probe.run)),
            None => "NONE".to_owned(),
        },
        Body::Onbuild(inner) => instruction(file, inner),
        Body::Unknown => format!("unknown {:?}", file.source.slice(i.arguments)),
    };
    if !body.is_empty() {
        write!(out, " {body}").expect("a string");
    }
    if let Some(script) = i.script().filter(|_| !body.contains("shell")) {
        write!(out, "\n    script{}", script_text(file, script)).expect("a string");
    }
    for heredoc in &i.heredocs {
        write!(
            out,
            "\n    heredoc {:?} {:?}{}{} {:?}",
            file.source.slice(heredoc.opener),
            heredoc.name,
            if heredoc.expand { " expand" } else { "" },
            if heredoc.chomp { " chomp" } else { "" },
            file.source.slice(heredoc.body)
        )
        .expect("a string");
    }
    out
}

fn run(file: &Dockerfile, run: &Run) -> String {
    match run {
        Run::Exec(all) => format!("exec [{}]", words(file, all)),
        Run::Shell(script) => "shell".to_owned() + &script_text(file, script),
    }
}

/// Commands, each on a line of its own, with the number of its list; lists where the first of them opens.
pub fn script_text(file: &Dockerfile, script: &Script) -> String {
    let mut out = String::new();
    for (number, list) in script.lists.iter().enumerate() {
        if number > 0 {
            write!(out, "\n    list {number} {}", list_text(file, list)).expect("a string");
        }
    }
    for command in &script.commands {
        write!(out, "\n    {}", command_text(file, command)).expect("a string");
    }
    for unread in &script.unread {
        write!(out, "\n    unread {:?}", file.source.slice(*unread)).expect("a string");
    }
    out
}

fn list_text(file: &Dockerfile, list: &List) -> String {
    let kind = match list.kind {
        ListKind::Top => "top",
        ListKind::Subshell => "subshell",
        ListKind::Group => "group",
        ListKind::Substitution => "substitution",
        ListKind::Heredoc => "heredoc",
        ListKind::Script => "script",
        ListKind::Exec => "exec form",
    };
    let parent = list.parent.map_or(String::new(), |p| format!(" in {p}"));
    let mut out = format!("{kind}{parent} {} {:?}", join_text(list.join), file.source.slice(list.span));
    for redirect in &list.redirects {
        write!(out, " {}{:?}", redirect.operator, redirect.target.value).expect("a string");
    }
    out
}

fn join_text(join: Join) -> &'static str {
    match join {
        Join::First => "first",
        Join::And => "&&",
        Join::Or => "||",
        Join::Then => ";",
        Join::Pipe => "|",
        Join::Background => "&",
    }
}

fn command_text(file: &Dockerfile, command: &Command) -> String {
    let mut out = format!("{} {}:", command.list, join_text(command.join));
    for assignment in &command.assignments {
        write!(
            out,
            " {}={}",
            assignment.name,
            spanned(file, &assignment.value.value, assignment.value.span)
        )
        .expect("a string");
    }
    for w in &command.words {
        let sign = if w.literal { "" } else { "~" };
        write!(out, " {sign}{}", spanned(file, &w.value, w.span)).expect("a string");
    }
    for redirect in &command.redirects {
        write!(
            out,
            " {}{}",
            redirect.operator,
            spanned(file, &redirect.target.value, redirect.target.span)
        )
        .expect("a string");
    }
    out
}
