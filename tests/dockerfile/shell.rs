//! Sentences about shell text; the golden files say the rest.

use hullwright::dockerfile::{
    Body, Dockerfile, Run,
    shell::{Command, Join, ListKind, Script},
};

use crate::parse;

/// The script of the RUN on the second line.
fn script(run: &str) -> (Dockerfile, Script) {
    let file = parse(&format!("FROM a\nRUN {run}\n"));
    let Body::Run(Run::Shell(script)) = file.instructions[1].body.clone() else {
        panic!("no shell form")
    };
    (file, script)
}

fn programs(run: &str) -> Vec<String> {
    script(run).1.commands.iter().map(|c| c.program().to_owned()).collect()
}

fn words(command: &Command) -> Vec<&str> {
    command.words.iter().map(|w| w.value.as_str()).collect()
}

#[test]
fn a_command_over_many_lines_is_one_command() {
    let (file, script) = script("apt-get install \\\n    # why\n    curl \\\n\n    jq");
    assert_eq!(words(&script.commands[0]), ["apt-get", "install", "curl", "jq"]);
    assert_eq!(file.source.slice(script.commands[0].words[3].span), "jq");
}

#[test]
fn a_word_ends_before_the_continuation_behind_it() {
    let (file, script) = script("<<EOF\ncurl\\\n -o\\\nx A=b\\\n > c\\\n\nEOF");
    let written: Vec<_> = script.commands[0].words.iter().map(|w| file.source.slice(w.span)).collect();
    assert_eq!(written, ["curl", "-o\\\nx", "A=b"]);
    assert_eq!(file.source.slice(script.commands[0].redirects[0].span), "> c");
}

#[test]
fn a_hash_after_a_continuation_hides_the_rest_of_the_joined_line() {
    assert_eq!(programs("a \\\n && b # not c: \\\n && c"), ["a", "b"]);
}

#[test]
fn commands_are_found_wherever_a_shell_would_run_them() {
    assert_eq!(
        programs("a \"$(b)\" ${x:-$(c)} `d` <(e) && (f; { g; }) | if h; then i; fi; for x in $(j); do k; done"),
        ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"]
    );
}

#[test]
fn commands_are_not_found_where_a_shell_would_not_run_them() {
    assert_eq!(programs("a '$(b)' \\`c \"\\$(d)\" # $(e)"), ["a"]);
}

#[test]
fn lists_say_where_a_command_stands() {
    let (_, script) = script("a && b $(c | d)");
    let kinds: Vec<_> = script.commands.iter().map(|c| (c.list, c.join)).collect();
    assert_eq!(kinds, [(0, Join::First), (0, Join::And), (1, Join::First), (1, Join::Pipe)]);
    assert_eq!((script.lists[1].parent, script.lists[1].kind), (Some(0), ListKind::Substitution));
}

#[test]
fn a_pipeline_is_the_commands_that_feed_each_other() {
    let (_, script) = script("a; b | c | d && e | f");
    assert_eq!(script.pipeline(2), [1, 2, 3]);
    assert_eq!(script.pipeline(0), [0]);
    assert_eq!(script.pipeline(5), [4, 5]);
    assert!(script.pipeline(99).is_empty());
}

#[test]
fn a_pipeline_goes_through_groups_but_not_past_them() {
    let (_, script) = script("a; { b; } | c");
    assert_eq!(script.pipeline(2), [2]);
    let (_, script) = self::script("a | { b; } | c; d");
    let c = script.commands.iter().position(|c| c.program() == "c").expect("c");
    assert_eq!(script.pipeline(c), [0, c]);
}

#[test]
fn only_words_without_expansion_are_literal() {
    let (_, script) = script("a 'b $c' \"d *\" $e \"$f\" *.g ~/h i[0] [ {j,k} {}");
    let literal: Vec<_> = script.commands[0].words.iter().map(|w| w.literal).collect();
    assert_eq!(literal, [true, true, true, false, false, false, false, false, true, false, true]);
}

#[test]
fn assignments_stand_apart_from_the_program() {
    let (_, script) = script("A=1 B=\"c d\" cmd E=2");
    let command = &script.commands[0];
    let names: Vec<_> = command
        .assignments
        .iter()
        .map(|a| (a.name.as_str(), a.value.value.as_str()))
        .collect();
    assert_eq!(names, [("A", "1"), ("B", "c d")]);
    assert_eq!(words(command), ["cmd", "E=2"]);
}

#[test]
fn redirects_are_no_arguments() {
    let (_, script) = script("curl -o x url > /dev/null 2>&1 | tee log >&2");
    assert_eq!(words(&script.commands[0]), ["curl", "-o", "x", "url"]);
    let redirects: Vec<_> = script.commands[0]
        .redirects
        .iter()
        .map(|r| (r.operator, r.target.value.as_str()))
        .collect();
    assert_eq!(redirects, [(">", "/dev/null"), (">&", "1")]);
}

#[test]
fn a_program_is_known_without_its_folder() {
    let (_, script) = script("/usr/bin/apt-get install x");
    assert_eq!(script.commands[0].program(), "apt-get");
    assert!(script.commands[0].has("install"));
}

#[test]
fn the_body_of_a_heredoc_is_a_script_if_it_is_the_whole_text() {
    let (file, script) = script("<<EOF\nset -e\napt-get update\nEOF");
    assert_eq!(script.commands.iter().map(Command::program).collect::<Vec<_>>(), ["set", "apt-get"]);
    assert_eq!(file.source.slice(script.commands[1].span), "apt-get update");
    assert_eq!(script.lists[script.commands[0].list].kind, ListKind::Heredoc);
}

#[test]
fn the_body_of_a_heredoc_is_a_script_if_a_shell_reads_it() {
    assert_eq!(programs("bash -eux <<'EOF'\na\nEOF"), ["bash", "a"]);
    assert_eq!(programs("sudo sh -s -- x <<EOF\na\nEOF"), ["sudo", "a"]);
    assert_eq!(programs("bash -c 'x' <<EOF\na\nEOF"), ["bash", "x"]);
    assert_eq!(programs("python3 <<'EOF'\na\nEOF"), ["python3"]);
}

#[test]
fn a_heredoc_for_another_interpreter_is_unread() {
    let (_, script) = script("<<EOF\n#!/usr/bin/env python3\nimport os\nEOF");
    assert!(script.commands.is_empty());
    assert_eq!(script.unread, [script.span]);
}

#[test]
fn text_for_another_shell_is_unread() {
    for text in [
        "FROM a\nSHELL [\"powershell\", \"-Command\"]\nRUN a && b\n",
        "# escape=`\nFROM a\n\nRUN a && b\n",
        "FROM a AS x\nSHELL [\"cmd\"]\nFROM x\nRUN a && b\n",
    ] {
        let file = parse(text);
        let Some(Body::Run(Run::Shell(script))) = file.instructions.last().map(|i| &i.body) else {
            panic!()
        };
        assert!(script.commands.is_empty() && script.unread.len() == 1, "{text:?}");
    }
}

#[test]
fn what_is_broken_is_taken_back_whole() {
    let (file, script) = script("a && b; c $(d; if e");
    assert_eq!(script.commands.iter().map(Command::program).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(file.source.slice(script.unread[0]), "c $(d; if e");
}

#[test]
fn a_hundred_thousand_brackets_are_no_trouble() {
    for (open, close) in [
        ("(", ")"),
        ("$(", ")"),
        ("${x:-", "}"),
        ("$((", "))"),
        ("\"$(", ")\""),
        ("{ ", "; }"),
        ("if ", "; fi"),
        ("case x in x) ", ";; esac"),
    ] {
        let run = format!("<<EOF\nfirst\n{}x{}\nEOF", open.repeat(100_000), close.repeat(100_000));
        let (_, script) = script(&run);
        assert_eq!(script.commands.first().map(Command::program), Some("first"), "{open}");
    }
}

#[test]
fn the_script_of_another_shell_is_read_too() {
    for run in [
        "sh -c 'b && c'",
        "bash -euo pipefail -c \"b && c\"",
        "/bin/bash -lc b' && 'c",
        "sudo -E sh -c 'b && c' name argument",
        "eval 'b && c'",
    ] {
        let (file, script) = script(run);
        let inner: Vec<_> = script.commands.iter().skip(1).map(|c| (c.program(), c.list, c.join)).collect();
        assert_eq!(inner, [("b", 1, Join::First), ("c", 1, Join::And)], "{run}");
        assert_eq!((script.lists[1].parent, script.lists[1].kind), (Some(0), ListKind::Script));
        assert_eq!(file.source.slice(script.commands[2].words[0].span), "c", "{run}");
    }
    assert_eq!(programs("su - app -c 'b; c'"), ["su", "b", "c"]);
    assert_eq!(programs("find . -exec sh -c 'b \"$1\"' _ {} +"), ["find", "b"]);
}

#[test]
fn what_the_outer_shell_takes_away_is_not_in_the_inner_script() {
    let (file, script) = script("bash -c \"apt-get install \\\n  \\\"curl\\\" \\$X $Y\"");
    let words: Vec<_> = script.commands[1].words.iter().map(|w| (w.value.as_str(), w.literal)).collect();
    assert_eq!(
        words,
        [("apt-get", true), ("install", true), ("curl", true), ("$X", false), ("$Y", false)]
    );
    assert_eq!(file.source.slice(script.commands[1].words[2].span), "\"curl\\\"");
}

#[test]
fn scripts_are_read_in_scripts() {
    assert_eq!(programs("sh -c \"sudo bash -c 'c | d'\""), ["sh", "sudo", "c", "d"]);
    let quoted = (0..6).fold("x".to_owned(), |inner, _| {
        format!("sh -c \"{}\"", inner.replace('\\', "\\\\").replace('"', "\\\""))
    });
    assert_eq!(programs(&quoted).last().map(String::as_str), Some("x"));
}

#[test]
fn a_script_that_a_command_makes_is_left_unread() {
    for run in ["sh -c \"$(cat x)\"", "sh -c \"a `b`\"", "bash -c $'a\\nb'"] {
        let (_, script) = script(run);
        assert!(
            !script.unread.is_empty() && script.lists.iter().all(|l| l.kind != ListKind::Script),
            "{run}"
        );
    }
    let (_, file_given) = script("bash script.sh -c 'a'");
    assert_eq!(file_given.commands.len(), 1);
}

#[test]
fn the_script_of_an_exec_form_is_read() {
    let file = parse("FROM a\nRUN [\"/bin/sh\", \"-c\", \"a \\\"b\\\" && \\\n c\"]\nCMD [\"a\", \"-c\", \"b\"]\n");
    let script = file.instructions[1].script().expect("a script");
    let found: Vec<_> = script
        .commands
        .iter()
        .map(|c| (words(c), file.source.slice(c.words[0].span)))
        .collect();
    assert_eq!(found, [(vec!["a", "b"], "a"), (vec!["c"], "c")]);
    assert!(file.instructions[2].script().is_none());
}

#[test]
fn the_words_of_an_exec_form_are_one_command_and_no_script() {
    let file = parse("FROM a\nRUN [\"sudo\", \"git\", \\\n  \"a b && c\", \"d\\\"e\", \"$f\"]\nCMD [\"a\", \"b\"]\nONBUILD RUN [\"a\"]\n");
    let run = &file.instructions[1];
    assert!(run.script().is_none());
    let script = run.commands().expect("a command");
    let [command] = script.commands.as_slice() else {
        panic!("{:?}", script.commands)
    };
    assert_eq!(words(command), ["sudo", "git", "a b && c", "d\"e", "$f"]);
    assert_eq!(command.called().0, "git");
    assert!(script.is_exec_form() && command.words.iter().all(|w| w.literal));
    // between the quotes, unless what stands there is written in another way
    let slices: Vec<_> = command.words.iter().map(|w| file.source.slice(w.span)).collect();
    assert_eq!(slices, ["sudo", "git", "a b && c", "\"d\\\"e\"", "$f"]);
    assert!(file.instructions[2].commands().is_none());
    assert!(file.instructions[3].onbuild().is_some_and(|run| run.commands().is_some()));
}
