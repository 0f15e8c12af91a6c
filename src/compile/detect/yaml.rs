//! Values inside a YAML file by a dotted key: block mappings, block lists and plain or quoted words, which is what manifests are written in.

use crate::compile::project::Project;

/// The texts at a dotted key: the word itself, the entries of a list, or the keys of a mapping.
pub fn yaml_at(project: &dyn Project, file: &str, key: &str) -> Option<Vec<String>> {
    let text = project.read(file)?;
    // Only the first document counts.
    let lines: Vec<Line<'_>> = text.lines().take_while(|l| *l != "...").filter_map(Line::read).collect();
    let mut block = lines.as_slice();
    let parts: Vec<&str> = key.split('.').collect();
    for (at, part) in parts.iter().enumerate() {
        let depth = block.first()?.depth;
        // `server.port: 80` names its parents in one word.
        let whole = parts[at..].join(".");
        let here = block
            .iter()
            .position(|l| l.depth == depth && (l.key() == Some(part) || l.key() == Some(whole.as_str())))?;
        let line = &block[here];
        let deeper = |l: &&Line<'_>| l.depth > depth || (l.depth == depth && l.item().is_some());
        let inside = block[here + 1..].iter().take_while(deeper).count();
        block = &block[here + 1..here + 1 + inside];
        let word = line.word();
        if line.key() == Some(whole.as_str()) || at + 1 == parts.len() {
            return Some(if word.is_empty() { entries(block) } else { vec![word.to_owned()] });
        }
    }
    None
}

fn entries(block: &[Line<'_>]) -> Vec<String> {
    let Some(depth) = block.first().map(|l| l.depth) else {
        return Vec::new();
    };
    let own = block.iter().filter(|l| l.depth == depth);
    own.filter_map(|l| l.item().or(l.key())).map(str::to_owned).collect()
}

/// A line that says something.
struct Line<'t> {
    depth: usize,
    text: &'t str,
}

impl<'t> Line<'t> {
    fn read(line: &'t str) -> Option<Self> {
        let text = line.trim_start_matches(' ');
        let depth = line.len() - text.len();
        let says = !text.trim().is_empty() && !text.starts_with(['#', '%']) && text != "---";
        says.then(|| Self {
            depth,
            text: text.trim_end(),
        })
    }

    fn item(&self) -> Option<&'t str> {
        self.text.strip_prefix("- ").map(plain)
    }

    fn key(&self) -> Option<&'t str> {
        let (key, rest) = self.text.split_once(':')?;
        (rest.is_empty() || rest.starts_with(' ')).then(|| plain(key))
    }

    fn word(&self) -> &'t str {
        self.text.split_once(':').map_or("", |(_, rest)| plain(rest))
    }
}

/// A word without its quotes, or without the comment behind it.
fn plain(text: &str) -> &str {
    let text = text.trim();
    for quote in ['"', '\''] {
        if let Some(rest) = text.strip_prefix(quote) {
            return rest.split(quote).next().unwrap_or_default();
        }
    }
    text.split(" #").next().unwrap_or_default().trim_end()
}

#[cfg(test)]
mod tests {
    use super::yaml_at;
    use crate::compile::project::Memory;

    const TEXT: &str = "# a manifest\nname: 'shop'\nenvironment:\n  sdk: \">=3.4.0 <4.0.0\" # wide\n\ndependencies:\n  # the server\n  shelf: ^1.4.0\n  mine:\n    path: ../mine\nlist:\n- a\n- b: 1\nserver.port: 81\n";

    fn at(key: &str) -> Option<Vec<String>> {
        let project = Memory::new([("x.yaml", TEXT)]);
        yaml_at(&project, "x.yaml", key)
    }

    #[test]
    fn words_mappings_and_lists_are_found_by_their_key() {
        let texts = |all: &[&str]| Some(all.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>());
        assert_eq!(at("name"), texts(&["shop"]));
        assert_eq!(at("environment.sdk"), texts(&[">=3.4.0 <4.0.0"]));
        assert_eq!(at("dependencies"), texts(&["shelf", "mine"]));
        assert_eq!(at("dependencies.mine.path"), texts(&["../mine"]));
        assert_eq!(at("list"), texts(&["a", "b: 1"]));
        assert_eq!(at("server.port"), texts(&["81"]));
        assert_eq!(at("environment.none"), None);
        assert_eq!(at("path"), None);
    }
}
