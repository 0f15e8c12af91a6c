//! `diff`: an existing Dockerfile beside its hardened version, with reasons; or beside what app.toml compiles to.

use std::{
    borrow::Cow,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    Context, Exit, Outcome, Targets, audit::dockerfiles, drift::drifts, each::each, judgement::Judgement, policies::Policies, site::Site,
};
use crate::{
    audit::{
        self, Pins, Policy, Secrets,
        harden::{Applied, Hardened, harden},
    },
    compile::{Pinning, catalogue},
    diff::visible,
    dockerfile::Dockerfile,
    error::{Error, Result},
    io::{Part, World, mend, path_text},
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
    let mut task = |path: PathBuf| {
        let mut policy = (*policies.of(path.parent().unwrap_or(Path::new("")))).clone();
        policy.pins = Pins::of(catalogue::tags);
        Task { path, policy }
    };
    let tasks: Vec<Task> = files.into_iter().map(&mut task).collect();
    all.errors.append(&mut policies.errors);
    let mut seen = Vec::new();
    for result in each(&tasks, context.world.threads(), |task| one(asked, context.world, task)) {
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

fn one(asked: &Diff, world: &dyn World, task: &Task) -> Result<Seen> {
    let Task { path, policy } = task;
    let stdin = path == Path::new("-");
    if !stdin && let Some(folder) = compiled(world, path)? {
        return against_compiled(asked, world, &folder);
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

/// The folder of a Dockerfile that an app.toml beside it makes. Other tools use that name too.
fn compiled(world: &dyn World, path: &Path) -> Result<Option<PathBuf>> {
    if path.file_name().is_none_or(|name| name != Part::Dockerfile.name()) {
        return Ok(None);
    }
    let folder = path.parent().filter(|p| *p != Path::new("")).unwrap_or(Path::new("."));
    let manifest = folder.join("app.toml");
    let ours = world.kind(&manifest)?.is_some() && world.read(&manifest)?.lines().any(|line| line.trim() == "[app]");
    Ok(ours.then(|| folder.to_owned()))
}

/// The files beside an app.toml, compared with what it compiles to.
fn against_compiled(asked: &Diff, world: &dyn World, folder: &Path) -> Result<Seen> {
    if asked.apply {
        let error = Error::input(format!("{} is made from app.toml", path_text(&folder.join("Dockerfile"))));
        return Err(error.hint("change app.toml, and run `hullwright generate`"));
    }
    let targets = Targets {
        templates: asked.templates.clone(),
        ..Targets::default()
    };
    let site = Site::open(world, folder, &targets)?;
    let verified = site.compile(Pinning::default())?;
    let drifts = drifts(world, &site.folder, &verified, &[Part::Dockerfile])?;
    let (there, wanted) = match drifts.first() {
        Some(drift) => (drift.there.text().to_owned(), verified.dockerfile()),
        None => (String::new(), ""),
    };
    let name = path_text(&folder.join(Part::Dockerfile.name()));
    let proposal = Proposal::new(&name, &there, wanted, Vec::new(), Vec::new());
    Ok(Seen {
        open: !proposal.is_empty(),
        proposal,
        written: None,
    })
}

fn proposal(source: &Arc<Source>, hardened: &Hardened, only: &[String]) -> Proposal {
    let line = |span: &Span| source.location(span.start).line;
    let file = Dockerfile::parse(Arc::clone(source));
    let secrets = Secrets::of(&file);
    let hide = |message: &str| secrets.hidden(message);
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
    let old = secrets.masked().map_or(Cow::Borrowed(source.text()), Cow::Owned);
    let new = match hardened.all.text() {
        same if same == source.text() => old.clone(),
        text => shown_text(source.name(), text),
    };
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
fn shown_text<'a>(name: &str, text: &'a str) -> Cow<'a, str> {
    let file = Dockerfile::parse(Arc::new(Source::new(name, text)));
    Secrets::of(&file).masked().map_or(Cow::Borrowed(text), Cow::Owned)
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
