//! The same plan with every free text replaced by a harmless word. Rendered beside the real one, it shows what instructions the template
//! means; a value that changes them has broken out.

use std::collections::BTreeMap;

use crate::compile::plan::{CopyPlan, EnvVar, LockedPlan, PlacedPlan, Plan, SecretPlan};

/// How a neutral step begins, by which `verify` knows it again.
pub const STEP: &str = "hullwright-step-";

/// Gives out words: the same for the same text, so that comparisons inside a template come out the same.
#[derive(Default)]
struct Words(BTreeMap<String, String>);

impl Words {
    fn word(&mut self, text: &mut String) {
        let next = format!("w{}", self.0.len());
        let word = self.0.entry(std::mem::take(text)).or_insert(next);
        text.clone_from(word);
    }

    /// A path keeps what gives it a meaning to a template: whether it is absolute, a folder, or where it starts.
    fn path(&mut self, text: &mut String) {
        let keep_start = ["/app/", "/src/", "./", "/"]
            .into_iter()
            .find(|s| text.starts_with(s))
            .unwrap_or_default();
        let slash = if text.len() > keep_start.len() && text.ends_with('/') {
            "/"
        } else {
            ""
        };
        let mut inner = text[keep_start.len()..text.len() - slash.len()].to_owned();
        if !inner.is_empty() && inner != "." {
            self.word(&mut inner);
        }
        *text = format!("{keep_start}{inner}{slash}");
    }

    fn copies(&mut self, copies: &mut [CopyPlan]) {
        for copy in copies {
            copy.from.iter_mut().for_each(|p| self.path(p));
            self.path(&mut copy.to);
        }
    }

    fn placed(&mut self, placed: &mut PlacedPlan) {
        self.path(&mut placed.from);
        self.path(&mut placed.parent);
        self.word(&mut placed.name);
    }

    fn locked(&mut self, locked: &mut [LockedPlan]) {
        for one in locked {
            let packages = one.platforms.iter_mut().flat_map(|p| &mut p.packages);
            let texts = one.sources.iter_mut().chain(&mut one.indexes).chain(&mut one.kept);
            texts.chain(packages).for_each(|text| self.word(text));
        }
    }

    fn secrets(&mut self, secrets: &mut [SecretPlan]) {
        for secret in secrets {
            self.word(&mut secret.id);
            if !secret.env.is_empty() {
                self.word(&mut secret.env);
            }
        }
    }

    fn env(&mut self, env: &mut [EnvVar]) {
        for var in env.iter_mut().filter(|v| !v.expands) {
            self.word(&mut var.name);
            self.word(&mut var.value);
        }
    }
}

/// The neutral twin of a plan.
pub fn neutral(plan: &Plan) -> Plan {
    let mut plan = plan.clone();
    let mut words = Words::default();
    words.word(&mut plan.name);
    words.env(&mut plan.build.env);
    plan.build.packages.iter_mut().for_each(|p| words.word(p));
    words.locked(&mut plan.build.locked);
    words.secrets(&mut plan.build.secrets);
    for assets in &mut plan.assets {
        if !assets.folder.is_empty() {
            words.word(&mut assets.folder);
        }
        let [build] = &mut assets.build;
        words.env(&mut build.env);
        words.secrets(&mut build.secrets);
        words.copies(&mut build.manager_copies);
        build.manager_files.iter_mut().for_each(|p| words.path(p));
        words.copies(&mut build.copies);
        words.copies(&mut assets.made);
    }
    for (at, step) in plan.build.run.iter_mut().enumerate() {
        *step = format!("{STEP}{at}");
    }
    words.copies(&mut plan.build.manager_copies);
    plan.build.manager_files.iter_mut().for_each(|p| words.path(p));
    words.copies(&mut plan.build.copies);
    plan.artifacts.files.iter_mut().for_each(|p| words.path(p));
    plan.artifacts.placed.iter_mut().for_each(|p| words.placed(p));
    for binary in &mut plan.artifacts.binaries {
        words.word(&mut binary.name);
        words.path(&mut binary.from);
    }
    let runtime = &mut plan.runtime;
    runtime.packages.iter_mut().for_each(|p| words.word(p));
    words.locked(&mut runtime.locked);
    words.env(&mut runtime.env);
    runtime.command.iter_mut().for_each(|w| words.word(w));
    runtime.writable.iter_mut().for_each(|p| words.placed(p));
    runtime.health.command.iter_mut().for_each(|w| words.word(w));
    for label in &mut plan.labels {
        words.word(&mut label.key);
        words.word(&mut label.value);
    }
    plan
}
