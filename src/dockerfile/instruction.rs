//! One instruction: its keyword, its flags, and a body for each kind.

use ecow::EcoString;
use thin_vec::ThinVec;

use super::{Word, shell::Script};
use crate::source::Span;

/// The instructions that the Dockerfile reference knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)] // each is the keyword of its name
pub enum Keyword {
    Add,
    Arg,
    Cmd,
    Copy,
    Entrypoint,
    Env,
    Expose,
    From,
    Healthcheck,
    Label,
    Maintainer,
    Onbuild,
    Run,
    Shell,
    Stopsignal,
    User,
    Volume,
    Workdir,
    Unknown,
}

impl Keyword {
    /// Every keyword that there is.
    const ALL: [Self; 18] = [
        Self::Run,
        Self::Copy,
        Self::Env,
        Self::From,
        Self::Arg,
        Self::Label,
        Self::Workdir,
        Self::Cmd,
        Self::Entrypoint,
        Self::Expose,
        Self::User,
        Self::Add,
        Self::Healthcheck,
        Self::Volume,
        Self::Shell,
        Self::Onbuild,
        Self::Stopsignal,
        Self::Maintainer,
    ];

    /// Reads a keyword in any case.
    pub fn read(text: &str) -> Self {
        let first = text.bytes().next().map(|b| b.to_ascii_uppercase());
        let mut all = Self::ALL.into_iter();
        let found = all.find(|keyword| keyword.name().bytes().next() == first && keyword.name().eq_ignore_ascii_case(text));
        found.unwrap_or(Self::Unknown)
    }

    /// The keyword in capitals.
    pub fn name(self) -> &'static str {
        match self {
            Self::Add => "ADD",
            Self::Arg => "ARG",
            Self::Cmd => "CMD",
            Self::Copy => "COPY",
            Self::Entrypoint => "ENTRYPOINT",
            Self::Env => "ENV",
            Self::Expose => "EXPOSE",
            Self::From => "FROM",
            Self::Healthcheck => "HEALTHCHECK",
            Self::Label => "LABEL",
            Self::Maintainer => "MAINTAINER",
            Self::Onbuild => "ONBUILD",
            Self::Run => "RUN",
            Self::Shell => "SHELL",
            Self::Stopsignal => "STOPSIGNAL",
            Self::User => "USER",
            Self::Volume => "VOLUME",
            Self::Workdir => "WORKDIR",
            Self::Unknown => "?",
        }
    }
}

/// A flag such as `--from=build` or `--link`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    /// Its name without the dashes, in lower case.
    pub name: EcoString,
    /// What stands after `=`, if there is one.
    pub value: Option<Word>,
    /// The whole flag.
    pub span: Span,
}

/// A here-document of a RUN, COPY or ADD.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heredoc {
    /// The delimiter word, without quotes.
    pub name: EcoString,
    /// Whether variables are expanded in it: not if the delimiter was quoted.
    pub expand: bool,
    /// Whether leading tabs are dropped (`<<-`).
    pub chomp: bool,
    /// The opening token, `<<EOF`.
    pub opener: Span,
    /// The body's lines, without the closing delimiter's line.
    pub body: Span,
}

/// One instruction.
#[derive(Clone, Debug)]
pub struct Instruction {
    /// Which one.
    pub keyword: Keyword,
    /// Where the keyword stands (as written: any case).
    pub keyword_span: Span,
    /// From the keyword to the end of its last line, heredocs included, without that line's ending.
    pub span: Span,
    /// Everything after keyword and flags, trimmed, heredoc bodies excluded: what the instruction is about.
    pub arguments: Span,
    /// Its flags, left to right.
    pub flags: ThinVec<Flag>,
    /// Its here-documents, in order.
    pub heredocs: ThinVec<Heredoc>,
    /// What it says.
    pub body: Body,
    /// The script in an exec form that calls a shell: the last word of `["sh", "-c", "…"]`. For the exec form of a RUN that calls another
    /// program, that one command.
    pub(super) exec_script: Option<Box<Script>>,
}

impl Instruction {
    /// The first flag of that name.
    pub fn flag(&self, name: &str) -> Option<&Flag> {
        self.flags.iter().find(|f| f.name == name)
    }

    /// The value of the first flag of that name.
    pub fn flag_value(&self, name: &str) -> Option<&Word> {
        self.flag(name)?.value.as_ref()
    }

    /// The text that a shell reads when it runs: the shell form of RUN, CMD, ENTRYPOINT or a HEALTHCHECK, or the script in
    /// `["sh", "-c", "…"]`.
    pub fn script(&self) -> Option<&Script> {
        let run = match &self.body {
            Body::Run(run) | Body::Cmd(run) | Body::Entrypoint(run) => run,
            Body::Healthcheck(check) => &check.probe.as_ref()?.run,
            _ => return None,
        };
        match run {
            Run::Shell(script) => Some(script),
            Run::Exec(_) => self.exec_script.as_deref().filter(|script| !script.is_exec_form()),
        }
    }

    /// The commands that a RUN runs: those of its [`script`](Self::script), or the one that the words of its exec form are.
    pub fn commands(&self) -> Option<&Script> {
        match &self.body {
            Body::Run(Run::Shell(script)) => Some(script),
            Body::Run(Run::Exec(_)) => self.exec_script.as_deref(),
            _ => None,
        }
    }

    /// The `--mount` flags of a RUN, taken apart.
    pub fn mounts(&self) -> impl Iterator<Item = Mount> + '_ {
        self.flags.iter().filter(|f| f.name == "mount").map(Mount::read)
    }
}

/// What an instruction says. Words are unquoted; variables stand in them unexpanded.
#[derive(Clone, Debug)]
pub enum Body {
    /// `FROM [--platform] image [AS name]`.
    From(From),
    /// `RUN`, and the command of CMD and ENTRYPOINT.
    Run(Run),
    /// `CMD`.
    Cmd(Run),
    /// `ENTRYPOINT`.
    Entrypoint(Run),
    /// `SHELL ["…"]`.
    Shell(Vec<Word>),
    /// `COPY`.
    Copy(Copy),
    /// `ADD`.
    Add(Copy),
    /// `ENV k=v …`; the legacy form `ENV k v` gives one pair with `legacy` set.
    Env(ThinVec<Pair>),
    /// `LABEL k=v …`.
    Label(ThinVec<Pair>),
    /// `ARG name[=default] …`.
    Arg(ThinVec<Pair>),
    /// `EXPOSE`.
    Expose(Vec<Expose>),
    /// `USER user[:group]`: the whole word.
    User(Word),
    /// `WORKDIR`: the whole path.
    Workdir(Word),
    /// `VOLUME`: all paths.
    Volume(Vec<Word>),
    /// `STOPSIGNAL`.
    Stopsignal(Word),
    /// `HEALTHCHECK`.
    Healthcheck(Healthcheck),
    /// `MAINTAINER`: the rest of the line.
    Maintainer(Word),
    /// `ONBUILD`: the instruction inside, spans into the same file.
    Onbuild(Box<Instruction>),
    /// Not an instruction, or one that could not be read; a problem says why.
    Unknown,
}

/// `FROM`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct From {
    /// The image or the earlier stage, as written (variables unexpanded).
    pub image: Word,
    /// The stage's name after `AS`.
    pub name: Option<Word>,
}

/// A command in one of its forms.
#[derive(Clone, Debug)]
pub enum Run {
    /// `["program", "argument"]`.
    Exec(Vec<Word>),
    /// Text for a shell, with its commands found; spans point into the file. For a RUN whose only text is heredoc(s), the commands of the heredoc bodies that a shell
    /// reads are in it too.
    Shell(Script),
}

/// `COPY` or `ADD`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    /// Sources; heredoc openers are not among them.
    pub sources: ThinVec<Word>,
    /// Destination.
    pub destination: Word,
    /// Whether the JSON form was used.
    pub json: bool,
}

/// A `key=value` of ENV, LABEL or ARG.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The key.
    pub key: Word,
    /// The value; none for `ARG name`.
    pub value: Option<Word>,
    /// Whether the old form with a space was used.
    pub legacy: bool,
    /// Key and value together.
    pub span: Span,
}

/// One entry of EXPOSE.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expose {
    /// As written.
    pub word: Word,
    /// First and last port, when it is a number or a range of numbers.
    pub ports: Option<(u32, u32)>,
    /// What stands after the slash, if anything does.
    pub protocol: Option<String>,
}

/// `HEALTHCHECK`.
#[derive(Clone, Debug)]
pub struct Healthcheck {
    /// The probe; none for `HEALTHCHECK NONE`.
    pub probe: Option<Probe>,
}

/// The probe of a HEALTHCHECK.
#[derive(Clone, Debug)]
pub struct Probe {
    /// Where its `CMD` stands.
    pub cmd: Span,
    /// What it runs.
    pub run: Run,
}

/// A `--mount` of a RUN: `type=cache,target=/x`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mount {
    /// Keys in lower case with their values (none for a bare key), left to right.
    pub options: Vec<(String, Option<String>)>,
    /// The whole flag.
    pub span: Span,
}

impl Mount {
    /// Takes a `--mount` flag apart. Unknown keys are kept.
    pub fn read(flag: &Flag) -> Self {
        let text = flag.value.as_ref().map_or("", |v| v.value.as_str());
        let options = text
            .split(',')
            .filter(|part| !part.is_empty())
            .map(|part| match part.split_once('=') {
                Some((key, value)) => (key.to_ascii_lowercase(), Some(value.to_owned())),
                None => (part.to_ascii_lowercase(), None),
            })
            .collect();
        Self { options, span: flag.span }
    }

    /// The value of the first of these keys that is there (`target`, `dst` and `destination` mean the same).
    pub fn get(&self, keys: &[&str]) -> Option<&str> {
        self.options.iter().find(|(k, _)| keys.contains(&k.as_str()))?.1.as_deref()
    }

    /// Its type; `bind` when none is given.
    pub fn kind(&self) -> &str {
        self.get(&["type"]).unwrap_or("bind")
    }
}
