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

mod bar;
mod cli;

use std::{
    io::{self, ErrorKind, IsTerminal as _, Write},
    process::ExitCode,
};

use anstream::{AutoStream, ColorChoice, stream::RawStream};
use bar::Bar;
use clap::Parser as _;
use cli::{Cli, Command, Format, Patience, Projects, Report, ReportFormat};
use hullwright::{
    commands::{
        self, Audit, Check, Context, Diff, DiffFormat, Exit, FailOn, Generate, Init, Lock, Network, Outcome, Output, Presets, Renew,
        Schema, Targets,
    },
    compile::survey::Answers,
    error::Error,
    finding::Severity,
    io::Disk,
    report::Paint,
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
    let bar = Bar::new();
    let context = Context {
        world: &Disk,
        tell: &|step| bar.step(step),
        out: paint(&io::stdout()),
        err: paint(&io::stderr()),
    };
    let outcome = run(cli.command, context);
    bar.clear();
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
    let mut stdout = io::stdout().lock();
    let written = stdout.write_all(outcome.stdout.as_bytes()).and_then(|()| stdout.flush());
    // Below the data on a terminal, and told also when nobody reads those. Messages are not worth failing for.
    let _ = io::stderr().write_all(outcome.stderr.as_bytes());
    written
}

fn run(command: Command, context: Context<'_>) -> Outcome {
    match command {
        Command::Init(init) => commands::init(&asked(*init), context),
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
            online,
            patience,
            report,
        } => {
            let asked = Check {
                targets: targets(projects),
                within,
                max_age,
                network: online.then(|| network(&patience)),
                output: output(report),
            };
            commands::check(&asked, context)
        }
        Command::Audit {
            paths,
            all,
            target,
            baseline,
            write_baseline,
            report,
        } => {
            let asked = Audit {
                paths,
                all,
                target,
                baseline,
                write_baseline,
                output: output(report),
            };
            commands::audit(&asked, context)
        }
        Command::Diff(said) => {
            let asked = Diff {
                paths: said.paths,
                apply: said.apply,
                review: said.review,
                only: said.only,
                compiled: said.compiled,
                network: said.online.then(|| network(&said.patience)),
                templates: said.templates,
                format: match said.format {
                    cli::DiffFormat::Human => DiffFormat::Human,
                    cli::DiffFormat::Json => DiffFormat::Json,
                    cli::DiffFormat::Markdown => DiffFormat::Markdown,
                    cli::DiffFormat::Html => DiffFormat::Html,
                },
            };
            commands::diff(&asked, context)
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
        Command::Lock {
            projects,
            update,
            offline,
            patience,
            output,
        } => {
            let asked = Lock {
                targets: targets(projects),
                network: (!offline).then(|| network(&patience)),
                renew: match update {
                    None => Renew::Nothing,
                    Some(None) => Renew::All,
                    Some(Some(name)) => Renew::Named(name),
                },
                format: format(output.format),
            };
            commands::lock(&asked, context)
        }
        Command::Plan { path, templates } => {
            let paths = path.into_iter().collect();
            commands::plan(&Targets { paths, templates }, context)
        }
        Command::Schema { of } => {
            let which = match of {
                cli::Schema::App => Schema::App,
                cli::Schema::Policy => Schema::Policy,
                cli::Schema::Report => Schema::Report,
            };
            commands::schema(which, context)
        }
        Command::Completions { shell } => made(Some(cli::completions(shell)), context),
        Command::Man { page } => made(cli::man(page.as_deref()), context),
    }
}

/// Questions can be asked where they can be read and answered.
fn asked(init: cli::Init) -> Init {
    Init {
        member: false,
        folder: init.folder,
        from: init.from,
        yes: init.yes,
        terminal: io::stdin().is_terminal() && io::stderr().is_terminal(),
        stdout: init.stdout,
        force: init.force,
        language: init.language,
        command: init.command,
        answers: Answers {
            name: init.name,
            version: init.version,
            framework: init.framework,
            manager: init.manager,
            base: init.base,
            command: None,
            programs: init.programs,
            files: init.files,
            ports: init.ports,
            health: init.no_health.then(String::new).or(init.health),
            writable: init.writable,
            openshift: init.openshift,
            ..Answers::default()
        },
    }
}

fn targets(projects: Projects) -> Targets {
    Targets {
        paths: projects.paths,
        templates: projects.templates,
    }
}

fn network(patience: &Patience) -> Network {
    Network {
        timeout: patience.timeout,
        retries: patience.retries,
    }
}

fn format(format: Format) -> commands::Format {
    match format {
        Format::Human => commands::Format::Human,
        Format::Json => commands::Format::Json,
    }
}

fn output(report: Report) -> Output {
    Output {
        format: match report.format {
            ReportFormat::Human => commands::Format::Human,
            ReportFormat::Json => commands::Format::Json,
            ReportFormat::Sarif => commands::Format::Sarif,
            ReportFormat::Github => commands::Format::Github,
            ReportFormat::Gitlab => commands::Format::Gitlab,
        },
        statistics: report.statistics,
        fail_on: match report.fail_on {
            cli::FailOn::Error => FailOn::From(Severity::Error),
            cli::FailOn::Warning => FailOn::From(Severity::Warning),
            cli::FailOn::Info => FailOn::From(Severity::Info),
            cli::FailOn::Never => FailOn::Never,
        },
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
