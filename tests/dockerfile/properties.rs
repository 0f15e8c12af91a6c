//! Any text has a sound model, and a long one is no trouble.

use std::fmt::Write;

use proptest::prelude::*;

use crate::{
    mutate::{Random, cases, mutant},
    parse, soundness,
};

#[test]
fn the_cases_have_sound_models() {
    for text in cases() {
        soundness::check(&text, &parse(&text));
    }
}

/// One of the parts in which the mutants are made, so that they can run side by side.
fn mutants(part: u64) {
    let cases = cases();
    let mut random = Random::new(part);
    for _ in 0..13_000 {
        let text = mutant(&mut random, &cases);
        soundness::check(&text, &parse(&text));
    }
}

#[test]
fn mutants_have_sound_models_part_one() {
    mutants(1);
}

#[test]
fn mutants_have_sound_models_part_two() {
    mutants(2);
}

#[test]
fn mutants_have_sound_models_part_three() {
    mutants(3);
}

#[test]
fn mutants_have_sound_models_part_four() {
    mutants(4);
}

#[test]
fn a_text_cut_anywhere_has_a_sound_model() {
    for text in cases().iter().filter(|text| text.len() < 600) {
        for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
            let cut = &text[..end];
            soundness::check(cut, &parse(cut));
        }
    }
}

#[test]
fn line_ends_do_not_change_what_is_meant() {
    let without_spans = |text: &str| {
        let file = parse(text);
        let bodies = file.instructions.iter().map(|i| (i.keyword, i.flags.len(), i.heredocs.len()));
        (
            bodies.collect::<Vec<_>>(),
            file.stages.len(),
            file.problems.len(),
            file.comments.len(),
        )
    };
    for text in cases().iter().filter(|text| !text.contains('\r')) {
        assert_eq!(without_spans(text), without_spans(&text.replace('\n', "\r\n")), "{text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_has_a_sound_model(text in "\\PC*") {
        soundness::check(&text, &parse(&text));
    }

    #[test]
    fn any_arguments_have_a_sound_model(
        keyword in "(RUN|COPY|ENV|LABEL|ARG|FROM|HEALTHCHECK CMD|ONBUILD RUN|VOLUME|EXPOSE|CMD|WORKDIR)",
        arguments in "[ -~\\\\\"'$(){}\n<&|;é]{0,60}",
    ) {
        let text = format!("FROM a\n{keyword} {arguments}");
        soundness::check(&text, &parse(&text));
    }

    #[test]
    fn what_is_written_as_json_is_read_back(words in proptest::collection::vec("\\PC{0,12}", 1..5)) {
        use hullwright::dockerfile::{Body, Run};
        // `Debug` of a string is JSON but for characters that are not printable
        let json: Vec<String> = words.iter().map(|w| format!("\"{}\"", w.replace('\\', "\\\\").replace('"', "\\\""))).collect();
        let file = parse(&format!("FROM a\nCMD [{}]\n", json.join(", ")));
        let Body::Cmd(Run::Exec(read)) = &file.instructions[1].body else {
            panic!("{json:?} is no exec form");
        };
        prop_assert_eq!(read.iter().map(|w| w.value.clone()).collect::<Vec<_>>(), words);
    }

    #[test]
    fn what_is_quoted_for_env_is_read_back(value in "[^\0-\x1f\u{7f}-\u{9f}\u{2028}\u{2029}]{0,30}") {
        use hullwright::dockerfile::Body;
        let quoted = value.replace('\\', "\\\\").replace('"', "\\\"").replace('$', "\\$");
        let file = parse(&format!("FROM scratch\nENV A=\"{quoted}\" B=x\n"));
        let Body::Env(pairs) = &file.instructions[1].body else {
            panic!("{quoted:?} is no ENV: {:?}", file.problems);
        };
        let read = pairs[0].value.as_ref().expect("a value");
        prop_assert_eq!(&read.value, &value);
        prop_assert_eq!(file.expand(read, 1), Some(value));
    }
}

/// Texts of a few hundred kilobytes that would take minutes if anything were done again for each line, word or bracket.
fn long_texts() -> Vec<(&'static str, String)> {
    let n = 8_000;
    let many = |part: &str| part.repeat(n);
    let numbered = |part: &dyn Fn(usize) -> String| (0..n).map(part).collect::<String>();
    let mut texts = vec![
        (
            "stages in a row",
            "FROM a AS s0\n".to_owned() + &numbered(&|i| format!("FROM s{i} AS s{}\n", i + 1)),
        ),
        ("stages of one name", many("FROM a AS s\nCOPY --from=s x /\n")),
        (
            "variables in a row",
            "FROM scratch\nENV A0=x\n".to_owned() + &numbered(&|i| format!("ENV A{}=$A{i}\n", i + 1)),
        ),
        (
            "a variable that grows",
            format!("FROM scratch\nENV A=x\n{}", many("ENV A=$A:y\nUSER $A\n")),
        ),
        ("a path that grows", format!("FROM scratch\n{}", many("WORKDIR abcdefgh\n"))),
        ("arguments before all", many("ARG A=${A:-x}y\n") + "FROM $A\n"),
        (
            "triggers",
            format!("FROM a AS b\n{}{}", many("ONBUILD ENV A=1\n"), many("FROM b\n")),
        ),
        ("flags", format!("FROM a\nRUN {} x\n", many("--mount=type=cache,target=/x \\\n"))),
        ("here-documents", format!("FROM a\nRUN cat {}\n", many("<<A \\\n"))),
        ("here-documents that do not end", format!("FROM a\n{}", many("RUN <<A\n"))),
        ("continuations", format!("FROM a\nRUN {} x\n", many("a \\\n# c\n\n"))),
        ("sources", format!("FROM a\nCOPY {} /x\n", many("a \\\n"))),
        ("pairs", format!("FROM a\nENV {} Z=1\n", many("A=\"b c\" \\\n"))),
        ("words", format!("FROM a\nCMD [{}\"x\"]\n", many("\"a\", \\\n"))),
        ("commands", format!("FROM a\nRUN {} x\n", many("a b | c && \\\n"))),
        ("open quotes", format!("FROM a\n{}", many("ENV A=\"\nRUN '\n"))),
        ("open brackets", format!("FROM a\nRUN <<Z\n{}\nZ\n", many("a && (\n"))),
    ];
    for (open, close) in [
        ("(", ")"),
        ("$(", ")"),
        ("${x:-", "}"),
        ("$((", "))"),
        ("\"", "\""),
        ("`", "`"),
        ("<<A\n", ""),
        ("[", "]"),
        ("'", "'"),
        ("$'", "'"),
        ("<(", ")"),
    ] {
        let nested = format!("{}{}", open.repeat(n), close.repeat(n));
        let mut text = String::from("FROM a\n");
        for line in ["RUN <<Z\necho ", "ENV A=", "COPY a ", "CMD ", "LABEL a=b ", "WORKDIR "] {
            let _ = writeln!(text, "{line}{nested}\nZ");
        }
        texts.push(("nesting", text));
    }
    texts
}

#[test]
fn long_texts_are_no_trouble() {
    for (name, text) in long_texts() {
        let file = parse(&text);
        assert!(!file.instructions.is_empty(), "{name}");
        soundness::check(&text, &file);
    }
}
