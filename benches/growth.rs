//! Whether time grows as the text does: shapes of text that invite reading it again and again, each at a size, twice and four times that.
//!
//! `cargo bench --bench growth`. `HULLWRIGHT` names another program to measure, `GROWTH_BYTES` the first size. What more than doubles with the text
//! by some margin is marked; so is what a busy machine disturbed, so look twice.

use std::{
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

/// More than this times as long for twice the text is worth a look.
const SUSPECT: f64 = 2.4;

/// What stands before a shape, what is repeated, with `{i}` for the number and `{j}` for the one before, and what stands behind.
type Shape = (&'static str, &'static str, &'static str, &'static str);

const SHAPES: [Shape; 36] = [
    (
        "one RUN of many commands",
        "FROM debian:12\nRUN ",
        "echo \"a $(b) c\" && \\\n  ",
        "true\n",
    ),
    ("pipes into a shell", "FROM debian:12\nRUN ", "curl x | sh && ", "true\n"),
    ("one pipe", "FROM debian:12\nRUN ", "a | ", "true\n"),
    ("cd in one RUN", "FROM debian:12\nRUN ", "cd a && ", "true\n"),
    (
        "updates in one RUN",
        "FROM debian:12\nRUN ",
        "apt-get update && apt-get install -y curl && ",
        "true\n",
    ),
    ("scripts in words", "FROM debian:12\nRUN ", "sh -c 'a && b'; ", "true\n"),
    (
        "downloads in one RUN",
        "FROM debian:12\nRUN ",
        "curl -o a{i} http://e.org/a{i} && tar xf a{i} && ",
        "true\n",
    ),
    ("RUNs", "FROM debian:12\n", "RUN apt-get install -y curl\n", ""),
    ("cd RUNs", "FROM debian:12\n", "RUN cd a\n", ""),
    ("stages", "", "FROM a AS s{i}\n", ""),
    (
        "stages on each other",
        "FROM a AS s0\n",
        "FROM s{j} AS s{i}\nENV A=b\nRUN c\nUSER x\n",
        "",
    ),
    ("stages that copy", "FROM a AS s0\n", "FROM a AS s{i}\nCOPY --from=s{j} /a /b\n", ""),
    ("stages of one name", "", "FROM a AS s\n", ""),
    ("COPY", "FROM debian:12\n", "COPY a{i} /b{i}\n", ""),
    ("ADD", "FROM debian:12\n", "ADD http://e.org/{i} /b{i}\n", ""),
    ("HEALTHCHECK", "FROM debian:12\n", "HEALTHCHECK CMD curl -f http://x\n", ""),
    ("CMD", "FROM debian:12\n", "CMD a b\n", ""),
    ("USER", "FROM debian:12\n", "USER u{i}\n", ""),
    ("EXPOSE on one line", "FROM debian:12\nEXPOSE ", "80 ", "\n"),
    ("ARG on each other", "FROM debian:12\nARG A0=x\n", "ARG A{i}=$A{j}\n", ""),
    ("ENV on one line", "FROM debian:12\nENV ", "A{i}=$A{j} ", "B=c\n"),
    ("secrets on one line", "FROM debian:12\nENV ", "PASSWORD{i}=hunterx{i} ", "B=c\n"),
    ("ENV that grows", "FROM debian:12\nENV A=x\n", "ENV A=$A:y\n", ""),
    ("secrets", "FROM debian:12\n", "ARG TOKEN{i}\nRUN echo $TOKEN{i}\n", ""),
    (
        "settings against TLS",
        "FROM debian:12\nENV ",
        "NODE_TLS_REJECT_UNAUTHORIZED=0 ",
        "B=c\n",
    ),
    ("brackets that stay open", "FROM debian:12\nRUN a ", "$(", "b\n"),
    ("brackets in brackets", "FROM debian:12\nRUN a ", "$(a $(b $(c $(d $(e))))) ", "b\n"),
    ("here-documents", "FROM debian:12\n", "RUN <<E\na\nE\n", ""),
    (
        "here-documents inside one",
        "FROM debian:12\nRUN <<EOF\n",
        "cat <<X\na $(b)\nX\n",
        "EOF\n",
    ),
    ("comments", "FROM debian:12\n", "# hi\n", "RUN a\n"),
    (
        "comments that ignore",
        "FROM debian:12\n",
        "# hullwright ignore=latest-tag\nRUN cd a\n",
        "",
    ),
    ("quotes", "FROM debian:12\nRUN a ", "\"", "\n"),
    ("one package", "FROM debian:12\nRUN apt-get install -y ", "curl ", "\n"),
    ("packages", "FROM debian:12\nRUN pip install ", "p{i} ", "\n"),
    ("lines that are wrong", "FROM debian:12\n", "X{i} a\nRUN cd a\n", ""),
    ("compounds", "FROM debian:12\nRUN ", "if a; then b; fi; ", "true\n"),
];

fn main() {
    let own = env::var_os("HULLWRIGHT").map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_hullwright")), PathBuf::from);
    let first = env::var("GROWTH_BYTES").map_or(500_000, |bytes| bytes.parse().expect("a number of bytes"));
    let path = env::temp_dir().join(format!("hullwright-growth-{}.Dockerfile", std::process::id()));
    println!("ms for {first} bytes, and how many times as long twice and four times that take\n");
    println!(
        "{:<26} {:>9} {:>6} {:>6} {:>11} {:>6} {:>6}",
        "", "audit", "x 2", "x 4", "diff", "x 2", "x 4"
    );
    for shape in SHAPES {
        let mut row = format!("{:<26}", shape.0);
        let mut mark = "";
        for command in ["audit", "diff"] {
            let times = [1, 2, 4].map(|factor| {
                fs::write(&path, text(shape, first * factor)).expect("a file");
                best(&own, command, &path)
            });
            let ratio = |one: usize, other: usize| times[one].as_secs_f64() / times[other].as_secs_f64();
            let (two, four) = (ratio(1, 0), ratio(2, 1));
            if four > SUSPECT {
                mark = "  !";
            }
            let _ = write!(row, " {:>9.0} {two:>6.2} {four:>6.2}  ", times[0].as_secs_f64() * 1000.0);
        }
        println!("{row}{mark}");
    }
    fs::remove_file(path).expect("the file of the bench");
}

/// A shape of about so many bytes.
fn text((_, start, unit, end): Shape, bytes: usize) -> String {
    let mut text = start.to_owned();
    let mut number = 1;
    while text.len() < bytes {
        let before = (number - 1).to_string();
        text.push_str(&unit.replace("{i}", &number.to_string()).replace("{j}", &before));
        number += 1;
    }
    text.push_str(end);
    text
}

/// The better of two runs.
fn best(program: &Path, command: &str, path: &Path) -> Duration {
    let once = || {
        let start = Instant::now();
        let mut run = Command::new(program);
        run.args([command, "--format", "json"]).arg(path);
        let status = run.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
        let took = start.elapsed();
        assert!(
            status.as_ref().is_ok_and(|s| matches!(s.code(), Some(0 | 1))),
            "{command}: {status:?}"
        );
        took
    };
    once().min(once())
}
