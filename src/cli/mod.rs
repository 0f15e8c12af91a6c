//! The command line: names, flags, help. Definitions only; clap is known here and in `main`, and nowhere else.

mod diff;

use std::path::PathBuf;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
pub use diff::{Diff, DiffFormat};

/// Compiles a small app.toml into a pinned, multi-stage, non-root Dockerfile, and keeps it true
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100, after_help = AFTER)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

const AFTER: &str = "\
Examples:
  hullwright init                    look at this project, write app.toml and the Dockerfile
  hullwright generate                write Dockerfile, .dockerignore and app.lock beside ./app.toml
  hullwright check services/         in CI: fail when a generated file drifted or something grew old
  hullwright audit Dockerfile        judge any Dockerfile
  hullwright diff Dockerfile         see its hardened version, and why
  hullwright explain root-user       why a rule is there, and what to do

Exit codes: 0 clean, 1 findings or drift, 2 the job could not be done.
Set NO_COLOR to switch colours off, CLICOLOR_FORCE=1 to force them.";

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Look at a project, ask what cannot be seen, write app.toml and the Dockerfile
    #[command(after_help = "\
Examples:
  hullwright init                    look, ask, write
  hullwright init --yes              no questions: take what was found
  hullwright init services/api --yes --base distroless --health /healthz
  hullwright init --stdout           print the app.toml, write nothing
  hullwright init --from Dockerfile  take over what an existing Dockerfile says

An app.toml is never overwritten; neither is a Dockerfile that somebody wrote, without --force.
Where the folder is no project but holds several, each of them gets an app.toml.")]
    Init(Box<Init>),
    /// Write Dockerfile, .dockerignore and app.lock from app.toml
    #[command(after_help = "\
Examples:
  hullwright generate                       the project in this folder
  hullwright generate services/a services/b several projects at once
  hullwright generate --stdout              look at the Dockerfile, write nothing
  hullwright generate --locked              in CI: app.lock must cover app.toml already

A file that was written or edited by hand is not overwritten without --force.")]
    Generate {
        #[command(flatten)]
        projects: Projects,
        /// Print the Dockerfile and write nothing
        #[arg(long)]
        stdout: bool,
        /// Fail if app.lock does not cover app.toml; never change it
        #[arg(long)]
        locked: bool,
        /// Accepted for symmetry: generate never uses the network
        #[arg(long)]
        offline: bool,
        /// Overwrite files that were written or edited by hand
        #[arg(long, conflicts_with = "stdout")]
        force: bool,
        /// Let images pass whose digest is not known; `check` will report them
        #[arg(long, conflicts_with = "locked")]
        unpinned: bool,
    },
    /// Compare the generated files with app.toml, and look for what grew old; writes nothing
    #[command(after_help = "\
Examples:
  hullwright check                   the project in this folder
  hullwright check .                 the same; a folder without app.toml is searched for projects
  hullwright check --within 180      warn half a year before support ends
  hullwright check --max-age 0       never mind how old the pins are
  hullwright check --online          ask the registries, too, whether there are newer images

Nothing but --online uses the network. Exit code 1 and a diff when a file drifted; exit code 1 for findings from --fail-on on.
The [policy] of app.toml, and that of hullwright.toml files in the folders above it, is respected.")]
    Check {
        #[command(flatten)]
        projects: Projects,
        /// Warn this many days before the support of a language or base ends
        #[arg(long, value_name = "DAYS", default_value_t = 90)]
        within: u16,
        /// Warn about pins older than this many days; 0 never does
        #[arg(long, value_name = "DAYS", default_value_t = 180)]
        max_age: u16,
        /// Ask the registries whether tags have newer digests, and whether what is locked is still there
        #[arg(long)]
        online: bool,
        #[command(flatten)]
        patience: Patience,
        #[command(flatten)]
        report: Report,
    },
    /// Judge any Dockerfile
    #[command(after_help = "\
Examples:
  hullwright audit                   every Dockerfile under this folder
  hullwright audit build/Dockerfile  one file, whatever its name
  curl … | hullwright audit -        standard input
  hullwright audit --format sarif    for code scanning
  hullwright audit --statistics      how often each rule speaks

In a folder, what git ignores is left out, and so are node_modules, target and links. A folder
without a Dockerfile is an error (exit code 2): a check with nothing to check must not stay green.

The [policy] of app.toml and hullwright.toml is respected: of those in the file's folder and in the
folders above it, up to the one with a .git. The nearer one wins; waivers add up.
In a Dockerfile, this comment ignores a finding of the next instruction:
  # hullwright: ignore[pipe-to-shell] the script is our own")]
    Audit {
        /// Files, folders, or - for standard input [default: .]
        #[arg(value_name = "FILE")]
        paths: Vec<PathBuf>,
        /// Judge what git ignores, too
        #[arg(long)]
        all: bool,
        /// Judge this stage as the one that is shipped [default: the last one]
        #[arg(long, value_name = "STAGE")]
        target: Option<String>,
        /// Only findings that are not in this file count
        #[arg(long, value_name = "FILE")]
        baseline: Option<PathBuf>,
        /// Write the findings into this file, for --baseline, and end with exit code 0
        #[arg(long, value_name = "FILE", conflicts_with = "baseline")]
        write_baseline: Option<PathBuf>,
        #[command(flatten)]
        report: Report,
    },
    /// Show a Dockerfile the way to its hardened version, as a diff with reasons
    #[command(after_help = "\
Examples:
  hullwright diff                        every Dockerfile under this folder
  hullwright diff --apply                write the safe changes
  hullwright diff --apply --review       write all of them
  hullwright diff --only root-user       one rule's changes
  curl … | hullwright diff -             standard input
  hullwright diff --format html > d.html side by side, for a browser

A safe change leaves the image as it is; one to review may not. Beside an app.toml the files are compared with what is compiled.
Exit code 1 when there is something to change.")]
    Diff(Diff),
    /// Print the page of a rule, or the list of all rules
    #[command(after_help = "\
Examples:
  hullwright explain root-user
  hullwright explain DL3002          the rules that correspond to another tool's")]
    Explain {
        /// The rule's name, or the id of another tool's rule
        rule: Option<String>,
    },
    /// List languages, versions, bases and how long they are supported
    Presets {
        /// Everything about this language
        language: Option<String>,
        /// A folder with templates and presets of your own
        #[arg(long, value_name = "DIR")]
        templates: Option<PathBuf>,
        #[command(flatten)]
        output: Output,
    },
    /// Fill app.lock with the digests of the images that app.toml needs, as their registries have them
    ///
    /// What app.lock holds already is kept; what is missing is asked for at the image's registry. Credentials come from Docker's and
    /// Podman's own files, mirrors from [registries] in app.toml or in your own configuration, proxies from HTTPS_PROXY and NO_PROXY.
    /// When something cannot be resolved, app.lock stays as it was.
    #[command(after_help = "\
Examples:
  hullwright lock                    add what is missing
  hullwright lock --update           renew every digest
  hullwright lock --update=alpine    renew those of one image
  hullwright lock --update --format json   what changed, for the pull request of a bot
  hullwright lock --offline          only from the digests that are shipped")]
    Lock {
        #[command(flatten)]
        projects: Projects,
        /// Ask anew although app.lock holds a digest: for every image, or for the one named
        // With `=` only: in `lock --update services/a` the word is a path.
        #[arg(long, value_name = "IMAGE", num_args = 0..=1, require_equals = true)]
        update: Option<Option<String>>,
        /// Ask no registry: take what is missing from the digests that are shipped
        #[arg(long)]
        offline: bool,
        #[command(flatten)]
        patience: Patience,
        #[command(flatten)]
        output: Output,
    },
    /// Print the settled plan as JSON: everything a template gets to see
    Plan {
        /// A folder with an app.toml, or the app.toml
        #[arg(value_name = "PATH")]
        path: Option<PathBuf>,
        /// A folder with templates and presets of your own
        #[arg(long, value_name = "DIR")]
        templates: Option<PathBuf>,
    },
    /// Print the JSON Schema of app.toml, hullwright.toml or the JSON report
    Schema {
        /// Which one
        #[arg(value_enum, default_value_t = Schema::App)]
        of: Schema,
    },
    /// Print a completion script for a shell
    #[command(after_help = "\
Example:
  hullwright completions bash > ~/.local/share/bash-completion/completions/hullwright")]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    #[command(after_help = "\
Examples:
  hullwright man | man -l -
  hullwright man generate > hullwright-generate.1")]
    Man {
        /// The page of this command
        #[arg(value_name = "COMMAND")]
        page: Option<String>,
    },
}

#[derive(Debug, Args)]
pub struct Init {
    /// The project's folder [default: .]
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// Take over what this Dockerfile says; the project is its folder unless DIR is named
    #[arg(long, value_name = "DOCKERFILE")]
    pub from: Option<PathBuf>,
    /// Ask nothing: take what was found
    #[arg(long, short)]
    pub yes: bool,
    /// Print app.toml and write nothing; asks nothing
    #[arg(long)]
    pub stdout: bool,
    /// Overwrite a Dockerfile that was written or edited by hand
    #[arg(long)]
    pub force: bool,
    /// The app's name
    #[arg(long)]
    pub name: Option<String>,
    /// The language; `hullwright presets` lists them
    #[arg(long)]
    pub language: Option<String>,
    /// The language's version, such as 3.13
    #[arg(long = "language-version", value_name = "VERSION")]
    pub version: Option<String>,
    /// The framework
    #[arg(long)]
    pub framework: Option<String>,
    /// The package manager
    #[arg(long)]
    pub manager: Option<String>,
    /// What it runs on; `hullwright presets LANGUAGE` lists the variants
    #[arg(long)]
    pub base: Option<String>,
    /// How it starts: "server --port 8080", or a JSON array of words
    #[arg(long, value_name = "WORDS")]
    pub command: Option<String>,
    /// A program that the build makes and the image holds; may be given again
    #[arg(long = "program", value_name = "NAME")]
    pub programs: Vec<String>,
    /// A file or folder that goes into the image; may be given again
    #[arg(long = "file", value_name = "PATH")]
    pub files: Vec<String>,
    /// A port that it listens on; may be given again
    #[arg(long = "port", value_name = "PORT", value_parser = clap::value_parser!(u16).range(1024..))]
    pub ports: Vec<u16>,
    /// The path that answers for its health
    #[arg(long, value_name = "PATH", conflicts_with = "no_health")]
    pub health: Option<String>,
    /// No health check
    #[arg(long)]
    pub no_health: bool,
    /// A folder that it writes to; may be given again
    #[arg(long, value_name = "DIR")]
    pub writable: Vec<String>,
    /// Fit for any uid of group 0
    #[arg(long)]
    pub openshift: bool,
}

#[derive(Debug, Args)]
pub struct Projects {
    /// Folders with an app.toml (or with projects somewhere below), or app.toml files [default: .]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// A folder with templates and presets of your own; goes before [template] of app.toml
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Patience {
    /// How long a registry may take for one answer
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..))]
    pub timeout: u16,
    /// How often a registry is asked again when it is busy or cuts the connection
    #[arg(long, value_name = "TIMES", default_value_t = 3, value_parser = clap::value_parser!(u8).range(..=10))]
    pub retries: u8,
}

#[derive(Debug, Args)]
pub struct Output {
    /// How the result is written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Format {
    /// For people
    Human,
    /// For programs
    Json,
}

#[derive(Debug, Args)]
pub struct Report {
    /// How the result is written
    #[arg(long, value_enum, default_value_t = ReportFormat::Human)]
    pub format: ReportFormat,
    /// Count findings by rule instead of showing them
    #[arg(long)]
    pub statistics: bool,
    /// Findings of this severity and above end with exit code 1
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Warning)]
    pub fail_on: FailOn,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum ReportFormat {
    /// For people
    Human,
    /// For programs; `hullwright schema report` describes it
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of a GitHub workflow
    Github,
    /// GitLab's Code Quality report
    Gitlab,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum FailOn {
    /// Errors
    Error,
    /// Errors and warnings
    Warning,
    /// All findings
    Info,
    /// No finding
    Never,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Schema {
    /// app.toml
    App,
    /// hullwright.toml
    Policy,
    /// What --format json writes
    Report,
}

/// The completion script of a shell.
pub fn completions(shell: clap_complete::Shell) -> Vec<u8> {
    let mut out = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "hullwright", &mut out);
    out
}

/// The manual page of the program or of one of its commands; none when there is no such command.
pub fn man(page: Option<&str>) -> Option<Vec<u8>> {
    let mut program = Cli::command();
    program.build();
    let command = match page {
        None => program,
        Some(name) => program.find_subcommand(name)?.clone(),
    };
    let mut out = Vec::new();
    clap_mangen::Man::new(command).render(&mut out).ok()?;
    Some(out)
}
