//! `diff`: an existing Dockerfile beside its hardened version, with reasons; or beside what app.toml compiles to.

use std::{
    borrow::Cow,
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    Context, Exit, Network, Outcome,
    asking::learn,
    audit::dockerfiles,
    beside, compiled,
    context::{self, Proposed, Said},
    files::Met,
    judgement::Judgement,
    policies::Policies,
};
use crate::{
    audit::{
        self, Level, Pins, Policy, Secrets, Versions,
        harden::{Applied, Hardened, harden},
    },
    compile::catalogue,
    diff::visible,
    dockerfile::Dockerfile,
    error::{Error, Result},
    io::{Part, World, mend, path_text},
    parallel::each,
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
    /// How registries are asked; none when nobody is.
    pub network: Option<Network>,
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
    /// What is proposed for its context.
    around: Option<Box<Proposed>>,
    /// Lines on what was written.
    written: Vec<String>,
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
    let mut policies = Policies::new(context.world);
    let mut tasks: Vec<Task> = Vec::new();
    dockerfiles(&asked.paths, false, context, &mut all.errors, &mut |met| match met {
        Met::Silent(folder) => policies.note_silent(folder),
        Met::File(path) => {
            let policy = (*policies.of(path.parent().unwrap_or(Path::new("")))).clone();
            tasks.push(Task { path, policy });
        }
    });
    all.errors.append(&mut policies.errors);
    tell(asked, context, &mut tasks, &mut all.errors);
    let mut seen = Vec::new();
    for result in each(&tasks, context.world.threads(), |task| one(asked, context, task)) {
        match result {
            Ok(one) => seen.push(one),
            Err(error) => all.errors.push(error),
        }
    }
    settle(asked, context.world, &mut seen, &mut all.errors);
    outcome(asked, seen, &all.errors, context)
}

/// Proposes for each context once, whoever copies it, and writes that if it is wanted.
fn settle(asked: &Diff, world: &dyn World, seen: &mut [Seen], errors: &mut Vec<Error>) {
    let mut told = BTreeSet::new();
    for one in seen {
        one.around.take_if(|proposed| !told.insert(proposed.path()));
        let Some(proposed) = &one.around else { continue };
        if asked.apply && asked.review {
            match proposed.write(world) {
                Ok(line) => one.written.insert(0, line),
                Err(error) => errors.push(error),
            }
        }
    }
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

/// Tells the policies what fixes may pin to: what is shipped, over that what files beside say, over that what registries say.
fn tell(asked: &Diff, context: Context<'_>, tasks: &mut [Task], errors: &mut Vec<Error>) {
    let world = context.world;
    let pins = Pins::of(catalogue::tags);
    let versions = Versions::shipped();
    for task in tasks.iter_mut() {
        let Task { path, policy } = task;
        // whoever names a rule asks for it
        for rule in &asked.only {
            if let Some(known) = audit::rule(rule) {
                policy.levels.entry(rule.clone()).or_insert(Level::of(known.severity));
            }
        }
        policy.pins = pins.clone();
        policy.versions = versions.clone();
        if path == Path::new("-") {
            continue;
        }
        let folder = path.parent().unwrap_or(Path::new(""));
        match beside::pins(world, folder) {
            Ok(Some(locked)) => policy.pins = locked.over(&pins),
            Ok(None) => {}
            Err(error) => errors.push(error),
        }
        policy.versions = beside::versions(world, folder).over(&versions);
    }
    let Some(network) = asked.network else { return };
    let (mut images, mut packages) = (BTreeSet::new(), BTreeSet::new());
    for task in tasks.iter().filter(|task| task.path != Path::new("-")) {
        let text = world.read(&task.path).unwrap_or_default();
        let file = Dockerfile::parse(Arc::new(Source::new(path_text(&task.path), text)));
        images.extend(audit::undigested(&file));
        if task.policy.asks_for("moving-packages") {
            packages.extend(audit::from_alpine(&file));
        }
    }
    match learn(context, network, &images, &packages) {
        Err(error) => errors.push(error),
        Ok(mut learnt) => {
            errors.append(&mut learnt.errors);
            for task in tasks {
                task.policy.pins = learnt.pins.over(&task.policy.pins);
                task.policy.versions = learnt.versions.over(&task.policy.versions);
            }
        }
    }
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
    let file = Dockerfile::parse(Arc::clone(&source));
    let wanted = asked.only.is_empty() || asked.only.iter().any(|rule| rule == context::RULE);
    let around = if stdin || !wanted {
        Said::Nothing
    } else {
        context::look(world, path, &file, policy)?
    };
    // looked for now: hardening keeps nothing of the file as it was, and to read it once more takes long
    let secrets = Secrets::of(&file);
    let mut hardened = harden(file, policy, &asked.only);
    if !matches!(around, Said::Nothing) {
        // what the file alone could not know
        hardened.left.retain(|(finding, _)| finding.rule != context::RULE);
    }
    let proposal = proposal(&source, &secrets, &hardened, &asked.only);
    let around = match around {
        Said::Proposed(proposed) => Some(proposed),
        Said::Kept | Said::Nothing => None,
    };
    let wanted = if asked.review { &hardened.all } else { &hardened.safe };
    if !asked.apply {
        return Ok(Seen {
            open: !proposal.is_empty() || around.is_some(),
            proposal,
            around,
            written: Vec::new(),
        });
    }
    let name = source.name();
    let mut written = Vec::new();
    let open = wanted.text() != hardened.all.text() || (around.is_some() && !asked.review);
    written.push(if wanted.text() == source.text() {
        format!("{name}: unchanged")
    } else {
        mend(world, path, source.text(), wanted)?;
        format!("{name}: written")
    });
    Ok(Seen {
        proposal,
        around,
        written,
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
        around: None,
        written: Vec::new(),
    })
}

fn proposal(source: &Source, secrets: &Secrets, hardened: &Hardened, only: &[String]) -> Proposal {
    let line = |span: &Span| source.location(span.start).line;
    let hide = |message: &str| secrets.hidden(message);
    let reason = |applied: &Applied| {
        let finding = &applied.finding;
        let lines: Vec<usize> = applied.places.iter().map(line).collect();
        let reason = Reason {
            rule: finding.rule.to_string(),
            safety: applied.fix.safety,
            message: hide(&finding.message),
            title: applied.fix.title.to_string(),
            reference: audit::rule(&finding.rule).map(audit::Rule::reference).unwrap_or_default(),
            lines: std::iter::once(line(&applied.seen)).collect(),
        };
        (reason, lines)
    };
    let wanted = |rule: &str| only.is_empty() || only.iter().any(|one| one == rule);
    let left = hardened
        .left
        .iter()
        .filter(|(finding, _)| wanted(&finding.rule))
        .map(|(finding, span)| Left {
            rule: finding.rule.to_string(),
            severity: finding.severity,
            message: hide(&finding.message),
            line: line(span),
        });
    let old = secrets.masked().map_or(Cow::Borrowed(source.text()), Cow::Owned);
    let new = match hardened.all.text() {
        same if same == source.text() => old.clone(),
        text => masked(&hardened.file, text),
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
    masked(&Dockerfile::parse(Arc::new(Source::new(name, text))), text)
}

/// The same of a text that was read already.
fn masked<'a>(file: &Dockerfile, text: &'a str) -> Cow<'a, str> {
    Secrets::of(file).masked().map_or(Cow::Borrowed(text), Cow::Owned)
}

fn outcome(asked: &Diff, seen: Vec<Seen>, errors: &[Error], context: Context<'_>) -> Outcome {
    let open = seen.iter().any(|one| one.open);
    let written: Vec<String> = seen.iter().flat_map(|one| one.written.clone()).collect();
    let judged = seen.len();
    let proposals: Vec<Proposal> = seen
        .into_iter()
        .flat_map(|one| {
            let around = one.around.map(|proposed| proposed.proposal(&one.proposal.name));
            [one.proposal].into_iter().chain(around)
        })
        .collect();
    let mut stderr = String::new();
    for error in errors {
        stderr.push_str(&human::error(error, context.err));
    }
    for line in &written {
        stderr.push_str(&format!("{}\n", visible(line)));
    }
    if judged > 0 && !asked.apply {
        stderr.push_str(&summary(&proposals, asked.network.is_some()));
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
fn summary(proposals: &[Proposal], online: bool) -> String {
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
    let unknown = |left: &Left| matches!(left.rule.as_str(), "latest-tag" | "undigested-image" | "untagged-image");
    if !online && proposals.iter().flat_map(|p| &p.left).any(unknown) {
        out.push_str("`--online` asks registries for the digests that are not known here\n");
    }
    out
}
