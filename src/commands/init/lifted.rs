//! A Dockerfile that is lifted: what it says, what the compiler refuses of that, and what is left.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use crate::{
    compile::{
        Library, Preset, Project,
        lift::{self, Account, Fact, Fate},
        survey::{self, Answers, Survey},
    },
    dockerfile::Dockerfile,
    error::{Error, Result},
    io::{World, path_text},
    sorting,
    source::Source,
};

/// What a Dockerfile says.
#[derive(Default)]
pub struct Lifted {
    /// What it is called.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Whether it is to be taken over; else it only fills gaps.
    pub whole: bool,
    /// What became of each part of it.
    pub accounts: Vec<Account>,
    /// The accounts, by index, whose facts the compiler refused, and why.
    pub refused: BTreeMap<usize, String>,
}

/// Reads the Dockerfile that is to be lifted; its name is the one that it has in the project's folder.
pub fn read(from: Option<&Path>, folder: &Path, world: &dyn World) -> Result<Option<Dockerfile>> {
    let Some(path) = from else { return Ok(None) };
    let source = if path == Path::new("-") {
        Source::new("<stdin>", world.stdin()?)
    } else {
        let name = path.strip_prefix(folder).unwrap_or(path);
        Source::new(path_text(name), world.read(path)?)
    };
    let file = Dockerfile::parse(Arc::new(source));
    if file.stages.is_empty() {
        return Err(Error::input(format!("{} has no FROM: it is no Dockerfile", path_text(path))).hint("name the Dockerfile: --from PATH"));
    }
    Ok(Some(file))
}

/// The Dockerfile that a person wrote and that lies in the project's folder, if it is one.
pub fn beside(project: &dyn Project) -> Option<Dockerfile> {
    let (name, text) = survey::by_hand(project)?;
    let file = Dockerfile::parse(Arc::new(Source::new(name, text)));
    (!file.stages.is_empty()).then_some(file)
}

/// Whether a Dockerfile's images are of a language, or it installs that into the image of a distribution: one of a database beside the app tells
/// nothing of the app.
pub fn is_of(file: &Dockerfile, (language, preset): (&str, &Preset), library: &Library) -> Result<bool> {
    let told = lift::language(file, library)?;
    Ok(told.map_or_else(|| lift::brings(file, preset), |told| told.language == language))
}

impl Lifted {
    /// Only what fills a gap, of a Dockerfile that nobody asked to take over.
    pub fn gaps(mut self, survey: &mut Survey, ground: (&Preset, &dyn Project)) -> Self {
        self.accounts = survey::gaps(self.accounts, &self.name, survey, ground);
        self.whole = false;
        self
    }

    /// Lifts it.
    pub fn new(
        file: &Dockerfile,
        library: &Library,
        preset: &Preset,
        project: &dyn Project,
        survey: &Survey,
        answers: &Answers,
    ) -> Result<Self> {
        let framework = answers.framework.as_deref().or(survey.framework.as_ref().map(|f| f.word.as_str()));
        let accounts = lift::lift(lift::Ground {
            file,
            preset,
            common: &library.common()?,
            project,
            base: answers.base.as_deref(),
            framework,
        });
        Ok(Self {
            name: file.source.name().to_owned(),
            text: file.source.text().to_owned(),
            whole: true,
            accounts,
            refused: BTreeMap::new(),
        })
    }

    /// Whether it starts the image with these words.
    pub fn starts(&self, command: &[String]) -> bool {
        let words = |fact: &Fact| {
            fact.value
                .as_array()
                .is_some_and(|all| all.iter().map(|w| w.as_str()).eq(command.iter().map(|w| Some(w.as_str()))))
        };
        let is_it = |fact: &Fact| fact.section == "runtime" && fact.key == "command" && words(fact);
        self.accounts.iter().any(|a| matches!(&a.fate, Fate::Lifted(fact) if is_it(fact)))
    }

    /// What is left to the person, a line each.
    pub fn left(&self) -> Vec<String> {
        if !self.whole {
            return Vec::new();
        }
        lift::comments(&self.accounts, &self.name)
    }

    /// Makes the refused facts what is left.
    pub fn refuse(&mut self) {
        for (at, why) in std::mem::take(&mut self.refused) {
            if let Some(account) = self.accounts.get_mut(at) {
                account.fate = Fate::Left(why);
            }
        }
    }
}

/// The facts by their indices, those on which others hang first.
pub fn by_weight(accounts: &[Account]) -> Vec<(usize, &Account)> {
    const FIRST: [(&str, &str); 8] = [
        ("app", "version"),
        ("build", "manager"),
        ("runtime", "base"),
        ("artifacts", "files"),
        ("artifacts", "binaries"),
        ("build", "run"),
        ("runtime", "command"),
        ("runtime", "ports"),
    ];
    let mut facts: Vec<(usize, usize, &Account)> = Vec::new();
    for (at, account) in accounts.iter().enumerate() {
        if let Fate::Lifted(fact) = &account.fate {
            let weight = FIRST
                .iter()
                .position(|key| *key == (fact.section, fact.key.as_str()))
                .unwrap_or(FIRST.len());
            facts.push((weight, at, account));
        }
    }
    sorting::by_key(&mut facts, |(weight, at, _)| (*weight, *at));
    facts.into_iter().map(|(_, at, account)| (at, account)).collect()
}
