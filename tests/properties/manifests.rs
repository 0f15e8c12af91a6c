//! Hostile manifests: each is refused at a place in `app.toml`, or compiles to the very instructions that harmless
//! texts give.

use std::{
    collections::BTreeMap,
    env,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use hullwright::{
    compile::{Inputs, Library, Memory, Pinning, compile},
    dockerfile::{Dockerfile, Keyword},
    error::Error,
    source::Source,
};

use crate::{
    nasty::nasties,
    slots::{Form, forms, project},
    xorshift::Xorshift,
};

/// How many manifests there are: one hostile text in each place, then several at once.
const ALL: usize = 100_000;

/// How many of them are tried, evenly spread: few in each run, and as many as `HULLWRIGHT_MANIFESTS` says, up to all, where there is time.
fn wanted() -> usize {
    env::var("HULLWRIGHT_MANIFESTS").map_or(10_000, |text| text.parse::<usize>().expect("a number").clamp(1, ALL))
}

/// What all threads share.
struct Ground {
    forms: Vec<Form>,
    nasties: Vec<String>,
    project: Memory,
    library: Library,
    compiled: AtomicUsize,
    refused: Mutex<BTreeMap<String, usize>>,
}

impl Ground {
    fn new() -> Self {
        let ground = Self {
            forms: forms(),
            nasties: nasties(),
            project: project(),
            library: Library::builtin(),
            compiled: AtomicUsize::new(0),
            refused: Mutex::default(),
        };
        for form in &ground.forms {
            ground.harmless(&form.fill(&[]));
        }
        ground
    }

    /// The instructions of a manifest without hostile texts.
    fn harmless(&self, text: &str) -> Vec<Keyword> {
        self.compile(text).unwrap_or_else(|e| panic!("{text}\n{e:?}"))
    }

    /// The instructions that a manifest compiles to, read back from the text.
    fn compile(&self, text: &str) -> Result<Vec<Keyword>, Error> {
        let made = compile(Inputs {
            manifest: &Arc::new(Source::new("app.toml", text)),
            lock: None,
            project: &self.project,
            library: &self.library,
            pinning: Pinning::default(),
        })?;
        let file = Dockerfile::parse(Arc::new(Source::new("Dockerfile", made.dockerfile())));
        assert!(file.problems.is_empty(), "{text}\n{:?}", file.problems);
        Ok(file.instructions.iter().map(|i| i.keyword).collect())
    }

    /// Tries one manifest; `harmless` is the same without hostile texts.
    fn hold(&self, text: &str, harmless: impl Fn() -> String) {
        match self.compile(text) {
            Ok(keywords) => {
                self.compiled.fetch_add(1, Ordering::Relaxed);
                assert_eq!(keywords, self.harmless(&harmless()), "{text}");
            }
            Err(error) => {
                assert!(!error.findings.is_empty(), "{text}\n{error:?}");
                for finding in &error.findings {
                    let place = &finding.place;
                    let named = place.source.name() == "app.toml" && place.span.end <= text.len();
                    assert!(named, "{text}\n{}: {}: {}", place.source.name(), finding.rule, finding.message);
                }
                let mut refused = self.refused.lock().expect("no thread panicked");
                *refused.entry(error.findings[0].rule.to_string()).or_default() += 1;
            }
        }
    }

    /// One slot, one text: every form with every text in every slot.
    fn singles(&self) -> Vec<(usize, usize, usize)> {
        let forms = self.forms.iter().enumerate();
        let slots = forms.flat_map(|(form, f)| (0..f.slots()).map(move |slot| (form, slot)));
        slots
            .flat_map(|(form, slot)| (0..self.nasties.len()).map(move |nasty| (form, slot, nasty)))
            .collect()
    }

    /// One hostile text in a whole manifest.
    fn single(&self, (form, slot, nasty): (usize, usize, usize)) {
        let form = &self.forms[form];
        self.hold(&form.fill(&[(slot, &self.nasties[nasty])]), || form.fill(&[]));
    }

    /// Several at once, in a manifest of little else.
    fn several(&self, seed: usize) {
        let mut rng = Xorshift::new(seed as u64);
        let form = &self.forms[rng.below(self.forms.len())];
        let mut text = |_| (rng.below(form.slots()), self.nasties[rng.below(self.nasties.len())].as_str());
        let texts: Vec<(usize, &str)> = (0..2 + seed % 4).map(&mut text).collect();
        self.hold(&form.short(&texts, &texts), || form.short(&[], &texts));
    }
}

#[test]
fn hostile_manifests_are_refused_in_place_or_compile_as_planned() {
    let ground = Ground::new();
    let singles = ground.singles();
    let wanted = wanted();
    let next = AtomicUsize::new(0);
    let work = || {
        loop {
            let turn = next.fetch_add(1, Ordering::Relaxed);
            if turn >= wanted {
                break;
            }
            let n = turn * ALL / wanted;
            match singles.get(n) {
                Some(&single) => ground.single(single),
                None => ground.several(n),
            }
        }
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..thread::available_parallelism().map_or(2, usize::from))
            .map(|_| scope.spawn(work))
            .collect();
        for thread in threads {
            thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        }
    });
    let compiled = ground.compiled.into_inner();
    let refused = ground.refused.into_inner().expect("no thread panicked");
    eprintln!("{} singles; {compiled} of {wanted} compiled; {refused:?}", singles.len());
    assert!(compiled > wanted / 100, "only {compiled} compiled");
    assert_eq!(compiled + refused.values().sum::<usize>(), wanted);
}
