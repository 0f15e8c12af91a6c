//! Package lists across steps: which later step installs from what an earlier one fetched.

use super::{
    commands::{Call, calls_in, scripts_from},
    packages::{Action, Manager, PackageCall},
    stages::lineage,
};
use crate::{
    dockerfile::{Dockerfile, shell::Join},
    edit::Edit,
    source::Span,
};

/// More steps below than these no file has; with more of them nothing is moved or thrown away.
const FARTHEST: usize = 64;

/// Whether a later step, also of a stage that is built on this one, installs from the lists that this step (by index) fetched.
pub fn needed_later(file: &Dockerfile, at: usize, manager: Manager) -> bool {
    let later = || scripts_from(file, at + 1);
    if later().nth(FARTHEST).is_some() {
        return true;
    }
    later().any(|(run, _, script)| {
        let first = calls_in(run, script).find_map(|call| match PackageCall::read(call) {
            Some(found) if found.manager == manager && matches!(found.action, Action::Install | Action::Upgrade | Action::Refresh) => {
                Some(found.action != Action::Refresh)
            }
            Some(_) => None,
            None => (manager == Manager::Apt && passes_on(&call)).then_some(true),
        });
        let leans = first.unwrap_or(false);
        leans
            && file
                .stage_of(run)
                .is_some_and(|stage| lineage(file, stage).any(|s| s.instructions.contains(&at)))
    })
}

/// Whether a program that is not known may hand a call on to apt: `retry 3 apt-get install x`.
fn passes_on(call: &Call<'_>) -> bool {
    let mut words = call.command.words.iter().map(|word| word.value.as_str());
    let apt = words.any(|word| matches!(word.rsplit('/').next(), Some("apt" | "apt-get")));
    apt && words.any(|word| matches!(word, "install" | "upgrade" | "dist-upgrade"))
}

/// Puts a command that fetches lists before the first call below, in the same stage, that installs from them. None if there is no such call,
/// or something else hangs on it.
pub fn fetched_below(file: &Dockerfile, at: usize, manager: Manager, update: &str) -> Option<Edit> {
    let stage = file.stage_of(at)?;
    let below = scripts_from(file, at + 1).take(FARTHEST);
    for (run, _, next) in below.take_while(|(run, _, _)| stage.instructions.contains(run)) {
        let uses = |call: &Call<'_>| {
            let read = PackageCall::read(*call).filter(|found| found.manager == manager);
            read.is_some_and(|found| matches!(found.action, Action::Install | Action::Upgrade))
        };
        let Some(first) = calls_in(run, next).find(uses) else { continue };
        let number = next.number_of(first.command)?;
        let piped = next
            .commands
            .get(number + 1)
            .is_some_and(|c| c.list == first.command.list && c.join == Join::Pipe);
        let starts = matches!(first.command.join, Join::First | Join::And | Join::Then);
        let movable = starts && !piped && !update.contains(['\n', '#']);
        return movable.then(|| Edit::replace(Span::at(first.command.span.start), format!("{update} && ")));
    }
    None
}

/// Whether a call only throws lists or caches away, or does nothing.
pub fn tidies(call: &Call<'_>) -> bool {
    let kept = |word: &str| word.starts_with('-') || word.starts_with("/var/lib/apt/lists") || word.starts_with("/var/cache/");
    match call.program() {
        "rm" => call.arguments().iter().all(|w| kept(&w.value)),
        program => matches!(program, "true" | ""),
    }
}
