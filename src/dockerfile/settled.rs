//! What BuildKit refuses once variables have their values and all stages are known. What hangs on the base image, on `--build-arg` or on the
//! builder is not judged.

use std::borrow::Cow;

use super::{
    Base, Body, Copy, Dockerfile, Instruction, Keyword, Mount, Origin, Problem, Stage, Word,
    check::{has_variable, is_signal},
    checksum,
    expand::Failure,
    mode, platform, port,
};
use crate::{source::Span, value::ImageRef};

/// Judges a whole file.
pub(super) fn judge(file: &Dockerfile) -> Vec<Problem> {
    let mut judge = Judge {
        file,
        problems: Vec::new(),
    };
    for stage in &file.stages {
        judge.stage(stage);
        for at in stage.instructions.clone().skip(1) {
            if let Some(instruction) = file.instructions.get(at) {
                judge.instruction(at, instruction);
            }
        }
    }
    judge.problems
}

struct Judge<'a> {
    file: &'a Dockerfile,
    problems: Vec<Problem>,
}

impl<'a> Judge<'a> {
    fn refuse(&mut self, span: Span, message: impl Into<String>) {
        let message = message.into();
        self.problems.push(Problem { span, message });
    }

    /// The value of a word just before the instruction at an index, if it is known whoever builds the file.
    fn value(&self, word: &'a Word, at: usize) -> Result<Cow<'a, str>, Failure> {
        if !has_variable(word) {
            return Ok(Cow::Borrowed(&word.value));
        }
        let scope = self.file.scope_at(at);
        self.file.scopes().value(self.file, scope, word, at).map(Cow::Owned)
    }

    fn stage(&mut self, stage: &'a Stage) {
        let at = stage.instructions.start;
        let Some(opener) = self.file.instructions.get(at).filter(|i| matches!(i.body, Body::From(_))) else {
            return;
        };
        if matches!(stage.base, Base::Unresolved(_)) {
            let mistake = match self.value(&stage.image, at) {
                Ok(name) if name.is_empty() => Some("the image has no name".to_owned()),
                Ok(name) => image_mistake(&name),
                Err(Failure::Refused) => Some(UNREADABLE.to_owned()),
                Err(Failure::Unknown) => None,
            };
            mistake.into_iter().for_each(|mistake| self.refuse(stage.image.span, mistake));
        }
        if let Some(word) = opener.flag_value("platform").filter(|word| !word.value.is_empty())
            && let Ok(value) = self.value(word, at)
            && let Some(mistake) = platform::mistake(&value)
        {
            self.refuse(word.span, mistake);
        }
    }

    fn instruction(&mut self, at: usize, instruction: &'a Instruction) {
        match &instruction.body {
            Body::Copy(copy) => {
                self.copy_from(at, instruction);
                self.copied(at, instruction, copy);
            }
            Body::Add(copy) => self.copied(at, instruction, copy),
            Body::Run(_) => instruction.mounts().for_each(|mount| self.mount(at, &mount)),
            Body::Expose(ports) => {
                for word in ports.iter().map(|p| &p.word).filter(|word| has_variable(word)) {
                    let value = self.readable(word, at).unwrap_or_default();
                    if let Some(mistake) = value.split_whitespace().find_map(port::mistake) {
                        self.refuse(word.span, format!("invalid port: {mistake}"));
                    }
                }
            }
            Body::Stopsignal(word) if has_variable(word) => {
                if let Some(signal) = self.readable(word, at).filter(|signal| !is_signal(signal)) {
                    self.refuse(word.span, format!("invalid signal `{signal}`"));
                }
            }
            Body::Volume(words) => {
                for word in words.iter().filter(|word| has_variable(word)) {
                    if self.readable(word, at).is_some_and(|volume| volume.is_empty()) {
                        self.refuse(word.span, "VOLUME specified can not be an empty string");
                    }
                }
            }
            Body::User(word) | Body::Workdir(word) => drop(self.readable(word, at)),
            Body::Env(pairs) | Body::Label(pairs) => {
                for word in pairs.iter().flat_map(|pair| [Some(&pair.key), pair.value.as_ref()]).flatten() {
                    self.readable(word, at);
                }
            }
            // each sees those before it on the line
            Body::Arg(pairs) => {
                for word in pairs.iter().filter_map(|pair| pair.value.as_ref()) {
                    self.readable(word, at + 1);
                }
            }
            _ => {}
        }
    }

    /// The value of a word. One that makes the build stop is a problem.
    fn readable(&mut self, word: &'a Word, at: usize) -> Option<Cow<'a, str>> {
        match self.value(word, at) {
            Ok(value) => Some(value),
            Err(Failure::Unknown) => None,
            Err(Failure::Refused) => {
                self.refuse(word.span, UNREADABLE);
                None
            }
        }
    }

    /// COPY from a stage that is not there yet.
    fn copy_from(&mut self, at: usize, instruction: &Instruction) {
        if let (Some(flag), Origin::Unresolved(from)) = (instruction.flag("from"), self.file.copy_from(at)) {
            self.unresolved(flag.span, &from, from.bytes().all(|b| b.is_ascii_digit()));
        }
    }

    /// A name that is neither a stage above nor an image.
    fn unresolved(&mut self, span: Span, from: &str, number: bool) {
        if from.is_empty() || from.contains('$') {
            return;
        }
        if number || self.file.names.contains_key(&from.to_ascii_lowercase()) {
            self.refuse(span, format!("no stage `{from}` above this one"));
        } else if let Some(mistake) = image_mistake(from) {
            self.refuse(span, mistake);
        }
    }

    fn copied(&mut self, at: usize, instruction: &'a Instruction, copy: &'a Copy) {
        let add = instruction.keyword == Keyword::Add;
        if let Some(word) = instruction.flag_value("chmod")
            && let Ok(value) = self.value(word, at)
            && !value.is_empty()
            && !mode::is_mode(&value)
        {
            self.refuse(word.span, format!("`{value}` is no file mode: write an octal number up to 7777"));
        }
        let checksum = instruction.flag_value("checksum").filter(|_| add);
        let checksum = checksum.and_then(|word| Some((word.span, self.value(word, at).ok().filter(|v| !v.is_empty())?)));
        if let Some((span, _)) = checksum.as_ref().filter(|_| copy.sources.len() != 1) {
            self.refuse(*span, "--checksum goes with one source");
        }
        for source in &copy.sources {
            let Some(value) = self.readable(source, at) else { continue };
            let remote = Remote::of(&value);
            match (&checksum, remote) {
                (_, Remote::Web | Remote::Git) if !add => {
                    self.refuse(source.span, "COPY takes no address: ADD does");
                }
                (Some((span, _)), Remote::Local) if copy.sources.len() == 1 => {
                    self.refuse(*span, "--checksum goes with a source from the web or a git repository");
                }
                (Some((span, value)), Remote::Web) if copy.sources.len() == 1 => {
                    checksum::mistake(value).into_iter().for_each(|mistake| self.refuse(*span, mistake));
                }
                _ => {}
            }
        }
        self.readable(&copy.destination, at);
    }

    fn mount(&mut self, at: usize, mount: &Mount) {
        if let Some(Origin::Unresolved(from)) = self.file.mount_from(mount, at) {
            self.unresolved(mount.span, &from, false);
        }
        let target = mount.get(&["target", "dst", "destination"]).unwrap_or("");
        if matches!(mount.kind(), "bind" | "cache" | "tmpfs") && !target.contains('$') {
            let at_root = || match self.file.setting_at(Keyword::Workdir, at) {
                Some(setting) => setting.value.as_deref() == Some("/"),
                None => false,
            };
            let empty = target.split('/').all(|part| matches!(part, "" | "."));
            if empty && (target.starts_with('/') || at_root()) {
                self.refuse(mount.span, "a mount cannot have `/` as its target");
            }
        }
    }
}

/// What expansion failed on.
const UNREADABLE: &str = "the build stops here: `${…}` asks for a variable that has no value, or has a pattern that cannot be read";

/// What kind of source a word of COPY or ADD is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Remote {
    Local,
    Web,
    Git,
}

impl Remote {
    fn of(source: &str) -> Self {
        let web = source.starts_with("http://") || source.starts_with("https://");
        let address = source.split(['#', '?']).next().unwrap_or("");
        match source {
            _ if web && address.ends_with(".git") => Self::Git,
            _ if web => Self::Web,
            _ if ["git://", "ssh://"].iter().any(|start| source.starts_with(start)) || is_scp(source) => Self::Git,
            _ => Self::Local,
        }
    }
}

/// `user@host:path`, as scp takes it: the builder goes by its form alone.
fn is_scp(source: &str) -> bool {
    let Some((user, rest)) = source.split_once('@') else { return false };
    let Some((host, _)) = rest.split_once(':') else { return false };
    let made_of =
        |text: &str, more: &[u8]| !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || more.contains(&b));
    made_of(user, b"_") && made_of(host, b".")
}

/// What is wrong with an image's name.
fn image_mistake(name: &str) -> Option<String> {
    let (image, digest) = match name.split_once('@') {
        Some((image, digest)) => (image, Some(digest)),
        None => (name, None),
    };
    let mistake = ImageRef::parse(image).err().map(|why| why.to_string());
    mistake.or_else(|| digest.and_then(checksum::mistake))
}
