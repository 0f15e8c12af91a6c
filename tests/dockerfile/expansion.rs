//! Sentences about variables: every form of BuildKit's expansion, and what stays unknown.

use hullwright::dockerfile::{
    Body, Dockerfile,
    expand::{Failure, Variable, expand},
};

use crate::parse;

/// `set` is `v a/l.u:e`, `empty` is empty, `unset` has no value, anything else is unknown.
fn lookup(name: &str) -> Variable<'static> {
    match name {
        "set" => Variable::Set("v a/l.u:e"),
        "path" => Variable::Set("/usr/local/lib.tar.gz"),
        "empty" => Variable::Set(""),
        "unset" => Variable::Unset,
        _ => Variable::Unknown,
    }
}

fn known(word: &str) -> String {
    expand(word, '\\', &lookup).unwrap_or_else(|why| panic!("{word}: {why:?}"))
}

fn check(cases: &[(&str, &str)]) {
    for (word, expected) in cases {
        assert_eq!(known(word), *expected, "{word}");
    }
}

#[test]
fn names_end_where_they_end_for_buildkit() {
    check(&[
        ("$set", "v a/l.u:e"),
        ("a${set}b", "av a/l.u:eb"),
        ("$set-x", "v a/l.u:e-x"),
        ("$unset.", "."),
        ("$", "$"),
        ("$.x", "$.x"),
    ]);
}

#[test]
fn defaults_stand_in_for_what_is_unset_or_empty() {
    check(&[
        ("${set:-d}", "v a/l.u:e"),
        ("${empty:-d}", "d"),
        ("${empty-d}", ""),
        ("${unset:-d}", "d"),
        ("${unset-d}", "d"),
        ("${unset:-$set}", "v a/l.u:e"),
        ("${unset:-${empty:-\"q u\"}}", "q u"),
    ]);
}

#[test]
fn alternatives_stand_in_for_what_is_set() {
    check(&[
        ("${set:+a}", "a"),
        ("${empty:+a}", ""),
        ("${empty+a}", "a"),
        ("${unset:+a}", ""),
        ("${unset+a}", ""),
    ]);
}

#[test]
fn a_question_mark_refuses_what_is_unset() {
    assert_eq!(known("${set:?no}"), "v a/l.u:e");
    assert_eq!(known("${empty?no}"), "");
    for word in ["${unset?no}", "${unset:?no}", "${empty:?no}"] {
        assert_eq!(expand(word, '\\', &lookup), Err(Failure::Refused), "{word}");
    }
}

#[test]
fn prefixes_and_suffixes_are_cut_short_or_long() {
    check(&[
        ("${path#*/}", "usr/local/lib.tar.gz"),
        ("${path##*/}", "lib.tar.gz"),
        ("${path%.*}", "/usr/local/lib.tar"),
        ("${path%%.*}", "/usr/local/lib"),
        ("${path%nothing}", "/usr/local/lib.tar.gz"),
        ("${path#/us?}", "/local/lib.tar.gz"),
        ("${path#\\/usr}", "/local/lib.tar.gz"),
        ("${unset#x}", ""),
    ]);
}

#[test]
fn patterns_are_replaced_once_or_everywhere() {
    check(&[
        ("${path/l/L}", "/usr/Local/lib.tar.gz"),
        ("${path//l/L}", "/usr/LocaL/Lib.tar.gz"),
        ("${path//\\//:}", ":usr:local:lib.tar.gz"),
        ("${path/.*/}", "/usr/local/lib"),
        ("${path/none/x}", "/usr/local/lib.tar.gz"),
    ]);
}

#[test]
fn quotes_and_escapes_go_in_the_same_pass() {
    check(&[
        ("'$set'", "$set"),
        ("\"$unset x\"", " x"),
        ("\\$set", "$set"),
        ("a\\ b", "a b"),
        ("\"a\\b\\\"\\$\"", "a\\b\"$"),
        ("\"it's\"", "it's"),
    ]);
    assert_eq!(expand("`$a \\b", '`', &lookup).as_deref(), Ok("$a \\b"));
}

#[test]
fn what_buildkit_refuses_is_refused() {
    for word in [
        "${set",
        "${}",
        "${{set}}",
        "${set,,}",
        "${set:1}",
        "'open",
        "\"open",
        "${set/x}",
        "${unset:-'}",
    ] {
        assert_eq!(expand(word, '\\', &lookup), Err(Failure::Refused), "{word}");
    }
}

#[test]
fn an_unknown_variable_makes_the_whole_word_unknown() {
    for word in [
        "$other",
        "a${other}b",
        "${other:-d}",
        "${other:+d}",
        "${unset:-$other}",
        "${other#x}",
    ] {
        assert_eq!(expand(word, '\\', &lookup), Err(Failure::Unknown), "{word}");
    }
    // the default is not looked at when it is not needed
    assert_eq!(known("${set:-$other}"), "v a/l.u:e");
}

#[test]
fn values_that_double_for_ever_are_given_up() {
    let mut text = "FROM scratch\nENV A=0123456789\n".to_owned();
    for _ in 0..200 {
        text.push_str("ENV A=$A$A\n");
    }
    let file = parse(&text);
    assert_eq!(file.variable("A", file.instructions.len() - 1), Variable::Unknown);
    assert!(matches!(file.variable("A", 3), Variable::Set(value) if value.len() == 20));
}

#[test]
fn deep_nesting_ends_without_a_value() {
    let word = format!("{}x{}", "${unset:-".repeat(10_000), "}".repeat(10_000));
    assert_eq!(expand(&word, '\\', &lookup), Err(Failure::Unknown));
}

/// The value of the word of the last instruction, which is a USER.
fn user(text: &str) -> Option<String> {
    let file = parse(text);
    let at = file.instructions.len() - 1;
    match &file.instructions[at].body {
        Body::User(word) => file.expand(word, at),
        other => panic!("{other:?}"),
    }
}

#[test]
fn arguments_count_from_where_they_stand() {
    assert_eq!(user("FROM scratch\nUSER a$X\n").as_deref(), Some("a"));
    assert_eq!(user("FROM scratch\nARG X=b\nUSER a$X\n").as_deref(), Some("ab"));
    assert_eq!(user("FROM a\nUSER a$X\n"), None, "the base image may set it");
}

#[test]
fn an_argument_without_default_is_unknown() {
    assert_eq!(user("FROM scratch\nARG X\nUSER $X\n"), None);
    assert_eq!(user("ARG X=1\nFROM scratch\nARG X\nUSER $X\n").as_deref(), Some("1"));
    assert_eq!(
        user("ARG X=1\nFROM scratch\nUSER a$X\n").as_deref(),
        Some("a"),
        "not declared in the stage"
    );
    assert_eq!(user("FROM scratch\nENV X=1\nARG X\nUSER $X\n").as_deref(), Some("1"));
    assert_eq!(user("FROM scratch\nARG TARGETARCH\nUSER $TARGETARCH\n"), None);
}

#[test]
fn one_env_sees_only_what_stood_before_it() {
    assert_eq!(user("FROM scratch\nENV A=old\nENV A=new B=$A\nUSER $B\n").as_deref(), Some("old"));
    assert_eq!(user("FROM scratch\nARG A=x B=${A}y\nUSER $B\n").as_deref(), Some("xy"));
}

#[test]
fn variables_are_inherited_from_stages_of_the_file() {
    assert_eq!(user("FROM a AS b\nENV X=1\nARG Y=2\nFROM b\nUSER $X$Y\n").as_deref(), Some("12"));
    assert_eq!(user("FROM a AS b\nONBUILD ENV X=3\nFROM b\nUSER $X\n").as_deref(), Some("3"));
    assert_eq!(user("FROM a AS b\nENV X=1\nFROM a\nUSER $X\n"), None);
}

#[test]
fn words_are_expanded_as_they_are_written() {
    assert_eq!(user("FROM scratch\nENV X=1\nUSER '$X'\n").as_deref(), Some("$X"));
    assert_eq!(user("FROM scratch\nENV X=1\nUSER a\\\n$\\\nX\n").as_deref(), Some("a1"));
    let file: Dockerfile = parse("FROM scratch\nENV X=1\nCOPY [\"$X\", \"/\\u0024X\"]\nCOPY --chown=\"$X:2\" a b\n");
    let Body::Copy(copy) = &file.instructions[2].body else { panic!() };
    assert_eq!(file.expand(&copy.sources[0], 2).as_deref(), Some("1"));
    assert_eq!(file.expand(&copy.destination, 2).as_deref(), Some("/1"));
    let chown = file.instructions[3].flag_value("chown").expect("a value");
    assert_eq!(file.expand(chown, 3).as_deref(), Some("1:2"));
}
