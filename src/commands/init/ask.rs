//! The questions. The only place that talks to a terminal; nothing is asked that was seen already.

use inquire::{Confirm, InquireError, MultiSelect, Select, Text, validator::Validation};

use super::project::typed_command;
use crate::{
    compile::{
        Library, Preset,
        survey::{Answers, Candidate},
    },
    error::Error,
    value::{AbsPath, Name, shown},
};

/// Why a conversation ended before the end.
pub enum Stop {
    /// The person left. Nothing was written.
    Left,
    /// The job cannot be done.
    Failed(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl From<InquireError> for Stop {
    fn from(error: InquireError) -> Self {
        match error {
            InquireError::OperationCanceled | InquireError::OperationInterrupted => Self::Left,
            other => Self::Failed(
                Error::environment(format!("the terminal cannot be asked: {other}")).hint("give the answers as flags, and add --yes"),
            ),
        }
    }
}

/// What a person wants next.
pub enum Next {
    /// It is right: write it.
    Write,
    /// Show the Dockerfile.
    Dockerfile,
    /// Show the app.toml.
    Manifest,
    /// Change something.
    Change(What),
    /// Write nothing.
    Leave,
}

/// What can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The name.
    Name,
    /// The version.
    Version,
    /// The base image.
    Base,
    /// The start command.
    Command,
    /// The port.
    Port,
    /// The probe.
    Health,
    /// Folders that it writes to.
    Writable,
    /// Any uid of group 0.
    OpenShift,
}

/// Says something in the middle of a conversation.
#[expect(clippy::print_stderr, reason = "a conversation cannot wait for its end")]
pub fn say(text: &str) {
    eprintln!("{text}");
}

/// Which language starts the app.
pub fn language(candidates: &[Candidate], library: &Library) -> Result<Candidate, Stop> {
    let mut all = candidates.to_vec();
    if all.is_empty() {
        for name in library.languages() {
            let title = library.preset(name)?.map_or_else(|| name.to_owned(), |p| p.title);
            all.push(Candidate {
                language: name.to_owned(),
                title,
                seen: crate::compile::survey::Seen::file("your choice"),
                certain: true,
                serves: false,
                leads: false,
            });
        }
    }
    let lines = all.iter().map(|c| format!("{}  ({})", c.title, c.seen)).collect();
    let chosen = Select::new("What is the app that runs written in?", lines)
        .with_help_message("the files in brackets speak for it; Esc leaves, and nothing is written")
        .raw_prompt()?;
    Ok(all.swap_remove(chosen.index))
}

/// Which services of a monorepo get an app.toml.
pub fn services(lines: &[String]) -> Result<Vec<usize>, Stop> {
    let all: Vec<usize> = (0..lines.len()).collect();
    let chosen = MultiSelect::new(
        "This is no project itself, but there are services below it. Which ones?",
        lines.to_vec(),
    )
    .with_default(&all)
    .with_help_message("space takes or leaves one, Enter goes on; each gets its own app.toml and Dockerfile")
    .raw_prompt()?;
    Ok(chosen.into_iter().map(|c| c.index).collect())
}

/// Which app of a workspace the image is for: its place in the list.
pub fn app(lines: Vec<String>) -> Result<usize, Stop> {
    let chosen = Select::new("This is a workspace. Which of its apps is the image for?", lines)
        .with_help_message("an image starts one app; Esc leaves, and nothing is written")
        .raw_prompt()?;
    Ok(chosen.index)
}

/// Which of the programs ship.
pub fn programs(names: &[&str]) -> Result<Vec<String>, Stop> {
    let chosen = MultiSelect::new("Which programs does the image hold?", names.to_vec())
        .with_help_message("the first one is what the image starts; space takes one, Enter goes on")
        .with_validator(|chosen: &[inquire::list_option::ListOption<&&str>]| {
            Ok(match chosen {
                [] => Validation::Invalid("take at least one".into()),
                _ => Validation::Valid,
            })
        })
        .prompt()?;
    Ok(chosen.into_iter().map(str::to_owned).collect())
}

/// Asks for what the compiler could not settle. Leaves the answers as they are when it is nothing that can be asked.
pub fn open(error: &Error, preset: &Preset, answers: &mut Answers) -> Result<(), Stop> {
    let is_open = |rule: &str| error.findings.iter().any(|f| f.rule == rule);
    if is_open("unknown-version") {
        change(What::Version, "", preset, answers)?;
    } else if is_open("no-command") {
        say("How the app starts could not be seen in the project.");
        change(What::Command, "", preset, answers)?;
    } else if is_open("no-artifacts") {
        say("Which files the app needs when it runs could not be seen in the project.");
        let files = Text::new("Files and folders that the image holds:")
            .with_help_message("parted by blanks, relative to the project; nothing else reaches the image")
            .prompt()?;
        answers.files = files.split_whitespace().map(str::to_owned).collect();
    }
    Ok(())
}

/// What next?
pub fn next(ready: bool) -> Result<Next, Stop> {
    let mut menu = vec![];
    if ready {
        menu.push(("Write app.toml and generate the Dockerfile", Next::Write));
        menu.push(("Show the Dockerfile", Next::Dockerfile));
    }
    menu.push(("Show app.toml", Next::Manifest));
    for (line, what) in CHANGES {
        menu.push((line, Next::Change(what)));
    }
    menu.push(("Leave; write nothing", Next::Leave));
    let lines = menu.iter().map(|(line, _)| *line).collect();
    let chosen = Select::new("What next?", lines)
        .with_page_size(12)
        .with_help_message("↑↓ to move, Enter to choose, Esc to leave")
        .raw_prompt()?;
    Ok(menu.swap_remove(chosen.index).1)
}

const CHANGES: [(&str, What); 8] = [
    ("Change the base image: how much of an operating system is in it", What::Base),
    ("Change the start command", What::Command),
    ("Change the port", What::Port),
    ("Change the health check", What::Health),
    ("Let it write to a folder", What::Writable),
    ("Change the language's version", What::Version),
    ("Change the name", What::Name),
    ("Make it fit for OpenShift, or not", What::OpenShift),
];

/// Asks for one thing. Esc goes back without a change.
pub fn change(what: What, now: &str, preset: &Preset, answers: &mut Answers) -> Result<(), Stop> {
    let back = "Esc goes back";
    let changed = match what {
        What::Name => checked("Name of the app:", now, back, |t| {
            Name::new(t).map(|_| ()).map_err(|e| e.to_string())
        })
        .map(|name| answers.name = Some(name)),
        What::Version => {
            let versions: Vec<String> = preset.versions.iter().map(|v| v.cycle.clone()).collect();
            Select::new(&format!("Version of {}:", preset.title), versions)
                .with_help_message("`hullwright presets` says how long each is supported; Esc goes back")
                .prompt()
                .map(|version| answers.version = Some(version))
        }
        What::Base => {
            let lines = preset.bases.iter().map(|b| format!("{}: {}", b.name, b.about)).collect();
            Select::new("What the app runs on:", lines)
                .with_help_message("the less there is, the less there is to attack and to patch; Esc goes back")
                .raw_prompt()
                .map(|chosen| answers.base = Some(preset.bases[chosen.index].name.clone()))
        }
        What::Command => checked(
            "Start command:",
            now,
            "program and arguments, without a shell; Esc goes back",
            |t| typed_command(t).map(|_| ()),
        )
        .map(|text| answers.command = typed_command(&text).ok()),
        What::Port => checked("Port that it listens on:", now, "1024 to 65535; Esc goes back", |t| {
            match t.parse::<u16>() {
                Ok(port) if port >= 1024 => Ok(()),
                _ => Err("a number from 1024 to 65535: lower ones are for root".to_owned()),
            }
        })
        .map(|text| answers.ports = text.parse().into_iter().collect()),
        What::Health => checked(
            "Path that answers for its health:",
            now,
            "such as /healthz; empty for no health check; Esc goes back",
            |t| match t {
                "" => Ok(()),
                t if t.starts_with('/') && !t.contains(char::is_whitespace) => Ok(()),
                t => Err(format!("`{}` is no path: begin with /", shown(t))),
            },
        )
        .map(|path| answers.health = Some(path)),
        What::Writable => checked(
            "Folder that it writes to:",
            now,
            "such as /app/data: it becomes a volume, all else stays read-only; Esc goes back",
            |t| AbsPath::new(t).map(|_| ()).map_err(|e| e.to_string()),
        )
        .map(|path| {
            if !answers.writable.contains(&path) {
                answers.writable.push(path);
            }
        }),
        What::OpenShift => Confirm::new("Will it run on OpenShift, as any uid of group 0?")
            .with_default(answers.openshift)
            .with_help_message(back)
            .prompt()
            .map(|yes| answers.openshift = yes),
    };
    match changed {
        Ok(()) | Err(InquireError::OperationCanceled) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// A text that is right before it is taken.
fn checked(
    question: &str,
    now: &str,
    help: &str,
    check: impl Fn(&str) -> Result<(), String> + Clone + 'static,
) -> Result<String, InquireError> {
    Text::new(question)
        .with_initial_value(now)
        .with_help_message(help)
        .with_validator(move |text: &str| {
            Ok(match check(text.trim()) {
                Ok(()) => Validation::Valid,
                Err(why) => Validation::Invalid(why.into()),
            })
        })
        .prompt()
        .map(|text| text.trim().to_owned())
}
