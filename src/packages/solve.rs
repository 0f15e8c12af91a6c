//! All that a package needs: each dependency met by one package in one version, the same ones every time.
//!
//! No search: of several that would do, the one that is already chosen, else one that every system has, else the first that is named.
//! That is what a person would do, and what cannot be settled this way is an error with both sides of the quarrel in it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::{
    Format,
    entry::Entry,
    relation::{self, Clause, Relation},
    universe::Universe,
};

/// One package of a closure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its hash.
    pub hash: String,
    /// Whether every system of the distribution has some version of it already, so that nobody need ask for it.
    pub base: bool,
}

/// Why there is no closure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Nobody knows the package.
    Unknown {
        /// The package that was asked for.
        name: String,
        /// Names that are near, the likeliest first.
        nearest: Vec<String>,
    },
    /// It is only a name that others provide.
    Virtual {
        /// The name.
        name: String,
        /// The packages that provide it, sorted.
        providers: Vec<String>,
    },
    /// What a package needs is not to be had.
    Unmet {
        /// The package.
        package: String,
        /// What it needs, with alternatives.
        needs: String,
    },
    /// A package cannot be installed beside another.
    Clash {
        /// The one that refuses.
        package: String,
        /// The one that is refused.
        with: String,
    },
}

/// All packages that these need, themselves included, sorted by name. `base` names what every system has besides what the index says
/// is essential.
///
/// # Errors
/// The first thing that stands in the way.
pub fn closure(universe: &Universe<'_>, wanted: &[&str], base: &[String]) -> Result<Vec<Chosen>, Problem> {
    let essential = universe.entries().filter(|e| e.essential).map(|e| e.name);
    let seeds: BTreeSet<&str> = essential.chain(base.iter().map(String::as_str)).collect();
    let mut system = Solver::new(universe, BTreeSet::new());
    for name in seeds {
        // A base may name what some release or architecture has not.
        if let Some(entry) = universe.get(name) {
            system.take(entry);
        }
    }
    // What is essential may need what a small mirror has not; that is for whoever installs it to say.
    while system.step().unwrap_or(true) {}
    let system: BTreeSet<&str> = system.chosen.into_keys().collect();

    let mut solver = Solver::new(universe, system);
    for name in wanted {
        solver.take(find(universe, name)?);
    }
    solver.check_wanted()?;
    while solver.step()? {}
    Ok(solver.into_closure(wanted))
}

/// All of these that nobody can install by that name.
pub fn missing(universe: &Universe<'_>, wanted: &[&str]) -> Vec<Problem> {
    wanted.iter().filter_map(|name| find(universe, name).err()).collect()
}

fn find<'u, 'a>(universe: &'u Universe<'a>, name: &str) -> Result<&'u Entry<'a>, Problem> {
    let texts = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect();
    if let Some(entry) = universe.get(name) {
        return Ok(entry);
    }
    let providers = universe.providers(name);
    if providers.is_empty() {
        let nearest = texts(universe.nearest(name));
        return Err(Problem::Unknown {
            name: name.to_owned(),
            nearest,
        });
    }
    let providers = texts(providers);
    Err(Problem::Virtual {
        name: name.to_owned(),
        providers,
    })
}

struct Solver<'u, 'a> {
    universe: &'u Universe<'a>,
    system: BTreeSet<&'a str>,
    chosen: BTreeMap<&'a str, &'u Entry<'a>>,
    /// What the chosen refuse, by name, and who does.
    refused: BTreeMap<&'a str, Vec<(&'a str, Relation<'a>)>>,
    /// Dependencies that nobody has looked at yet, with the package that has them.
    open: VecDeque<(&'a str, Clause<'a>)>,
    /// Those that can be met in several ways: they wait until all that must be is chosen.
    choices: VecDeque<(&'a str, Clause<'a>)>,
}

impl<'u, 'a> Solver<'u, 'a> {
    fn new(universe: &'u Universe<'a>, system: BTreeSet<&'a str>) -> Self {
        Self {
            universe,
            system,
            chosen: BTreeMap::new(),
            refused: BTreeMap::new(),
            open: VecDeque::new(),
            choices: VecDeque::new(),
        }
    }

    fn take(&mut self, entry: &'u Entry<'a>) {
        if self.chosen.insert(entry.name, entry).is_none() {
            let needs = entry.needs.iter().flat_map(|text| relation::clauses(self.universe.format(), text));
            self.open.extend(needs.map(|clause| (entry.name, clause)));
            for relation in refusals(self.universe.format(), entry) {
                self.refused.entry(relation.name).or_default().push((entry.name, relation));
            }
        }
    }

    /// Meets one dependency. False when none is left.
    fn step(&mut self) -> Result<bool, Problem> {
        let (must, (package, clause)) = match (self.open.pop_front(), self.choices.pop_front()) {
            (Some(open), choice) => {
                if let Some(choice) = choice {
                    self.choices.push_front(choice);
                }
                (false, open)
            }
            (None, Some(choice)) => (true, choice),
            (None, None) => return Ok(false),
        };
        if self.is_met(&clause) {
            return Ok(true);
        }
        let options: Vec<&'u Entry<'a>> = clause.iter().flat_map(|r| self.universe.candidates(r)).collect();
        let at_hand = options.iter().find(|e| self.system.contains(e.name)).copied();
        if at_hand.is_none() && options.len() > 1 && !must {
            self.choices.push_back((package, clause));
            return Ok(true);
        }
        let mut clash = None;
        for option in at_hand.into_iter().chain(options) {
            match self.clash(option) {
                None => {
                    self.take(option);
                    return Ok(true);
                }
                found => clash = clash.or(found),
            }
        }
        Err(clash.unwrap_or_else(|| Problem::Unmet {
            package: package.to_owned(),
            needs: text(&clause),
        }))
    }

    fn is_met(&self, clause: &Clause<'_>) -> bool {
        let by_name = |r: &Relation<'_>| self.chosen.get(r.name).is_some_and(|e| self.universe.meets(e, r));
        let provided = |r: &Relation<'_>| self.universe.candidates(r).iter().any(|e| self.chosen.contains_key(e.name));
        clause.iter().any(|r| by_name(r) || provided(r))
    }

    /// Who among the chosen refuses a package, or is refused by it.
    fn clash(&self, entry: &Entry<'_>) -> Option<Problem> {
        let quarrel = |a: &str, b: &str| Problem::Clash {
            package: a.to_owned(),
            with: b.to_owned(),
        };
        let refused = refusals(self.universe.format(), entry).find_map(|r| {
            let mut met = self.universe.candidates(&r).into_iter().map(|e| e.name);
            met.find(|name| *name != entry.name && self.chosen.contains_key(name))
        });
        if let Some(other) = refused {
            return Some(quarrel(entry.name, other));
        }
        let names = [entry.name].into_iter().chain(entry.provides.iter().map(|p| p.name));
        let against = names.filter_map(|name| self.refused.get(name)).flatten();
        let mut against = against.filter(|(by, relation)| *by != entry.name && self.universe.meets(entry, relation));
        against.next().map(|(by, _)| quarrel(by, entry.name))
    }

    /// Whether the packages that were asked for can stand beside each other.
    fn check_wanted(&self) -> Result<(), Problem> {
        self.chosen.values().find_map(|entry| self.clash(entry)).map_or(Ok(()), Err)
    }

    fn into_closure(self, wanted: &[&str]) -> Vec<Chosen> {
        let chosen = self.chosen.into_values().map(|entry| Chosen {
            name: entry.name.to_owned(),
            version: entry.version.to_owned(),
            hash: entry.hash.clone(),
            base: self.system.contains(entry.name) && !wanted.contains(&entry.name),
        });
        chosen.collect()
    }
}

/// What a package refuses to stand beside.
fn refusals<'a>(format: Format, entry: &Entry<'a>) -> impl Iterator<Item = Relation<'a>> {
    entry.conflicts.into_iter().flat_map(move |text| match format {
        Format::Deb => relation::clauses(format, text).into_iter().flatten().collect::<Vec<_>>(),
        Format::Apk => relation::refused(text).collect(),
    })
}

fn text(clause: &Clause<'_>) -> String {
    let words: Vec<String> = clause.iter().map(ToString::to_string).collect();
    words.join(" | ")
}
