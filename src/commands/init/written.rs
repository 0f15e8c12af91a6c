//! The end of `init`: app.toml and what is generated from it are written, and what a person should know of them is said.

use std::collections::BTreeSet;

use super::{
    Context, Init, Outcome,
    ask::Stop,
    project::{Draft, Found},
    show,
};
use crate::{
    commands::drift,
    io::{Part, commit},
    value::shown,
};

impl Found<'_> {
    /// Writes app.toml and what is generated from it, all or none; a Dockerfile that a person wrote stays.
    pub(super) fn write(&self, asked: &Init, draft: Draft, context: Context<'_>) -> Result<Outcome, Stop> {
        let verified = draft.verified?;
        let mut outcome = Outcome::default();
        let loose: BTreeSet<&String> = verified.plan().images.values().filter(|i| !i.contains('@')).collect();
        let made = Part::made(&verified);
        let drifts = drift::drifts(context.world, &self.folder, &verified, &made)?;
        let precious: Vec<&drift::Drift> = drifts.iter().filter(|d| d.is_precious()).collect();
        // Where no Dockerfile is in the way, a .dockerignore alone does not stop one: it stays as it is.
        let stops = precious.iter().any(|d| d.part == Part::Dockerfile);
        let generates = loose.is_empty() && (!stops || asked.force);
        let kept: Vec<Part> = precious.iter().map(|d| d.part).filter(|_| !asked.force).collect();
        let mut parts = vec![Part::Manifest];
        if generates {
            parts.extend(made.into_iter().filter(|part| !kept.contains(part)));
        }
        let written = commit(context.world, &self.folder, &verified, &parts)?;
        let names: Vec<&str> = [Part::Manifest]
            .iter()
            .chain(&made)
            .filter(|p| written.contains(p))
            .map(|p| p.name())
            .collect();
        outcome.stderr.push_str(&show::done(self, &draft.entries, &names, asked.yes));
        for key in verified.keys() {
            let key = shown(key);
            outcome.stderr.push_str(&format!(
                "note: {key}: a private key never enters an image: mount it when the container runs\n"
            ));
        }
        for word in &self.survey.words {
            outcome.stderr.push_str(&format!("note: {word}\n"));
        }
        let served = self
            .survey
            .assets
            .iter()
            .flat_map(|served| served.baked.notes("assets.env", &draft.entries));
        for word in self.survey.baked.notes("build.env", &draft.entries).into_iter().chain(served) {
            outcome.stderr.push_str(&format!("note: {word}\n"));
        }
        for image in loose {
            outcome.stderr.push_str(&format!(
                "the digest of {image} is not known here: run `hullwright lock` and then `hullwright generate`\n"
            ));
        }
        for drift in precious.iter().filter(|drift| !written.contains(&drift.part)) {
            outcome.stderr.push_str(&show::stays(drift, self.lifted.whole));
        }
        Ok(outcome)
    }
}
