//! What must hold of the model of any text whatever.

use hullwright::{
    dockerfile::{Base, Body, Copy, Dockerfile, Instruction, Keyword, Pair, Run, Word, shell::Script},
    source::Span,
};

/// Panics with the reason if something does not hold.
pub fn check(text: &str, file: &Dockerfile) {
    for span in file
        .directives
        .iter()
        .map(|d| d.span)
        .chain(file.comments.iter().copied())
        .chain(file.problems.iter().map(|p| p.span))
    {
        is_inside(text, span, Span::new(0, text.len()));
    }
    for directive in &file.directives {
        is_inside(text, directive.value.span, directive.span);
    }
    in_order(file.comments.iter().copied());
    in_order(file.instructions.iter().map(|i| i.span));
    covers(text, file);
    for instruction in &file.instructions {
        check_instruction(text, instruction, Span::new(0, text.len()));
    }
    let mut next = file.stages.first().map_or(0, |s| s.instructions.start);
    for (index, stage) in file.stages.iter().enumerate() {
        assert_eq!((stage.index, stage.instructions.start), (index, next), "stages follow each other");
        assert!(stage.instructions.start < stage.instructions.end);
        next = stage.instructions.end;
        assert!(
            !matches!(stage.base, Base::Stage(base) if base >= index),
            "a stage starts from an earlier one"
        );
    }
    if !file.stages.is_empty() {
        assert_eq!(next, file.instructions.len(), "the last stage goes to the end");
    }
    answers(file);
}

fn is_inside(text: &str, span: Span, outer: Span) {
    assert!(
        span.start <= span.end && outer.contains(span),
        "{span:?} is not inside {outer:?} of {text:?}"
    );
    assert!(
        text.is_char_boundary(span.start) && text.is_char_boundary(span.end),
        "{span:?} cuts a character of {text:?}"
    );
}

fn in_order(spans: impl Iterator<Item = Span>) {
    spans.fold(0, |end, span| {
        assert!(end <= span.start, "{span:?} starts before {end}");
        span.end
    });
}

/// Outside instructions, comments and directives there is only white space, and the mark before everything.
fn covers(text: &str, file: &Dockerfile) {
    let mut spans: Vec<Span> = file.instructions.iter().map(|i| i.span).collect();
    spans.extend(file.directives.iter().map(|d| d.span));
    spans.extend(&file.comments);
    spans.sort();
    let blank = |part: &str, at: usize| {
        let part = if at == 0 { part.trim_start_matches('\u{feff}') } else { part };
        assert!(part.trim().is_empty(), "{part:?} is lost from {text:?}");
    };
    let end = spans.iter().fold(0, |end, span| {
        if span.start > end {
            blank(&text[end..span.start], end);
        }
        end.max(span.end)
    });
    blank(&text[end..], end);
}

fn check_instruction(text: &str, i: &Instruction, outer: Span) {
    is_inside(text, i.span, outer);
    is_inside(text, i.keyword_span, i.span);
    is_inside(text, i.arguments, i.span);
    for flag in &i.flags {
        is_inside(text, flag.span, i.span);
        assert!(flag.span.end <= i.arguments.start, "flags stand before the arguments of {text:?}");
        if let Some(value) = &flag.value {
            is_inside(text, value.span, flag.span);
        }
    }
    in_order(i.flags.iter().map(|f| f.span));
    in_order(i.heredocs.iter().map(|h| h.body));
    for heredoc in &i.heredocs {
        is_inside(text, heredoc.opener, i.span);
        is_inside(text, heredoc.body, i.span);
        assert!(heredoc.body.start >= i.arguments.end, "bodies stand behind the line of {text:?}");
    }
    let words = |words: &[Word]| {
        words.iter().for_each(|word| is_inside(text, word.span, i.arguments));
        in_order(words.iter().map(|w| w.span));
    };
    let run = |run: &Run| match run {
        Run::Exec(all) => words(all),
        Run::Shell(script) => check_script(text, script, i.span),
    };
    match &i.body {
        Body::From(from) => {
            words(std::slice::from_ref(&from.image));
            words(from.name.as_slice());
        }
        Body::Run(r) | Body::Cmd(r) | Body::Entrypoint(r) => run(r),
        Body::Shell(all) | Body::Volume(all) => words(all),
        Body::Copy(copy) | Body::Add(copy) => {
            let Copy { sources, destination, .. } = copy;
            words(sources);
            words(std::slice::from_ref(destination));
        }
        Body::Env(pairs) | Body::Label(pairs) | Body::Arg(pairs) => {
            in_order(pairs.iter().map(|p| p.span));
            for Pair { key, value, span, .. } in pairs {
                is_inside(text, *span, i.arguments);
                is_inside(text, key.span, *span);
                if let Some(value) = value {
                    // an empty value stands after the `=`, which may be on the line before
                    assert!(value.span.start >= key.span.end && value.span.end <= i.arguments.end.max(value.span.start));
                    is_inside(text, value.span, i.span);
                }
            }
        }
        Body::Expose(all) => all.iter().for_each(|e| is_inside(text, e.word.span, i.arguments)),
        Body::User(one) | Body::Workdir(one) | Body::Stopsignal(one) | Body::Maintainer(one) => words(std::slice::from_ref(one)),
        Body::Healthcheck(check) => {
            if let Some(probe) = &check.probe {
                is_inside(text, probe.cmd, i.arguments);
                run(&probe.run);
            }
        }
        Body::Onbuild(inner) => check_instruction(text, inner, i.span),
        Body::Unknown => {}
    }
}

fn check_script(text: &str, script: &Script, outer: Span) {
    is_inside(text, script.span, outer);
    assert!(
        script.lists.first().is_some_and(|top| top.parent.is_none()),
        "the first list is the outermost"
    );
    for (number, list) in script.lists.iter().enumerate() {
        is_inside(text, list.span, script.span);
        assert!(list.parent.is_none_or(|parent| parent < number), "lists stand in earlier ones");
        for redirect in &list.redirects {
            is_inside(text, redirect.span, script.span);
        }
    }
    for unread in &script.unread {
        is_inside(text, *unread, script.span);
    }
    let mut start = 0;
    for (index, command) in script.commands.iter().enumerate() {
        assert!(command.list < script.lists.len());
        assert!(start <= command.span.start, "commands stand in the order of {text:?}");
        start = command.span.start;
        is_inside(text, command.span, script.span);
        for word in command.words.iter().chain(command.assignments.iter().map(|a| &a.value)) {
            is_inside(text, word.span, command.span);
        }
        for redirect in &command.redirects {
            is_inside(text, redirect.span, command.span);
            is_inside(text, redirect.target.span, redirect.span);
        }
        in_order(command.words.iter().map(|w| w.span));
        if index < 8 {
            assert!(script.pipeline(index).contains(&index));
        }
    }
}

/// Every question can be asked.
fn answers(file: &Dockerfile) {
    for (at, instruction) in file.instructions.iter().enumerate() {
        let _ = (
            file.variable("A", at),
            file.shell_at(at),
            file.setting_at(Keyword::User, at),
            file.copy_from(at),
        );
        for mount in instruction.mounts() {
            let _ = file.mount_from(&mount, at);
        }
        match &instruction.body {
            Body::Env(pairs) | Body::Arg(pairs) => pairs.iter().for_each(|pair| drop(file.expand(&pair.key, at))),
            Body::User(word) | Body::Workdir(word) => drop(file.expand(word, at)),
            Body::Copy(copy) => drop(file.expand(&copy.destination, at)),
            _ => {}
        }
    }
    for stage in file.stages.iter().rev().take(8) {
        assert!(file.stages_for(stage).contains(&stage.index));
        let _ = (file.user(stage), file.workdir(stage), file.root_base(stage));
    }
}
