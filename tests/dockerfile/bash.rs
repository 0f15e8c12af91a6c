//! The same as tree-sitter-bash says of shell text, wherever that is right: commands, words, joins, lists, redirects and assignments, each by its
//! place. Where it is not right stands in a list with the reason, and bash is asked who is.

#[path = "bash/facts.rs"]
mod facts;
#[path = "bash/hard.rs"]
mod hard;
#[path = "bash/tree.rs"]
mod tree;

use std::{
    collections::BTreeSet,
    env,
    io::Write,
    process::{Command, Stdio},
};

use hullwright::dockerfile::{Body, Run};

use crate::{
    corpus::{corpus, under},
    mutate::{Random, mutant},
    parse,
};

/// Why a difference says nothing against our lexer, a text that shows it, and how such a text is known.
type Reason = (&'static str, &'static str, fn(&str) -> bool);

/// What remains different in texts that were tamed.
const REASONS: [Reason; 18] = [
    ("it drops a `-`, `-2` or `-rf` before a redirect", "bash - <<E\nE", |text| {
        let before = |part: &str| {
            let alone = part.trim_end_matches([' ', '\t']).trim_end_matches(|c: char| c.is_ascii_digit());
            let word = part.rsplit([' ', '\t', '\n']).next().unwrap_or_default();
            alone.ends_with(" -") || word.starts_with('-')
        };
        text.split(['<', '>']).any(before)
    }),
    ("a `$` by itself takes the next word with it", "a && $ b c", |text| {
        ["$ ", "$\t", "$\\\n"].iter().any(|alone| text.contains(alone))
    }),
    ("a `{` among the words takes all up to `}` with it", "a {a,b} { ]]} c", |text| {
        text.contains(" { ") || text.contains(" } ")
    }),
    (
        "a program whose name begins with `[` is a test to it",
        "a && [_ -e /b ] && . c",
        |text| {
            let begins = |part: &str| {
                let part = part.trim_start();
                let part = part.strip_prefix("if ").unwrap_or(part);
                let name = part.strip_prefix("[[").or_else(|| part.strip_prefix('['));
                name.is_some_and(|rest| rest.chars().next().is_some_and(|next| !next.is_whitespace()))
            };
            text.split(['&', '|', ';', '\n']).any(begins) || text.contains("[ }")
        },
    ),
    ("a test goes on over the end of its line", "[\n\"x\"]", |text| text.contains("[\n")),
    (
        "a program that begins with `-` and has a `=` is an assignment to it",
        "--a= b= c",
        |text| {
            let program = |line: &str| {
                let mut words = line.split_ascii_whitespace();
                let first = words.find(|word| word.starts_with('-') || !word.contains('='));
                first.is_some_and(|word| word.starts_with('-') && word.contains('='))
            };
            text.lines().any(program)
        },
    ),
    (
        "a line of nothing but redirects or assignments goes on over its end",
        "<a <b\nc",
        |text| {
            let only = |line: &str| {
                let mut words = line.split_ascii_whitespace();
                line.trim_start().starts_with(['<', '>']) || words.all(|word| word.contains(['=', '<', '>']))
            };
            text.lines().any(|line| !line.trim().is_empty() && only(line))
        },
    ),
    ("a digit before a redirect is a word to it", "umask 0<7 && a", |text| {
        text.split('<').any(|before| before.ends_with(|c: char| c.is_ascii_digit()))
    }),
    (
        "a here-document ends for it at a line that only begins with its delimiter",
        "a <<Y\nx\nY| b\nY",
        |text| {
            let longer = |rest: &str| {
                let name = rest.trim_start_matches(['-', ' ', '\'', '"']);
                let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
                let begins = |line: &str| {
                    line.trim_start_matches('\t')
                        .strip_prefix(name)
                        .is_some_and(|rest| !rest.is_empty())
                };
                !name.is_empty() && text.lines().any(begins)
            };
            text.split("<<").skip(1).any(longer)
        },
    ),
    (
        "behind `==` it reads on as in a test",
        "[ -f x ] &a == b* && -n \"$c\" ]] && d",
        |text| text.contains("== "),
    ),
    (
        "a carriage return is a blank to both, and a part of a word to bash, which refuses the text without it",
        "a && fi\r\nb",
        |text| text.contains('\r') && !bash_takes(&text.replace('\r', " ")),
    ),
    ("the second `!` of two is a program to it", "! ! a", |text| {
        let words: Vec<&str> = text.split_ascii_whitespace().collect();
        words.windows(2).any(|pair| pair == ["!", "!"])
    }),
    (
        "a line that announces a here-document and ends in `&&` has none to it",
        "cat <<'A' > /a && \nA\nincat <<\"B\" >/b\n$(not run)\nA\nin b\nB",
        |text| text.lines().any(|line| line.contains("<<") && line.trim_end().ends_with("&&")),
    ),
    ("backticks in a here-document are mere text to it", "a <<E\n`b`\nE", |text| {
        text.contains("<<") && text.contains('`')
    }),
    ("an empty pair of backticks is none to it", "a b``c", |text| text.contains("``")),
    (
        "a line that begins with a backslash goes on with the one before",
        "a\n\\b",
        |text| text.contains("\n\\"),
    ),
    (
        "a `#` in a word before `=` makes it a name, blanks included",
        "a# b=x\n=x",
        |text| text.split('=').any(|before| before.contains("# ")),
    ),
    (
        "we stop at 32 open brackets, and say so",
        "a $($($($($($($($($($($($($($($($($($($($($($($($($($($($($($($($($(x)))))))))))))))))))))))))))))))))",
        |text| ["$(", "( ", "${"].iter().any(|open| text.matches(open).count() > 32),
    ),
];

/// What is changed in every text before it is compared: there it splits or joins words that are one or two for every shell.
const TAMED: [(&str, &str); 3] = [
    ("a vertical tab, a form feed or a byte order mark is a blank to it", "\u{b}a"),
    ("an escaped blank is none to it", "a \\ b"),
    ("a word ends for it where its line is continued", "a\\\nb"),
];

/// The text without what it is known to be wrong about, every other byte as it was.
fn tame(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let blank = |c: &char| matches!(c, ' ' | '\t' | '\n' | '\r');
        match (c, rest.peek()) {
            ('\\', Some(' ' | '\t' | '\r' | '\u{b}' | '\u{c}')) => {
                out.push_str("\\_");
                rest.next();
            }
            ('\\', Some('\n')) if !out.ends_with(|c: char| blank(&c)) => {
                rest.next();
                if rest.peek().is_some_and(blank) {
                    out.push_str("\\\n");
                }
            }
            ('\u{b}' | '\u{c}' | '\u{feff}' | '\0', _) => out.push('_'),
            (c, _) => out.push(c),
        }
    }
    out
}

/// How two readings of a text differ; none if they do not. Nothing if it sees a mistake in the text.
fn difference(text: &str) -> Option<Option<String>> {
    let ours = facts::ours(text);
    let theirs = tree::theirs(text, &ours.scripts)?;
    if ours.unread.is_empty() && ours.facts == theirs {
        return Some(None);
    }
    let ours_only: Vec<_> = ours.facts.difference(&theirs).collect();
    let theirs_only: Vec<_> = theirs.difference(&ours.facts).collect();
    let unread = &ours.unread;
    Some(Some(format!(
        "{text}\n  ours {ours_only:?}\n  theirs {theirs_only:?}\n  unread {unread:?}"
    )))
}

/// Whether bash takes the text for a script.
fn bash_takes(text: &str) -> bool {
    let mut bash = Command::new("bash");
    bash.args(["-n", "-O", "extglob"]);
    let mut bash = bash
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("bash");
    bash.stdin
        .take()
        .expect("its input")
        .write_all(text.as_bytes())
        .expect("bash reads");
    let said = bash.wait_with_output().expect("bash ends");
    said.status.success() && !String::from_utf8_lossy(&said.stderr).contains("here-document")
}

/// What came of a comparison.
#[derive(Debug, Default)]
struct Count {
    all: usize,
    compared: usize,
    /// They differ, and bash refuses the text.
    refused: usize,
    /// They differ for a reason that is known.
    excused: usize,
    differ: Vec<String>,
}

fn compare(texts: impl IntoIterator<Item = String>) -> Count {
    let mut count = Count::default();
    for text in texts {
        let text = tame(&text);
        if text.starts_with("#!") {
            continue;
        }
        count.all += 1;
        let Some(difference) = difference(&text) else { continue };
        count.compared += 1;
        let Some(difference) = difference else { continue };
        if !bash_takes(&text) {
            count.refused += 1;
        } else if REASONS.iter().any(|(_, _, fits)| fits(&text)) {
            count.excused += 1;
        } else {
            count.differ.push(difference);
        }
    }
    println!(
        "{} texts, {} compared, {} of them refused by bash, {} excused",
        count.all, count.compared, count.refused, count.excused
    );
    count
}

impl Count {
    fn none_differs(&self) {
        assert!(self.differ.is_empty(), "{} differ:\n{}", self.differ.len(), self.differ.join("\n"));
    }
}

/// The shell texts of all Dockerfiles here, and of the rules' pages: continued lines joined, and as they stand where no comment is in the way.
fn texts() -> Vec<String> {
    let mut files = corpus();
    files.extend(under(&["tests/dockerfile/cases"]));
    files.extend(hullwright::audit::RULES.iter().flat_map(|rule| blocks(rule.page())));
    let mut texts = BTreeSet::new();
    for file in files.iter().map(|text| parse(text)) {
        for instruction in &file.instructions {
            let instruction = instruction.onbuild().unwrap_or(instruction);
            if let Body::Run(Run::Shell(script)) = &instruction.body {
                let written = file.source.slice(script.span);
                texts.insert(joined(written));
                if !written.contains('#') {
                    texts.insert(written.to_owned());
                }
            }
        }
    }
    texts.into_iter().collect()
}

/// The fenced blocks of a page.
fn blocks(page: &str) -> impl Iterator<Item = String> {
    page.split("```").skip(1).step_by(2).map(|block| {
        let (_, text) = block.split_once('\n').unwrap_or_default();
        text.to_owned()
    })
}

fn joined(written: &str) -> String {
    let mut joined = String::new();
    let mut continued = false;
    for line in written.split_inclusive('\n') {
        if continued && (line.trim_start().starts_with('#') || line.trim().is_empty()) {
            continue;
        }
        let start = line.trim_end().strip_suffix('\\');
        continued = start.is_some();
        joined.push_str(start.unwrap_or(line));
    }
    joined
}

#[test]
fn it_says_the_same_of_every_run_in_the_repository() {
    let count = compare(texts());
    count.none_differs();
    assert!(count.all > 600 && count.compared * 100 > count.all * 85, "{count:?}");
    assert!(count.excused < 10 && count.refused < 10, "{count:?}");
}

#[test]
fn it_says_the_same_of_hard_cases() {
    for text in hard::CASES {
        assert!(bash_takes(text), "bash refuses {text:?}");
    }
    let count = compare(hard::CASES.map(str::to_owned));
    count.none_differs();
    assert_eq!((count.compared, count.excused), (count.all, 0));
}

/// `BASH_MUTANTS=20000` tries more.
#[test]
fn it_says_the_same_of_mutants() {
    let texts = texts();
    let mut random = Random::new(1);
    let number = env::var("BASH_MUTANTS").map_or(3_000, |number| number.parse().expect("a number"));
    let count = compare((0..number).map(|_| mutant(&mut random, &texts)));
    // Of 20,000 every one that differed was read, and its reason is above. Which mutants there are changes with every text that they are
    // made of, so a few may have a slip of the grammar's that none had before: a comment behind assignments, two blanks behind `[`.
    assert!(
        count.differ.len() * 300 <= count.compared,
        "{} differ:\n{}",
        count.differ.len(),
        count.differ.join("\n")
    );
    assert!(count.compared * 100 > count.all * 45, "{count:?}");
    assert!(
        count.excused * 100 < count.compared && count.refused * 15 < count.compared,
        "{count:?}"
    );
}

#[test]
fn the_reasons_why_it_is_not_right_hold_still() {
    for (reason, text, fits) in REASONS {
        assert!(fits(text) && bash_takes(text), "{reason}");
        assert!(matches!(difference(text), Some(Some(_))), "no longer: {reason}");
    }
    for (reason, text) in TAMED {
        assert!(tame(text) != text && bash_takes(text), "{reason}");
        assert!(matches!(difference(text), Some(Some(_))), "no longer: {reason}");
        assert_eq!(difference(&tame(text)), Some(None), "{reason}");
    }
}
