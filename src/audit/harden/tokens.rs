//! A file's model as one list of things in the order of the text: what has to stay the same where nothing was edited.

use std::{borrow::Cow, fmt::Write as _};

use crate::{
    dockerfile::{
        Base, Body, Dockerfile, Instruction, Keyword, Origin, Run, Stage, Word,
        shell::{Command, ListKind, Redirect, Script, ShellWord},
    },
    source::Span,
};

/// What kind of thing it is. Its place in this list is its order among things that start at the same byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A comment line.
    Comment,
    /// A parser directive.
    Directive,
    /// An instruction, by its keyword.
    Instruction(Keyword),
    /// Where a stage starts from, or where a COPY or mount takes its files from.
    Source,
    /// The form of what follows: shell or exec, legacy or not.
    Form,
    /// A flag.
    Flag,
    /// The opening of a here-document.
    Heredoc,
    /// The text of a here-document.
    Text,
    /// A subshell, group, substitution or here-document of a script.
    List,
    /// A simple command of a script.
    Command,
    /// A redirect of a command.
    Redirect,
    /// A word, key or value.
    Word,
}

/// A thing in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Token<'a> {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// What it says.
    pub value: Cow<'a, str>,
}

/// Everything in a file, in the order of the text.
pub fn tokens(file: &Dockerfile) -> Vec<Token<'_>> {
    let mut list = List { file, tokens: Vec::new() };
    for comment in &file.comments {
        list.push(Kind::Comment, *comment, file.source.slice(*comment));
    }
    for directive in &file.directives {
        list.push(
            Kind::Directive,
            directive.span,
            format!("{} {}", directive.name, directive.value.value),
        );
    }
    for (at, instruction) in file.instructions.iter().enumerate() {
        list.instruction(instruction);
        list.sources(at, instruction);
    }
    for stage in &file.stages {
        list.stage(stage);
    }
    list.tokens.sort();
    // one COPY may take from the same place through several flags
    list.tokens.dedup();
    list.tokens
}

struct List<'a> {
    file: &'a Dockerfile,
    tokens: Vec<Token<'a>>,
}

impl<'a> List<'a> {
    fn push(&mut self, kind: Kind, span: Span, value: impl Into<Cow<'a, str>>) {
        let value = value.into();
        self.tokens.push(Token { span, kind, value });
    }

    fn word(&mut self, word: &'a Word) {
        self.push(Kind::Word, word.span, &*word.value);
    }

    fn words(&mut self, words: &'a [Word]) {
        words.iter().for_each(|word| self.word(word));
    }

    /// What a stage starts from, by its kind; the image itself is a word.
    fn stage(&mut self, stage: &'a Stage) {
        let base = match &stage.base {
            Base::Scratch => "scratch".into(),
            Base::Stage(index) => Cow::Owned(format!("stage {index}")),
            Base::Image(_) => "image".into(),
            Base::Unresolved(_) => "unresolved".into(),
        };
        self.push(Kind::Source, Span::at(stage.image.span.start), base);
    }

    /// Where a COPY or a mount takes its files from.
    fn sources(&mut self, at: usize, outer: &'a Instruction) {
        let instruction = outer.onbuild().unwrap_or(outer);
        let mut origins = Vec::new();
        if instruction.flag("from").is_some() {
            origins.push(self.file.copy_from(at));
        }
        origins.extend(instruction.mounts().filter_map(|mount| self.file.mount_from(&mount, at)));
        for origin in origins {
            let origin = match origin {
                Origin::Context => "context".into(),
                Origin::Stage(index) => Cow::Owned(format!("stage {index}")),
                Origin::Image(_) => "image".into(),
                Origin::Scratch => "scratch".into(),
                Origin::Unresolved(_) => "unresolved".into(),
            };
            self.push(Kind::Source, instruction.keyword_span, origin);
        }
    }

    fn instruction(&mut self, instruction: &'a Instruction) {
        self.push(Kind::Instruction(instruction.keyword), instruction.keyword_span, "");
        for flag in &instruction.flags {
            let mut text = flag.name.to_string();
            if let Some(value) = &flag.value {
                // A string takes all that is written to it.
                let _ = write!(text, "={}", value.value);
            }
            self.push(Kind::Flag, flag.span, text);
        }
        for heredoc in &instruction.heredocs {
            let how = format!("{} {} {}", heredoc.name, heredoc.expand, heredoc.chomp);
            self.push(Kind::Heredoc, heredoc.opener, how);
            self.push(Kind::Text, heredoc.body, self.file.source.slice(heredoc.body));
        }
        self.body(instruction);
    }

    fn body(&mut self, instruction: &'a Instruction) {
        match &instruction.body {
            Body::From(from) => {
                self.word(&from.image);
                if let Some(name) = &from.name {
                    self.word(name);
                }
            }
            Body::Run(run) | Body::Cmd(run) | Body::Entrypoint(run) => self.run(instruction, run),
            Body::Shell(words) | Body::Volume(words) => self.words(words),
            Body::Copy(copy) | Body::Add(copy) => {
                self.words(&copy.sources);
                self.word(&copy.destination);
                self.form(instruction, if copy.json { "exec" } else { "shell" });
            }
            Body::Env(pairs) | Body::Label(pairs) | Body::Arg(pairs) => {
                for pair in pairs {
                    self.word(&pair.key);
                    if pair.legacy {
                        self.push(Kind::Form, Span::at(pair.key.span.end), "legacy");
                    }
                    if let Some(value) = &pair.value {
                        self.word(value);
                    }
                }
            }
            Body::Expose(entries) => entries.iter().for_each(|entry| self.word(&entry.word)),
            Body::User(word) | Body::Workdir(word) | Body::Stopsignal(word) | Body::Maintainer(word) => self.word(word),
            Body::Healthcheck(check) => match &check.probe {
                Some(probe) => self.run(instruction, &probe.run),
                None => self.form(instruction, "none"),
            },
            Body::Onbuild(inner) => self.instruction(inner),
            Body::Unknown => self.push(Kind::Word, instruction.arguments, self.file.source.slice(instruction.arguments)),
        }
    }

    /// The form stands in the gap before the arguments: what is put before or behind it does not change it.
    fn form(&mut self, instruction: &Instruction, form: &'static str) {
        let last = instruction.flags.last().map_or(instruction.keyword_span, |flag| flag.span);
        self.push(Kind::Form, Span::new(last.end, instruction.arguments.start), form);
    }

    fn run(&mut self, instruction: &Instruction, run: &'a Run) {
        match run {
            Run::Exec(words) => {
                self.form(instruction, "exec");
                self.words(words);
            }
            Run::Shell(script) => {
                self.form(instruction, "shell");
                self.script(script);
            }
        }
    }

    fn script(&mut self, script: &'a Script) {
        for list in script.lists.iter().filter(|list| list.kind != ListKind::Top) {
            self.push(Kind::List, Span::at(list.span.start), format!("{:?} {:?}", list.kind, list.join));
            list.redirects.iter().for_each(|redirect| self.redirect(redirect));
        }
        for command in &script.commands {
            self.command(command);
        }
        for unread in &script.unread {
            self.push(Kind::List, Span::at(unread.start), "unread");
        }
    }

    fn command(&mut self, command: &'a Command) {
        self.push(Kind::Command, Span::at(command.span.start), format!("{:?}", command.join));
        for assignment in &command.assignments {
            self.push(
                Kind::Word,
                assignment.span,
                format!("{}={}", assignment.name, assignment.value.value),
            );
        }
        command.words.iter().for_each(|word| self.shell_word(word));
        command.redirects.iter().for_each(|redirect| self.redirect(redirect));
    }

    fn redirect(&mut self, redirect: &'a Redirect) {
        self.push(Kind::Redirect, Span::at(redirect.span.start), redirect.operator);
        self.shell_word(&redirect.target);
    }

    fn shell_word(&mut self, word: &'a ShellWord) {
        self.push(Kind::Word, word.span, &*word.value);
    }
}
