//! From arguments to an exit code. The only place that prints.

#![warn(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic
)]
#![expect(clippy::disallowed_methods, reason = "this is where the program prints")]

mod cli;

use std::{
    io::{self, ErrorKind, Write},
    process::ExitCode,
};

use anstream::{AutoStream, ColorChoice, stream::RawStream};
use clap::Parser as _;
use cli::{Cli, Command, Format, Projects};
use hullwright::{
    commands::{self, Audit, Check, Context, Exit, Generate, Lock, Outcome, Presets, Renew, Targets},
    compile::Locked,
    error::Error,
    io::{Disk, archive::Archives, registry::Registry, today},
    report::Paint,
    value::ImageRef,
};

#[cfg(target_env = "musl")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(said) => {
            // Help that nobody reads is no failure.
            let _ = said.print();
            return ExitCode::from(u8::try_from(said.exit_code()).unwrap_or(2));
        }
    };
    let context = Context {
        world: &Disk,
        out: paint(&io::stdout()),
        err: paint(&io::stderr()),
    };
    let outcome = run(cli.command, context);
    let code = match print(&outcome) {
        Ok(()) => outcome.code,
        // Whoever read our output has seen enough.
        Err(e) if e.kind() == ErrorKind::BrokenPipe => outcome.code,
        Err(e) => {
            let _ = writeln!(io::stderr(), "error: the output cannot be written: {e}");
            Exit::Failed
        }
    };
    ExitCode::from(code as u8)
}

fn paint(stream: &impl RawStream) -> Paint {
    match AutoStream::choice(stream) {
        ColorChoice::Never => Paint::Plain,
        _ => Paint::Coloured,
    }
}

fn print(outcome: &Outcome) -> io::Result<()> {
    // Messages are not worth failing for.
    let _ = io::stderr().write_all(outcome.stderr.as_bytes());
    let mut stdout = io::stdout().lock();
    stdout.write_all(outcome.stdout.as_bytes())?;
    stdout.flush()
}

fn run(command: Command, context: Context<'_>) -> Outcome {
    match command {
        Command::Generate {
            projects,
            stdout,
            locked,
            offline: _,
            force,
            unpinned,
        } => {
            let asked = Generate {
                targets: targets(projects),
                stdout,
                locked,
                force,
                unpinned,
            };
            commands::generate(&asked, context)
        }
        Command::Check {
            projects,
            within,
            max_age,
            output,
        } => {
            let asked = Check {
                targets: targets(projects),
                within,
                max_age,
                format: format(output.format),
            };
            commands::check(&asked, context)
        }
        Command::Audit { paths, output } => {
            let format = format(output.format);
            commands::audit(&Audit { paths, format }, context)
        }
        Command::Explain { rule } => commands::explain(rule.as_deref(), context),
        Command::Presets {
            language,
            templates,
            output,
        } => {
            let asked = Presets {
                language,
                templates,
                format: format(output.format),
            };
            commands::presets(&asked, context)
        }
        Command::Lock { projects, update, offline } => {
            let registry = match today(context.world) {
                Ok(today) => Registry::new(today),
                Err(error) => return Outcome::failed(&error, context),
            };
            let ask = |image: &ImageRef| registry.resolve(image).map(Some);
            let shipped = |image: &ImageRef| Ok(Locked::from_catalogue(image));
            let archives = Archives::default();
            let asked = Lock {
                targets: targets(projects),
                resolve: if offline { &shipped } else { &ask },
                archives: (!offline).then_some(&archives),
                renew: match update {
                    None => Renew::Nothing,
                    Some(None) => Renew::All,
                    Some(Some(name)) => Renew::Named(name),
                },
            };
            commands::lock(&asked, context)
        }
        Command::Plan { path, templates } => {
            let paths = path.into_iter().collect();
            commands::plan(&Targets { paths, templates }, context)
        }
        Command::Schema => commands::schema(),
        Command::Completions { shell } => made(Some(cli::completions(shell)), context),
        Command::Man { page } => made(cli::man(page.as_deref()), context),
    }
}

fn targets(projects: Projects) -> Targets {
    Targets {
        paths: projects.paths,
        templates: projects.templates,
    }
}

fn format(format: Format) -> commands::Format {
    match format {
        Format::Human => commands::Format::Human,
        Format::Json => commands::Format::Json,
    }
}

/// A text that clap made from the definitions of the command line.
fn made(text: Option<Vec<u8>>, context: Context<'_>) -> Outcome {
    match text {
        Some(bytes) => Outcome::data(String::from_utf8_lossy(&bytes)),
        None => {
            let error = Error::input("there is no such command").hint("`hullwright --help` lists all commands");
            Outcome::failed(&error, context)
        }
    }
}
