//! Texts in quotes in the lines of a source file, and what they are put behind.

/// A text in quotes, and what stands before it in its line.
#[derive(Clone, Copy)]
pub struct Quoted<'l> {
    /// The text.
    pub text: &'l str,
    /// What stands before its quote.
    pub before: &'l str,
}

/// Calls that make nothing else of a path.
const SAME: [&str; 12] = [
    "Path",
    "PathBuf::from",
    "PurePath",
    "abspath",
    "default",
    "from",
    "get",
    "getenv",
    "join",
    "new",
    "resolve",
    "String::from",
];

/// What names of calls end in that make another path of one.
const OTHER: [&str; 6] = ["path", "dir", "directory", "folder", "file_name", "filename"];

fn is_same(call: &str) -> bool {
    let ends = |same: &str| call.strip_suffix(same).is_some_and(|before| !before.ends_with(is_part));
    SAME.iter().any(|same| ends(same))
}

impl<'l> Quoted<'l> {
    /// Whether what a line gives a name to is this text, or a path with it: `x = "a"`, `x = y or "a"`, `x = Path("a")`, but not `x = folder_of("a")`.
    pub fn is_value(self) -> bool {
        match self.call() {
            Some(call) => is_same(call),
            // nor what it is compared with
            None => !self.before.trim_end().ends_with(['[', '>', '<', '!']) && !self.before.trim_end().ends_with("=="),
        }
    }

    /// Whether a call makes another path of it, by its name: `folder_of("a")`, `data.joinPath("a")`.
    pub fn is_part(self) -> bool {
        let other = |call: &str| !is_same(call) && OTHER.iter().any(|word| call.to_ascii_lowercase().ends_with(word));
        self.call().is_some_and(other)
    }

    /// The call that it is the first argument of.
    fn call(self) -> Option<&'l str> {
        self.before.trim_end().strip_suffix('(')
    }
}

/// What a path is put behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behind<'l> {
    /// Nothing: it counts from where the app is started.
    Nothing,
    /// What this name holds, or what a call or something else yields, which has no name.
    Name(&'l str),
}

const QUOTES: [char; 3] = ['"', '\'', '`'];

/// All texts in quotes on a line.
pub fn quoted(line: &str) -> impl Iterator<Item = Quoted<'_>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let open = from + line[from..].find(QUOTES)?;
        let quote = line[open..].chars().next()?;
        let inside = &line[open + 1..];
        let end = inside.find(quote)?;
        from = open + 1 + end + 1;
        Some(Quoted {
            text: &inside[..end],
            before: &line[..open],
        })
    })
}

/// What something is put behind, by what stands before it: `folder / "x"`, `folder + "x"`, `join(folder, "x")`.
pub fn behind(before: &str) -> Behind<'_> {
    let before = before.trim_end();
    let joins = before.contains("join(") || before.contains("resolve(") || before.contains("Path(");
    let rest = match before.strip_suffix(['/', '+']) {
        Some(rest) => rest,
        None => match before.strip_suffix(',') {
            Some(rest) if joins => rest,
            _ => return Behind::Nothing,
        },
    };
    let rest = rest.trim_end();
    // what is taken where a variable is not set: `get("DATA_DIR", "data")`
    let unset = |rest: &str| {
        let inner = rest.strip_suffix(QUOTES)?;
        let call = inner[..inner.rfind(QUOTES)?].strip_suffix('(')?;
        Some(
            ["get", "getenv", "Getenv", "fetch", "env", "Env"]
                .iter()
                .any(|name| call.ends_with(name)),
        )
    };
    if unset(rest) == Some(true) {
        return Behind::Nothing;
    }
    Behind::Name(rest.rsplit(|c| !is_part(c)).next().unwrap_or_default())
}

/// The lines of a source file that are no remarks and do not belong to a text of several lines, each with its number, counted from 1.
pub fn lines<'t>(text: &'t str, long: &[String]) -> impl Iterator<Item = (usize, &'t str)> {
    let mut inside: Option<&String> = None;
    text.lines().enumerate().filter_map(move |(at, line)| {
        let begins = long.iter().find(|mark| line.matches(mark.as_str()).count() % 2 == 1);
        let was = inside;
        match was {
            Some(mark) if line.contains(mark.as_str()) => inside = None,
            None => inside = begins,
            Some(_) => {}
        }
        (was.is_none() && begins.is_none() && !is_remark(line)).then_some((at + 1, line))
    })
}

fn is_remark(line: &str) -> bool {
    let line = line.trim_start();
    // `#[arg(default_value = "app.db")]` is an attribute
    ["#", "//", "*", "/*"].iter().any(|mark| line.starts_with(mark)) && !line.starts_with("#[")
}

/// The name that a line gives its value to: `DATA = "x"`, `const data = path.join(…)`, `let data: &str = …`, or `DATA_DIR: text().default("x")`.
pub fn holder(line: &str) -> Option<&str> {
    let name = match line.split_once('=') {
        Some((before, _)) => before.split(':').next()?.trim_end().rsplit(|c: char| !is_part(c)).next()?,
        // a name that is a setting's, by how it is written
        None => line.split_once(':').map(|(key, _)| key.trim()).filter(|key| {
            let is_setting = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
            key.contains('_') && key.chars().all(is_setting)
        })?,
    };
    (name.len() > 1).then_some(name)
}

/// Whether a line only says what other files it takes something from.
pub fn is_import(line: &str) -> bool {
    let line = line.trim_start();
    ["import ", "} from ", "from "].iter().any(|begin| line.starts_with(begin)) || line.contains("= require(")
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The names behind a point that a line does something with and that have several words: of settings, which other files define.
pub fn settings_in(line: &str) -> impl Iterator<Item = &str> {
    line.match_indices('.').filter_map(|(at, _)| {
        let rest = &line[at + 1..];
        let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let name = &rest[..end];
        (name.len() > 4 && name.contains('_') && !rest[end..].starts_with('(')).then_some(name)
    })
}

/// The names whose values a line does something with as they are: `call(name`, `call(x, name)`, `x=name`, `name.call(`.
pub fn done_with(line: &str) -> impl Iterator<Item = &str> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + line[from..].find(is_part)?;
            let rest = &line[start..];
            let name = &rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())];
            from = start + name.len();
            let before = line[..start].trim_end_matches('$').trim_end();
            let called = || line[from..].starts_with('.') && behind(before) == Behind::Nothing;
            let last = before.ends_with(',') && line[from..].starts_with(')');
            if before.ends_with(['(', '=']) || last || called() {
                return Some(name);
            }
        }
    })
}
