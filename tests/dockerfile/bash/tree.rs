//! What tree-sitter-bash says of a shell text, in the same words.

use hullwright::dockerfile::shell::{Join, ListKind};
use tree_sitter::{Node, Parser};

use super::facts::{self, Facts, Range};

/// What it says, leaving out what stands in the ranges given; none if it sees a mistake.
pub fn theirs(text: &str, without: &[Range]) -> Option<Facts> {
    let mut parser = Parser::new();
    parser
        .set_language(&tree_sitter_bash::LANGUAGE.into())
        .expect("a grammar that fits");
    let tree = parser.parse(text, None)?;
    if tree.root_node().has_error() {
        return None;
    }
    let mut reader = Reader {
        text,
        without,
        facts: Facts::new(),
    };
    reader.statements(tree.root_node(), None, Join::First);
    Some(reader.facts)
}

struct Reader<'t> {
    text: &'t str,
    without: &'t [Range],
    facts: Facts,
}

/// Words with nothing between them are one for every shell; the grammar ends a word at a second pair of backticks, and between a quote or a
/// bracket and a backslash or a `$`.
fn whole(words: Vec<Range>) -> Vec<Range> {
    let mut out: Vec<Range> = Vec::new();
    for word in words {
        match out.last_mut() {
            Some(last) if last.1 == word.0 => last.1 = word.1,
            _ => out.push(word),
        }
    }
    out
}

fn range(node: Node<'_>) -> Range {
    (node.start_byte(), node.end_byte())
}

fn children<'n>(node: Node<'n>) -> Vec<Node<'n>> {
    node.children(&mut node.walk()).collect()
}

impl<'t> Reader<'t> {
    /// The statements among the children of a node, from the child behind `from` on, up to the next keyword.
    fn statements(&mut self, node: Node<'t>, from: Option<Node<'t>>, first: Join) -> usize {
        let mut join = first;
        let mut seen = false;
        for child in children(node) {
            if from.is_some_and(|from| child.start_byte() < from.end_byte()) {
                continue;
            }
            match child.kind() {
                "then" | "fi" | "do" | "done" | "elif_clause" | "else_clause" | "do_group" | ";;" | ";&" | ";;&" if from.is_some() => {
                    return child.start_byte();
                }
                "&" => join = Join::Background,
                ";" | "\n" if join != Join::Background => join = if seen { Join::Then } else { first },
                kind if child.is_named() && kind != "comment" => {
                    self.statement(child, join);
                    seen = true;
                    join = Join::Then;
                }
                _ => {}
            }
        }
        node.end_byte()
    }

    /// One statement, and how it hangs on what stands before it. Returns where the command or compound begins that ends it.
    fn statement(&mut self, node: Node<'t>, join: Join) -> usize {
        let parts = children(node);
        let start = node.start_byte();
        match node.kind() {
            "list" | "pipeline" => {
                let mut join = join;
                let mut last = start;
                for part in parts {
                    match part.kind() {
                        "&&" => join = Join::And,
                        "||" => join = Join::Or,
                        "|" | "|&" => join = Join::Pipe,
                        "comment" => {}
                        _ => last = self.statement(part, join),
                    }
                }
                return last;
            }
            "negated_command" => {
                return match parts.last() {
                    Some(part) if part.is_named() => self.statement(*part, join),
                    _ => start,
                };
            }
            "redirected_statement" => return self.redirected(node, join),
            "subshell" => self.bracket(node, ListKind::Subshell, join),
            "compound_statement" if self.text[start..].starts_with("((") => self.inside(node),
            "compound_statement" => self.bracket(node, ListKind::Group, join),
            "if_statement" | "while_statement" => return self.branches(node, join),
            "for_statement" | "c_style_for_statement" => {
                let mut last = start;
                for part in parts {
                    match part.kind() {
                        "do_group" => last = self.body(part, "do", join),
                        "compound_statement" => {
                            self.bracket(part, ListKind::Group, join);
                            last = part.start_byte();
                        }
                        _ => self.inside(part),
                    }
                }
                return last;
            }
            "case_statement" => return self.case(node, join),
            "function_definition" => {
                if let Some(body) = node.child_by_field_name("body") {
                    self.statement(body, join);
                }
                let owner = node.child_by_field_name("body").map_or(start, |body| body.start_byte());
                for part in parts.into_iter().filter(|p| p.kind().ends_with("_redirect")) {
                    self.redirect(part, owner, &mut Vec::new());
                }
            }
            _ => {
                let mut words = Vec::new();
                self.command(node, &mut words, join);
                facts::command(&mut self.facts, start, &whole(words));
            }
        }
        start
    }

    /// The words, assignments and redirects of a simple command.
    fn command(&mut self, node: Node<'t>, words: &mut Vec<Range>, join: Join) {
        let start = node.start_byte();
        facts::join(&mut self.facts, start, join);
        match node.kind() {
            "variable_assignment" if self.is_assignment(node) => {
                facts::assignment(&mut self.facts, start, range(node));
                return self.inside(node);
            }
            "test_command" | "variable_assignment" => {
                words.push(range(node));
                return self.inside(node);
            }
            _ => {}
        }
        let program = matches!(node.kind(), "command" | "variable_assignments");
        for part in children(node) {
            match part.kind() {
                "variable_assignment" if program && self.is_assignment(part) => facts::assignment(&mut self.facts, start, range(part)),
                "file_redirect" | "herestring_redirect" => {
                    self.redirect(part, start, words);
                    continue;
                }
                "comment" => continue,
                _ => words.push(range(part)),
            }
            self.inside(part);
        }
    }

    /// Whether it is one for a shell as well, for which `--name=x` is a word.
    fn is_assignment(&self, node: Node<'t>) -> bool {
        self.text[node.start_byte()..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
    }

    /// A statement with redirects behind it. They belong to the last command or compound in it.
    fn redirected(&mut self, node: Node<'t>, join: Join) -> usize {
        let start = node.start_byte();
        let body = node.child_by_field_name("body");
        let owner = match body {
            Some(body) => self.statement(body, join),
            None => {
                facts::join(&mut self.facts, start, join);
                start
            }
        };
        let mut more = Vec::new();
        for part in children(node).into_iter().filter(|part| Some(*part) != body) {
            self.redirect(part, owner, &mut more);
        }
        self.more_words(owner, body.is_none(), &more);
        owner
    }

    /// Words behind a redirect are arguments of the command before it, which the grammar puts into the redirect.
    fn more_words(&mut self, owner: usize, none_yet: bool, more: &[Range]) {
        let known = self
            .facts
            .iter()
            .find(|(at, fact)| *at == owner && fact.starts_with("command "))
            .cloned();
        match known {
            Some(fact) if !more.is_empty() => {
                let more = format!("{:?}", whole(more.to_vec()));
                let words = fact.1.trim_end_matches(']');
                let gap = if words.ends_with('[') { "" } else { ", " };
                let joined = format!("{words}{gap}{}", &more[1..]);
                self.facts.remove(&fact);
                self.facts.insert((owner, joined));
            }
            None if none_yet => facts::command(&mut self.facts, owner, more),
            _ => {}
        }
    }

    /// A redirect; words that the grammar takes for further targets go to `words`.
    fn redirect(&mut self, node: Node<'t>, owner: usize, words: &mut Vec<Range>) {
        let mut operator = "";
        let mut target: Option<Range> = None;
        for part in children(node) {
            match part.kind() {
                "file_descriptor" | "comment" | "heredoc_end" => {}
                "heredoc_start" => facts::redirect(&mut self.facts, owner, operator, range(part)),
                "heredoc_body" => self.inside(part),
                "file_redirect" | "herestring_redirect" => self.redirect(part, owner, words),
                "&&" => self.right(node, Join::And),
                "||" => self.right(node, Join::Or),
                "pipeline" => {
                    for piped in children(part).into_iter().filter(|p| p.is_named()) {
                        self.statement(piped, Join::Pipe);
                    }
                }
                kind if !part.is_named() => {
                    operator = match kind {
                        "\n" => operator,
                        "<&-" | ">&-" => {
                            let dash = part.end_byte() - 1;
                            target = Some((dash, dash + 1));
                            &kind[..2]
                        }
                        kind => kind,
                    };
                }
                _ if node.kind() == "heredoc_redirect" => {
                    if node.child_by_field_name("right") != Some(part) {
                        words.push(range(part));
                        self.inside(part);
                    }
                }
                _ => {
                    match &mut target {
                        None => target = Some(range(part)),
                        Some((_, end)) if *end == part.start_byte() => *end = part.end_byte(),
                        Some(_) => words.push(range(part)),
                    }
                    self.inside(part);
                }
            }
        }
        self.target(owner, operator, target);
    }

    /// Notes where a redirect points to.
    fn target(&mut self, owner: usize, operator: &str, target: Option<Range>) {
        if let Some(target) = target {
            facts::redirect(&mut self.facts, owner, operator, target);
        }
    }

    fn right(&mut self, node: Node<'t>, join: Join) {
        if let Some(right) = node.child_by_field_name("right") {
            self.statement(right, join);
        }
    }

    /// `( … )` and `{ …; }`
    fn bracket(&mut self, node: Node<'t>, kind: ListKind, join: Join) {
        facts::list(&mut self.facts, kind, range(node));
        facts::join(&mut self.facts, node.start_byte(), join);
        self.statements(node, None, Join::First);
    }

    /// The bodies of a compound of keywords. Returns where the last one begins: with us the redirects behind the compound hang on that.
    fn branches(&mut self, node: Node<'t>, join: Join) -> usize {
        let mut last = node.start_byte();
        for part in children(node) {
            last = match part.kind() {
                keyword @ ("if" | "then" | "elif" | "else" | "while" | "until" | "do") => self.body(node, keyword, join),
                "elif_clause" | "else_clause" | "do_group" => self.branches(part, join),
                _ => last,
            };
        }
        last
    }

    /// The statements behind a keyword, up to the next one; a branch that is a node of its own ends where the next one begins.
    fn body(&mut self, node: Node<'t>, keyword: &str, join: Join) -> usize {
        let Some(word) = children(node).into_iter().find(|part| part.kind() == keyword) else {
            return node.start_byte();
        };
        let mut end = self.statements(node, Some(word), Join::First);
        if end == node.end_byte() {
            end = node.next_sibling().map_or(end, |next| next.start_byte());
        }
        facts::list(&mut self.facts, ListKind::Group, (word.end_byte(), end));
        facts::join(&mut self.facts, word.end_byte(), join);
        word.end_byte()
    }

    fn case(&mut self, node: Node<'t>, join: Join) -> usize {
        let parts = children(node);
        let find = |kind: &str| parts.iter().rev().find(|part| part.kind() == kind);
        let (Some(into), Some(esac)) = (find("in"), find("esac")) else {
            return node.start_byte();
        };
        facts::list(&mut self.facts, ListKind::Group, (into.end_byte(), esac.start_byte()));
        facts::join(&mut self.facts, into.end_byte(), join);
        for part in &parts {
            if part.kind() != "case_item" {
                self.inside(*part);
                continue;
            }
            let Some(paren) = children(*part).into_iter().find(|p| p.kind() == ")") else {
                continue;
            };
            let mut cursor = part.walk();
            for value in part.children_by_field_name("value", &mut cursor) {
                self.inside(value);
            }
            let mut end = self.statements(*part, Some(paren), Join::First);
            if end == part.end_byte() {
                end = esac.start_byte();
            }
            facts::list(&mut self.facts, ListKind::Group, (paren.end_byte(), end));
            facts::join(&mut self.facts, paren.end_byte(), Join::First);
        }
        into.end_byte()
    }

    /// The substitutions in a word.
    fn inside(&mut self, node: Node<'t>) {
        let (start, end) = range(node);
        if self.without.iter().any(|(from, to)| *from <= start && end <= *to) {
            return;
        }
        match node.kind() {
            "command_substitution" | "process_substitution" => {
                facts::list(&mut self.facts, ListKind::Substitution, (start, end));
                let redirect = node.child_by_field_name("redirect");
                match redirect {
                    // `$(< file)`
                    Some(only) => {
                        facts::join(&mut self.facts, only.start_byte(), Join::First);
                        facts::command(&mut self.facts, only.start_byte(), &[]);
                        self.redirect(only, only.start_byte(), &mut Vec::new());
                    }
                    None => {
                        self.statements(node, None, Join::First);
                    }
                }
            }
            _ => children(node).into_iter().for_each(|part| self.inside(part)),
        }
    }
}
