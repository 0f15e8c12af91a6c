//! BuildKit's own Go code, as a program that says what it makes of Dockerfiles. `tests/e2e/oracle.sh` builds it from Debian's packages and
//! names it in `BUILDKIT_ORACLE`.

use std::{
    io::{BufRead, BufReader, Write},
    process::{Command, Stdio},
    thread,
};

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Verdict {
    pub refused: String,
    pub nodes: Option<Vec<Node>>,
    pub image: Option<Image>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Node {
    pub keyword: String,
    pub start: usize,
    pub end: usize,
    pub flags: Option<Vec<String>>,
    pub heredocs: Option<Vec<String>>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Image {
    pub user: String,
    pub working_dir: String,
    pub stop_signal: String,
}

/// Asks the oracle about all texts, in order.
pub fn ask(oracle: &str, texts: &[String]) -> Vec<Verdict> {
    let mut child = Command::new(oracle)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the oracle starts");
    let mut input = child.stdin.take().expect("its input");
    let output = BufReader::new(child.stdout.take().expect("its output"));
    let verdicts = thread::scope(|scope| {
        scope.spawn(move || {
            for text in texts {
                let length = u32::try_from(text.len()).expect("a short text");
                input.write_all(&length.to_be_bytes()).expect("the oracle reads");
                input.write_all(text.as_bytes()).expect("the oracle reads");
            }
        });
        let verdicts = output.lines().map(|line| {
            let line = line.expect("a line");
            serde_json::from_str(&line).unwrap_or_else(|why| panic!("{why}: {line}"))
        });
        verdicts.collect::<Vec<Verdict>>()
    });
    assert!(child.wait().expect("the oracle ends").success());
    assert_eq!(verdicts.len(), texts.len());
    verdicts
}
