//! One project on its way to an `app.toml`: what was seen, what was answered, and what the compiler makes of both.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    Context, Init, Outcome,
    ask::{self, Next, Stop, What},
    flags, language,
    lifted::{self, Lifted},
    member::Above,
    show,
    workspace::{self, App, Other},
};
use crate::{
    commands::{files, site::source},
    compile::{
        self, Inputs, Library, Pinning, Preset, Verified, draft, lift,
        survey::{self, Answers, Candidate, Ground, Survey},
    },
    error::Error,
    io::{DiskProject, Part, path_text},
    source::Source,
};

/// What is known of a project.
pub struct Found<'w> {
    pub(super) folder: PathBuf,
    project: DiskProject<'w>,
    library: Library,
    pub(super) language: Candidate,
    preset: Preset,
    pub(super) survey: Survey,
    pub(super) lock: Option<Arc<Source>>,
    pub(super) lifted: Lifted,
    pub(super) answers: Answers,
    pub(super) own_name: String,
    /// The apps of the workspace that this is the top of, as long as none was chosen.
    apps: Vec<App>,
    /// Those that are of another language.
    others: Vec<Other>,
    /// Whether this is for an app.toml of one of its apps.
    member: bool,
    /// The build context, where it is not the folder of app.toml: `..` for each step up.
    pub(super) above: Option<Above>,
}

/// A draft, and what the compiler makes of it.
pub struct Draft {
    /// The `app.toml`.
    pub text: String,
    /// Its lines, for people.
    pub entries: Vec<draft::Entry>,
    /// The files, or what stands in the way.
    pub verified: Result<Verified, Error>,
}

impl Draft {
    /// Whether the only thing that is known to stand in the way is that nobody knows how it starts.
    fn lacks_command(&self) -> bool {
        let rules = |e: &Error| e.findings.iter().any(|f| f.rule == "no-command");
        self.verified.as_ref().is_err_and(rules)
    }
}

impl<'w> Found<'w> {
    /// Looks at a folder. The language is asked for when it is not obvious.
    pub fn new(asked: &Init, folder: &Path, context: Context<'w>) -> Result<Self, Stop> {
        let library = Library::builtin();
        let project = DiskProject::new(context.world, folder)?;
        let dockerfile = lifted::read(asked.from.as_deref(), folder, context.world)?;
        let told = match dockerfile.as_ref().filter(|_| asked.language.is_none()) {
            Some(file) => lift::language(file, &library)?,
            None => None,
        };
        // Beside the top of a workspace lies what another of its apps may be built by.
        let looks = asked.from.is_none() && !asked.member;
        let mut beside = looks.then(|| lifted::beside(&project)).flatten();
        let mut dockerfile = dockerfile;
        let language = match told {
            Some(language) => language,
            None => {
                let candidates = survey::candidates(&library, &project)?;
                let nameless = beside.as_ref().filter(|_| asked.language.is_none() && candidates.is_empty());
                match nameless.map(|file| lift::language(file, &library)).transpose()?.flatten() {
                    // Where nothing else says what the project is, the Dockerfile in it does.
                    Some(language) => {
                        dockerfile = beside.take();
                        language
                    }
                    None => language::language(asked, &library, candidates, folder)?,
                }
            }
        };
        let preset = library
            .preset(&language.language)?
            .ok_or_else(|| language::unknown(&language.language, &library))?;
        let answers = asked.answers()?;
        let mut survey = survey::survey_for(&library, &preset, &project, answers.programs.first())?;
        let resolved = context.world.resolve(folder)?;
        if answers.manager.is_none()
            && dockerfile.is_none()
            && !asked.member
            && let Some(above) = workspace::above(context.world, folder, (&library, &preset), &survey)?
        {
            return Self::below(above, asked, (language, survey), folder, context);
        }
        let apps = match answers.command.as_deref() {
            None | Some([_]) => workspace::apps(&library, &preset, &language.language, &survey, &project)?,
            Some(_) => Vec::new(),
        };
        let read = |file| Lifted::new(file, &library, &preset, &project, &survey, &answers);
        let lifted = match (&dockerfile, &beside) {
            (Some(file), _) => read(file)?,
            (None, Some(file)) if lifted::is_of(file, (&language.language, &preset), &library)? => {
                read(file)?.gaps(&mut survey, (&preset, &project))
            }
            (None, _) => Lifted::default(),
        };
        let mut found = Self {
            folder: folder.to_owned(),
            own_name: resolved.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default(),
            answers,
            lifted,
            // Pins that somebody has already are kept.
            lock: source(context.world, folder, Part::Lock.name())?,
            project,
            library,
            language,
            preset,
            survey,
            apps: Vec::new(),
            others: Vec::new(),
            member: asked.member,
            above: None,
        };
        // An app's folder in the place of a command means the app's own.
        let said = |app: &App| found.answers.command.as_deref() == Some(std::slice::from_ref(&app.folder));
        if let Some(at) = apps.iter().position(said) {
            found.apps = apps;
            found.start(at);
            return Ok(found);
        }
        // So does what a Dockerfile starts.
        if let Some(at) = apps.iter().position(|app| found.lifted.starts(&app.command)) {
            found.apps = apps;
            found.start(at);
            return Ok(found);
        }
        if asked.language.is_none() && matches!(found.answers.command.as_deref(), None | Some([_])) {
            found.others = workspace::others(&found.library, &found.language.language, &found.project)?;
        }
        let meant = |other: &&Other| found.answers.command.as_deref() == Some(std::slice::from_ref(&other.folder));
        if let Some(other) = found.others.iter().find(meant) {
            return Self::of(other, asked, folder, context);
        }
        let apps = workspace::serving(apps);
        let silent = !apps.iter().any(App::serves);
        found.sift();
        // Where the top itself can be started, nobody has to choose, unless an app below it serves and the top does not.
        if found.draft().lacks_command() || found.survey.silent && found.answers.command.is_none() && apps.iter().any(App::serves) {
            found.apps = apps;
        }
        // Where nothing else listens, one of another language is meant.
        let asks = !asked.yes && !asked.stdout && !found.apps.is_empty();
        let open = silent && !asks && found.answers.command.is_none();
        if let Some(other) = found.others.first().filter(|_| open && found.draft().lacks_command()) {
            return Self::of(other, asked, folder, context);
        }
        // Whoever wants no questions gets the first.
        if found.apps.len() + found.others.len() == 1 && !found.apps.is_empty() || (asked.yes || asked.stdout) && !found.apps.is_empty() {
            found.start(0);
        }
        Ok(found)
    }

    /// Asks what is open, shows what was found, writes what was decided.
    pub fn settled(mut self, asked: &Init, context: Context<'w>) -> Result<Outcome, Stop> {
        if asked.terminal && !asked.yes && !asked.stdout && !self.apps.is_empty() {
            self = self.chosen(asked, context)?;
        }
        let mut draft = self.draft();
        if asked.terminal && !asked.yes && !asked.stdout {
            draft = self.talk(draft)?;
        } else if !asked.yes && !asked.stdout {
            let open = open(&draft);
            let error = show::no_terminal(&open, &show::table(&self.language, &draft.entries));
            let left = self.lifted.left().into_iter().map(|line| format!("not taken over: {line}"));
            return Err(left.fold(error, Error::hint).into());
        }
        let commands: Vec<(&str, String)> = self.apps.iter().map(|a| (a.folder.as_str(), a.typed())).collect();
        let draft = Draft {
            verified: draft.verified.map_err(|error| show::with_commands(error, &commands)),
            ..draft
        };
        let left = show::left(&self.lifted.name, &self.lifted.left());
        let mut outcome = match (draft.verified, asked.stdout) {
            (Ok(_), true) => Outcome::data(draft.text),
            // What was lifted is of use although something is missing.
            (Err(error), true) if self.lifted.whole => Outcome {
                stdout: draft.text,
                ..Outcome::failed(&error, context)
            },
            (Err(error), true) => return Err(error.into()),
            (verified, false) => {
                let (text, entries) = (draft.text, draft.entries);
                match self.write(asked, Draft { text, entries, verified }, context) {
                    // What was lifted is told also when nothing comes of it.
                    Err(Stop::Failed(error)) if !left.is_empty() => Outcome::failed(&error, context),
                    done => done?,
                }
            }
        };
        outcome.stderr.insert_str(0, &left);
        Ok(outcome)
    }

    /// The draft of what is known now.
    fn draft(&self) -> Draft {
        let because = self.language.seen.to_string();
        let ground = Ground {
            language: &self.language.language,
            because: &because,
            preset: &self.preset,
            survey: &self.survey,
            answers: &self.answers,
            folder: &self.own_name,
            lifted: &self.lifted.accounts,
            from: &self.lifted.name,
        };
        let mut entries = survey::decided(&ground);
        entries.extend(self.above.iter().map(Above::entry));
        let short = self.compile(draft::write(&entries), compile::outline);
        if let Ok(plan) = &short {
            let following = survey::following(&ground, plan, &entries);
            entries.extend(following);
        }
        draft::sort(&mut entries);
        let left = self.lifted.left();
        let text = format!("{}{}", draft::write(&entries), draft::appendix(&self.lifted.name, &left));
        let unnamed = self.survey.added.as_ref().map_or(&[][..], |a| &a.unknown);
        let verified = self.compile(text.clone(), compile::compile);
        let verified = verified.map_err(|error| show::with_unnamed(error, unnamed));
        Draft { text, entries, verified }
    }

    /// Facts of a Dockerfile that the compiler refuses are left to the person, with the reason.
    fn sift(&mut self) {
        if self.lifted.accounts.is_empty() || self.draft().verified.is_ok() {
            return;
        }
        let all = std::mem::take(&mut self.lifted.accounts);
        let mut faults = faults(&self.draft());
        for (at, account) in lifted::by_weight(&all) {
            self.lifted.accounts.push(account.clone());
            let now = self::faults(&self.draft());
            let worse = now.len() > faults.len();
            if let Some(why) = now.iter().find(|f| !faults.contains(f)).filter(|_| worse) {
                self.lifted.accounts.pop();
                self.lifted.refused.insert(at, why.clone());
            } else {
                faults = now;
            }
        }
        self.lifted.accounts = all;
        self.lifted.refuse();
    }

    /// The verified draft of a Dockerfile that was lifted, and what was not taken over.
    pub fn compiled(self) -> Result<(Verified, Lifted), Error> {
        Ok((self.draft().verified?, self.lifted))
    }

    fn compile<T>(&self, text: String, work: impl Fn(Inputs<'_>) -> Result<T, Error>) -> Result<T, Error> {
        work(Inputs {
            manifest: &Arc::new(Source::new(
                format!("{} (draft)", path_text(&self.folder.join(Part::Manifest.name()))),
                text,
            )),
            lock: self.lock.as_ref(),
            project: &self.project,
            library: &self.library,
            pinning: Pinning {
                locked: false,
                unpinned: true,
            },
        })
    }

    /// The image is for one of the workspace's apps.
    fn start(&mut self, at: usize) {
        let mut app = self.apps.remove(at);
        app.replaces(&mut self.survey, &self.apps);
        let folders = self.apps.iter().map(|a| &a.folder).chain(self.others.iter().map(|o| &o.folder));
        let typed = |folder| format!("hullwright init {}", files::typed(&self.folder.join(folder)));
        self.survey
            .words
            .push(app.told(&folders.filter(|_| !self.member).map(typed).collect::<Vec<_>>()));
        self.answers.command = Some(app.command).filter(|words| !words.is_empty());
        self.answers.options = app.options;
        self.apps.clear();
    }

    /// The person says for which of the workspace's apps the image is.
    fn chosen(mut self, asked: &Init, context: Context<'w>) -> Result<Self, Stop> {
        let own = self.apps.iter().map(|a| format!("{}: {}", a.folder, a.typed()));
        let lines = own.chain(self.others.iter().map(|o| format!("{}: {}", o.folder, o.language.title)));
        let at = ask::app(lines.collect())?;
        match at.checked_sub(self.apps.len()).and_then(|at| self.others.get(at)) {
            Some(other) => Self::of(other, asked, &self.folder, context),
            None => {
                self.start(at);
                Ok(self)
            }
        }
    }

    /// The conversation: open questions first, then changes until it is right.
    fn talk(&mut self, mut draft: Draft) -> Result<Draft, Stop> {
        // Who is asked for what is missing sees what is known first.
        if draft.verified.is_err() {
            ask::say(&show::found(&path_text(&self.folder), &self.language, &draft.entries));
        }
        while let Err(error) = &draft.verified {
            let before = self.answers.clone();
            ask::open(error, &self.preset, &mut self.answers)?;
            if self.answers == before {
                return Err(draft.verified.err().unwrap_or_else(|| Error::bug("nothing is open")).into());
            }
            draft = self.draft();
        }
        if self.survey.programs.len() > 1 && self.answers.programs.is_empty() {
            let names: Vec<&str> = self.survey.programs.iter().map(|p| p.word.as_str()).collect();
            self.answers.programs = ask::programs(&names)?;
            draft = self.draft();
        }
        loop {
            let place = path_text(&self.folder);
            ask::say(&show::found(&place, &self.language, &draft.entries));
            ask::say(&show::left(&self.lifted.name, &self.lifted.left()));
            if let Err(error) = &draft.verified {
                ask::say(&show::complaint(error));
            }
            match ask::next(draft.verified.is_ok())? {
                Next::Write => return Ok(draft),
                Next::Dockerfile => {
                    if let Ok(verified) = &draft.verified {
                        ask::say(verified.dockerfile());
                    }
                }
                Next::Manifest => ask::say(&draft.text),
                Next::Change(what) => {
                    ask::change(what, &now(what, &draft), &self.preset, &mut self.answers)?;
                    draft = self.draft();
                }
                Next::Leave => return Err(Stop::Left),
            }
        }
    }
}

/// What is wrong with a draft.
fn faults(draft: &Draft) -> Vec<String> {
    match &draft.verified {
        Ok(_) => Vec::new(),
        Err(error) if error.findings.is_empty() => vec![error.message.clone()],
        Err(error) => error.findings.iter().map(|f| f.message.to_string()).collect(),
    }
}

/// What stands in the way, in a few words.
fn open(draft: &Draft) -> String {
    match &draft.verified {
        Ok(_) => "all that is needed was found".to_owned(),
        Err(error) => error.to_string(),
    }
}

/// What holds now, to begin an answer with; empty where a person chooses from a list.
fn now(what: What, draft: &Draft) -> String {
    let key = match what {
        What::Name => "name",
        What::Command => "command",
        What::Port => "ports",
        What::Health => "health",
        What::Writable | What::Base | What::Version | What::OpenShift => return String::new(),
    };
    let decided = |e: &&draft::Entry| e.key == key && (e.weight == draft::Weight::Decides || what != What::Health);
    draft.entries.iter().find(decided).map(draft::Entry::typed).unwrap_or_default()
}

/// A command line that a person typed at a question.
pub fn typed_command(text: &str) -> Result<Vec<String>, String> {
    flags::words(text).map_err(|e| e.to_string())
}
