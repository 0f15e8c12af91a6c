//! From a text to a [`Script`]: the text itself first, then the here-documents in it, one worklist for all.

use thin_vec::{ThinVec, thin_vec};

use super::{
    super::text::Text,
    Command, Join, List, ListKind, Script, ShellWord,
    called::Called,
    dialect::Dialect,
    machine::{Found, Machine},
    nested, stdin,
};
use crate::{sorting, source::Span};

/// What a shell is given to read.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Input<'t> {
    /// The text with its way back into the file.
    pub(in super::super) text: Text<'t>,
    /// The part of it that is read, as logical offsets.
    pub(in super::super) range: (usize, usize),
    /// Whether leading tabs were dropped from its lines.
    pub(in super::super) tabs: bool,
}

/// How a stretch of text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// As commands.
    Commands,
    /// As text in which only `$` and backticks mean something.
    Data,
}

/// A stretch of text that waits to be read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item<'t> {
    pub(super) input: Input<'t>,
    pub(super) mode: Mode,
    /// The list that its commands stand in.
    pub(super) list: usize,
    /// How many brackets and here-documents are open around it.
    pub(super) depth: usize,
}

/// Reads a text; `inner` is the script of a here-document that is the whole text of a RUN.
pub(in super::super) fn read(outer: Input<'_>, inner: Option<Input<'_>>, dialect: Dialect) -> Script {
    let span = outer.text.span(outer.range.0, outer.range.1);
    let whole = inner.map_or(span, |i| span.to(i.text.span(i.range.0, i.range.1)));
    let mut script = Script {
        span: whole,
        lists: thin_vec![List::new(None, ListKind::Top, span)],
        ..Script::default()
    };
    if dialect == Dialect::Other {
        script.unread.push(whole);
        return script;
    }
    let first = match inner {
        None => Item {
            input: outer,
            mode: Mode::Commands,
            list: 0,
            depth: 0,
        },
        Some(input) => {
            let body = input.text.span(input.range.0, input.range.1);
            let list = script.lists.len();
            script.lists.push(List::new(Some(0), ListKind::Heredoc, body));
            Item {
                input,
                mode: Mode::Commands,
                list,
                depth: 1,
            }
        }
    };
    let mut in_order = work(&mut script, first);
    let lists = script.lists.len();
    let unread = script.unread.len();
    nested::read(&mut script, first.input.text, 0, 0);
    in_order &= script.lists.len() == lists && script.unread.len() == unread;
    if !in_order {
        sorting::by_key(&mut script.commands, |c: &Command| c.span.start);
        script.unread.sort();
    }
    settle(&mut script);
    script
}

/// What is known once all is read. A long file has so many of these that room which nobody uses is most of what it takes.
fn settle(script: &mut Script) {
    script.writes = script.lists.iter().any(|list| !list.redirects.is_empty());
    for command in &mut script.commands {
        command.words.shrink_to_fit();
        command.called = Called::by(&command.words);
        script.writes |= !command.redirects.is_empty() || matches!(command.called().0, "tee" | "sed");
    }
    script.commands.shrink_to_fit();
    script.lists.shrink_to_fit();
}

/// The one command of an exec form: its words are what they are.
pub(in super::super) fn words(words: Vec<ShellWord>, span: Span) -> Script {
    let command = Command {
        assignments: ThinVec::new(),
        words: words.into(),
        redirects: ThinVec::new(),
        join: Join::First,
        list: 0,
        span,
        called: Called::default(),
    };
    let mut script = Script {
        commands: thin_vec![command],
        lists: thin_vec![List::new(None, ListKind::Exec, span)],
        span,
        ..Script::default()
    };
    settle(&mut script);
    script
}

/// Reads a text and the here-documents in it. Returns whether the commands were found in the order of the text.
fn work<'t>(script: &mut Script, first: Item<'t>) -> bool {
    let mut work = vec![first];
    let mut in_order = true;
    while let Some(item) = work.pop() {
        for found in Machine::new(item, script).run() {
            in_order = false;
            work.extend(next(&item, &found, script));
        }
    }
    in_order
}

/// Reads the commands of a text into a list that is there already, `depth` brackets and scripts deep.
pub(super) fn commands(script: &mut Script, input: Input<'_>, list: usize, depth: usize) {
    let item = Item {
        input,
        mode: Mode::Commands,
        list,
        depth,
    };
    work(script, item);
}

/// What is to be read in a here-document: commands if a shell gets it, substitutions if its delimiter was not quoted.
fn next<'t>(item: &Item<'t>, found: &Found, script: &mut Script) -> Option<Item<'t>> {
    let owner = found.command.and_then(|index| script.commands.get(index));
    let list = owner.map_or(item.list, |command| command.list);
    let for_shell = owner.is_some_and(stdin::is_script);
    if !for_shell && found.quoted {
        return None;
    }
    let input = Input {
        range: found.body,
        tabs: item.input.tabs || found.tabs,
        ..item.input
    };
    let (mode, list) = if for_shell {
        let span = input.text.span(found.body.0, found.body.1);
        script.lists.push(List::new(Some(list), ListKind::Heredoc, span));
        (Mode::Commands, script.lists.len() - 1)
    } else {
        (Mode::Data, list)
    };
    Some(Item {
        input,
        mode,
        list,
        depth: item.depth + 1,
    })
}
