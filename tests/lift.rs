//! Lifting a Dockerfile loses nothing without a word: over every Dockerfile at hand, and over pieces of them, each part of each
//! instruction is a fact of app.toml, something that the compiled Dockerfile does by itself, or left to the person with a reason.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use hullwright::{
    compile::{
        Library, Memory,
        lift::{Account, Fate, Ground, language, lift},
    },
    dockerfile::{Body, Dockerfile, Instruction, shell::ListKind},
    source::{Source, Span},
};

/// Every file in the repository that is a Dockerfile, sorted.
fn dockerfiles() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in ["examples", "tests"] {
        walk(&root.join(folder), &mut found);
    }
    found.sort();
    assert!(found.len() >= 300, "only {} Dockerfiles are at hand", found.len());
    found
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder can be read") {
        let path = entry.expect("it can be read").path();
        let name = path.file_name().expect("it has a name").to_string_lossy().into_owned();
        if path.is_dir() {
            walk(&path, found);
        } else if name.contains("Dockerfile") || name.ends_with(".dockerfile") {
            found.push(path);
        }
    }
}

/// What became of a file in the language that its images tell, else in one or the other.
fn lifted(text: &str) -> (Dockerfile, Vec<Account>) {
    let library = Library::builtin();
    let common = library.common().expect("it is well-formed");
    let project = Memory::new([
        ("requirements.txt", ""),
        ("package.json", "{}"),
        ("package-lock.json", "{}"),
        ("src/main", ""),
    ]);
    let file = Dockerfile::parse(Arc::new(Source::new("Dockerfile", text)));
    let languages = library.languages();
    let told = language(&file, &library)
        .expect("presets are well-formed")
        .map(|found| found.language);
    let language = told.unwrap_or_else(|| languages[text.len() % languages.len()].to_owned());
    let preset = library.preset(&language).expect("it is well-formed").expect("it is there");
    let accounts = lift(Ground {
        file: &file,
        preset: &preset,
        common: &common,
        project: &project,
        base: None,
        framework: None,
    });
    (file, accounts)
}

/// The parts of an instruction that somebody has to speak for.
fn parts(instruction: &Instruction) -> Vec<Span> {
    let mut parts: Vec<Span> = match &instruction.body {
        Body::Env(pairs) | Body::Label(pairs) | Body::Arg(pairs) => pairs.iter().map(|p| p.span).collect(),
        Body::Copy(copy) | Body::Add(copy) => copy.sources.iter().map(|s| s.span).collect(),
        Body::Expose(ports) => ports.iter().map(|p| p.word.span).collect(),
        Body::Volume(paths) => paths.iter().map(|p| p.span).collect(),
        _ => Vec::new(),
    };
    parts.extend(instruction.flags.iter().filter(|f| f.name == "mount").map(|f| f.span));
    if let (Body::Run(_), Some(script)) = (&instruction.body, instruction.script()) {
        let outer = script
            .commands
            .iter()
            .filter(|c| script.lists.get(c.list).is_none_or(|l| l.kind == ListKind::Top));
        parts.extend(outer.map(|c| c.span));
    }
    parts.push(instruction.span);
    parts
}

/// The parts of a file that nobody speaks for.
fn unspoken(file: &Dockerfile, accounts: &[Account]) -> Vec<String> {
    let mut lost = Vec::new();
    for (at, instruction) in file.instructions.iter().enumerate() {
        for part in parts(instruction) {
            let about = |a: &&Account| {
                a.instruction == at && a.span.start < part.end.max(part.start + 1) && part.start < a.span.end.max(a.span.start + 1)
            };
            if !accounts.iter().any(|a| about(&a)) {
                lost.push(file.source.slice(part).to_owned());
            }
        }
    }
    lost
}

#[test]
fn every_part_of_every_dockerfile_is_accounted_for() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for path in dockerfiles() {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let (file, accounts) = lifted(&text);
        seen += accounts.len();
        wrong.extend(
            unspoken(&file, &accounts)
                .into_iter()
                .map(|part| format!("{}: {part}", path.display())),
        );
    }
    assert!(seen > 1000, "only {seen} parts were seen");
    assert!(wrong.is_empty(), "nobody speaks for\n{}", wrong.join("\n"));
}

#[test]
fn pieces_of_dockerfiles_are_lifted_without_a_panic_and_without_a_loss() {
    for path in dockerfiles().into_iter().step_by(13) {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let cuts: Vec<usize> = text.char_indices().map(|(at, _)| at).step_by(17 + text.len() / 8).collect();
        for cut in cuts {
            for piece in [&text[..cut], &text[cut..]] {
                let (file, accounts) = lifted(piece);
                assert_eq!(unspoken(&file, &accounts), [""; 0], "{}, cut at {cut}", path.display());
            }
        }
    }
}

#[test]
fn no_secret_leaves_a_dockerfile() {
    let text = "FROM python:3.13\nENV API_TOKEN=s3cr3t-Value-91 MODE=prod\nARG DB_PASSWORD=hunter2hunter2\nLABEL com.example.password=hunter2hunter2\n\
                RUN curl -H 'Authorization: Bearer s3cr3t-Value-91' https://example.com && ./configure\nCMD [\"app\", \"--password=hunter2hunter2\"]\n";
    let (_, accounts) = lifted(text);
    let all = format!("{accounts:?}");
    assert!(!all.contains("s3cr3t-Value-91"), "{all}");
    assert!(!all.contains("hunter2hunter2"), "{all}");
    let facts: Vec<&Account> = accounts.iter().filter(|a| matches!(a.fate, Fate::Lifted(_))).collect();
    assert!(format!("{facts:?}").contains("MODE"), "what is no secret is lifted");
}
