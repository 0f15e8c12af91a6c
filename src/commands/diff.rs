//! `diff`: an existing Dockerfile beside its hardened version, with reasons; or beside what app.toml compiles to.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    Context, Exit, Outcome, audit::dockerfiles, compiled, each::each, judgement::Judgement, policies::Policies,
};
use crate::{
    audit::{
        self, Pins, Policy,
        harden::{Applied, Hardened, harden},
    },
    compile::catalogue,
    diff::visible,
    dockerfile::Dockerfile,
    error::{Error, Result},
    io::{Part, mend, path_text},
    report::{
        human,
        proposal::{self, Left, Proposal, Reason},
    },
    source::{Source, Span},
    value::{nearest, shown},
};

/// What `diff` is asked for.
#[derive(Clone, Debug, Default)]
pub struct Diff {
    /// Files, folders, and `-` for standard input.
    pub paths: Vec<PathBuf>,
    /// Whether safe changes are written.
    pub apply: bool,
    /// Whether changes to review are written, too.
    pub review: bool,
    /// The rules whose changes are wanted; none means all.
    pub only: Vec<String>,
    /// Whether it is compared with what app.toml compiles to, or with what it would be lifted to.
    pub compiled: bool,
    /// A folder of templates for what app.toml compiles to.
    pub templates: Option<PathBuf>,
    /// How the result is written.
    pub format: DiffFormat,
}

/// How proposals are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DiffFormat {
    /// For people.
    #[default]
    Human,
    /// For programs: see `report::proposal::json`.
    Json,
    /// For a comment on a pull request.
    Markdown,
    /// For a browser.
    Html,
}

/// What became of one file.
struct Seen {
    proposal: Proposal,
    /// A line on what was written, if something was.
    written: Option<String>,
    /// Whether something is still to be changed.
    open: bool,
}

/// A file and the policy that holds for it.
struct Task {
    path: PathBuf,
    policy: Policy,
}

/// Runs it.
pub fn diff(asked: &Diff, context: Context<'_>) -> Outcome {
    if let Err(error) = known(&asked.only) {
        return Outcome::failed(&error, context);
    }
    let mut all = Judgement::default();
    let files = dockerfiles(&asked.paths, false, context, &mut all);
    let mut policies = Policies::new(context.world);
    let pins = pins();
    let mut task = |path: PathBuf| {
        let mut policy = (*policies.of(path.parent().unwrap_or(Path::new("")))).clone();
        policy.pins = pins.clone();
        Task { path, policy }
    };
    let tasks: Vec<Task> = files.into_iter().map(&mut task).collect();
    all.errors.append(&mut policies.errors);
    let mut seen = Vec::new();
    for result in each(&tasks, context.world.threads(), |task| one(asked, context, task)) {
        match result {
            Ok(one) => seen.push(one),
            Err(error) => all.errors.push(error),
        }
    }
    outcome(asked, seen, &all.errors, context)
}

/// Refuses a rule that is none.
fn known(only: &[String]) -> Result<()> {
    let Some(unknown) = only.iter().find(|name| audit::rule(name).is_none()) else {
        return Ok(());
    };
    let error = Error::input(format!("there is no rule `{}`", shown(unknown)));
    Err(match nearest(unknown, audit::RULES.iter().map(|rule| rule.name)) {
        Some(near) => error.hint(format!("did you mean `{near}`?")),
        None => error.hint("`hullwright explain` lists all rules"),
    })
}

/// The digests that are shipped.
fn pins() -> Pins {
    catalogue::entries().map(|entry| (entry.image, entry.digest)).collect()
}

fn one(asked: &Diff, context: Context<'_>, task: &Task) -> Result<Seen> {
    let world = context.world;
    let Task { path, policy } = task;
    let stdin = path == Path::new("-");
    let ours = || Ok(path.file_name().is_some_and(|name| name == Part::Dockerfile.name()) && compiled::folder(world, path)?.is_some());
    if asked.compiled || !stdin && ours()? {
        return against_compiled(asked, path, context);
    }
    let source = if stdin {
        Source::new("<stdin>", world.stdin()?)
    } else {
        Source::new(path_text(path), world.read(path)?)
    };
    if stdin && asked.apply {
        return Err(Error::input("--apply cannot write to standard input").hint("name the file, or take `text` of --format json"));
    }
    let source = Arc::new(source);
    let hardened = harden(Dockerfile::parse(Arc::clone(&source)), policy, &asked.only);
    let proposal = proposal(&source, &hardened, &asked.only);
    let wanted = if asked.review { &hardened.all } else { &hardened.safe };
    if !asked.apply {
        return Ok(Seen {
            open: !proposal.is_empty(),
            proposal,
            written: None,
        });
    }
    let name = source.name();
    let written = if wanted.text() == source.text() {
        format!("{name}: unchanged")
    } else {
        mend(world, path, source.text(), wanted)?;
        format!("{name}: written")
    };
    let open = wanted.text() != hardened.all.text();
    Ok(Seen {
        proposal,
        written: Some(written),
        open,
    })
}

/// The file beside what app.toml makes of it, or what it would be lifted to.
fn against_compiled(asked: &Diff, path: &Path, context: Context<'_>) -> Result<Seen> {
    if asked.apply {
        let error = Error::input(format!("{} is made from app.toml", path_text(path)));
        return Err(error.hint("change app.toml, and run `hullwright generate`"));
    }
    let proposal = compiled::against(path, asked.templates.as_deref(), shown_text, context)?;
    Ok(Seen {
        open: !proposal.is_empty(),
        proposal,
        written: None,
    })
}

fn proposal(source: &Source, hardened: &Hardened, only: &[String]) -> Proposal {
    let line = |span: &Span| source.location(span.start).line;
    let file = Dockerfile::parse(Arc::new(source.clone()));
    let hide = |message: &str| audit::without_secrets(&file, message);
    let reason = |applied: &Applied| {
        let finding = &applied.finding;
        let lines: Vec<usize> = applied.places.iter().map(line).collect();
        let reason = Reason {
            rule: finding.rule.clone(),
            safety: applied.fix.safety,
            message: hide(&finding.message),
            title: applied.fix.title.clone(),
            reference: audit::rule(&finding.rule).map(audit::Rule::reference).unwrap_or_default(),
            lines: std::iter::once(line(&applied.seen)).collect(),
        };
        (reason, lines)
    };
    let wanted = |rule: &String| only.is_empty() || only.contains(rule);
    let left = hardened
        .left
        .iter()
        .filter(|(finding, _)| wanted(&finding.rule))
        .map(|(finding, span)| Left {
            rule: finding.rule.clone(),
            severity: finding.severity,
            message: hide(&finding.message),
            line: line(span),
        });
    let (old, new) = (shown_text(source), shown_text(&Source::new(source.name(), hardened.all.text())));
    let mut proposal = Proposal::new(
        source.name(),
        &old,
        &new,
        hardened.applied.iter().map(reason).collect(),
        left.collect(),
    );
    if new != hardened.all.text() {
        proposal.text = None;
    }
    proposal
}

/// A text as it may be shown: with its secrets masked.
fn shown_text(source: &Source) -> String {
    let file = Dockerfile::parse(Arc::new(source.clone()));
    audit::masked(&file).unwrap_or_else(|| source.text().to_owned())
}

fn outcome(asked: &Diff, seen: Vec<Seen>, errors: &[Error], context: Context<'_>) -> Outcome {
    let open = seen.iter().any(|one| one.open);
    let written: Vec<String> = seen.iter().filter_map(|one| one.written.clone()).collect();
    let judged = seen.len();
    let proposals: Vec<Proposal> = seen.into_iter().map(|one| one.proposal).collect();
    let mut stderr = String::new();
    for error in errors {
        stderr.push_str(&human::error(error, context.err));
    }
    for line in &written {
        stderr.push_str(&format!("{}\n", visible(line)));
    }
    if judged > 0 && !asked.apply {
        stderr.push_str(&summary(&proposals));
    }
    let stdout = match asked.format {
        DiffFormat::Human if asked.apply => String::new(),
        DiffFormat::Human => proposal::human::proposals(&proposals, context.out),
        DiffFormat::Json => proposal::json::proposals(&proposals),
        DiffFormat::Markdown => proposal::markdown::proposals(&proposals),
        DiffFormat::Html => proposal::html::proposals(&proposals),
    };
    let gap = if asked.format == DiffFormat::Human && !stdout.is_empty() {
        "\n"
    } else {
        ""
    };
    Outcome {
        stdout,
        stderr: format!("{gap}{stderr}"),
        code: match (errors.is_empty(), open) {
            (false, _) => Exit::Failed,
            (true, true) => Exit::Findings,
            (true, false) => Exit::Clean,
        },
    }
}

/// How much there is to do, and how to have it done.
fn summary(proposals: &[Proposal]) -> String {
    let safe: usize = proposals.iter().map(|p| p.safe).sum();
    let review: usize = proposals.iter().map(|p| p.review).sum();
    let left: usize = proposals.iter().map(|p| p.left.len()).sum();
    let mut out = String::new();
    if safe + review > 0 {
        out.push_str(&format!("{safe} safe, {review} to review, {left} left for you\n"));
        out.push_str("`--apply` writes the safe ones, `--apply --review` all; `hullwright explain RULE` says more\n");
    } else if proposals.iter().all(Proposal::is_empty) {
        out.push_str(&format!("nothing to change, {left} left for you\n"));
    }
    out
}
