//! Reads the archives that orders need, each index once, and finds what every platform installs.

use std::collections::BTreeMap;

use super::{Ask, Manifest, findings::finding};
use crate::{
    compile::{ArchiveSource, Distribution, LockedPackages, Order},
    error::{Error, Result},
    finding::Finding,
    io::archive::{Archives, Table},
    packages::{Chosen, Entry, Format, Problem, Universe, apk_index, architecture, closure, deb_index, missing},
    parallel::each,
};

/// What one platform of an order installs, or all that stands in the way.
type Found = std::result::Result<Vec<Chosen>, Vec<Problem>>;

/// Resolves orders; what shares an archive and platform is looked up together.
///
/// # Errors
/// The archive cannot be read; or every package that cannot be had.
pub fn resolve(archives: &Archives, orders: &[Order], moment: &str, ask: Ask<'_>, manifest: &Manifest) -> Result<Vec<LockedPackages>> {
    let mut groups: BTreeMap<(Vec<ArchiveSource>, String), Vec<&Order>> = BTreeMap::new();
    for order in orders {
        for platform in &order.platforms {
            groups
                .entry((order.sources(moment_of(order, moment)), platform.clone()))
                .or_default()
                .push(order);
        }
    }
    let groups: Vec<_> = groups.into_iter().collect();
    let results = each(&groups, ask.threads, |((sources, platform), orders)| {
        platform_of(archives, sources, platform, orders)
    });
    let mut found: BTreeMap<&str, BTreeMap<String, Found>> = BTreeMap::new();
    let mut tables: BTreeMap<&ArchiveSource, String> = BTreeMap::new();
    for (((sources, platform), orders), result) in groups.iter().zip(results) {
        let (hashes, closures) = result?;
        tables.extend(sources.iter().zip(hashes));
        for (order, closure) in orders.iter().zip(closures) {
            found.entry(order.stage).or_default().insert(platform.clone(), closure);
        }
    }
    let mut all = Vec::new();
    let mut findings = Vec::new();
    for order in orders {
        let platforms = found.remove(order.stage).unwrap_or_default();
        let snapshot = moment_of(order, moment);
        match settled(order, platforms, manifest) {
            Err(more) => findings.extend(more),
            Ok(platforms) => all.push(LockedPackages {
                stage: order.stage.to_owned(),
                distribution: order.distribution.as_ref().map(|d| d.name.clone()).unwrap_or_default(),
                wanted: order.names().into_iter().map(str::to_owned).collect(),
                resolved: ask.today,
                snapshot: order.has_snapshots().then(|| snapshot.to_owned()),
                sources: order
                    .sources(snapshot)
                    .into_iter()
                    .map(|source| {
                        let hash = tables.get(&source).cloned().unwrap_or_default();
                        (source, hash)
                    })
                    .collect(),
                platforms,
            }),
        }
    }
    if findings.is_empty() {
        return Ok(all);
    }
    Finding::sort(&mut findings);
    Err(Error::input("").findings(findings))
}

/// The moment for an order: what app.toml says goes before everything.
fn moment_of<'a>(order: &'a Order, moment: &'a str) -> &'a str {
    order.snapshot.as_deref().unwrap_or(moment)
}

/// The hashes of the sources' tables, and what each order installs on one platform.
fn platform_of(archives: &Archives, sources: &[ArchiveSource], platform: &str, orders: &[&Order]) -> Result<(Vec<String>, Vec<Found>)> {
    let Some(distribution) = orders.first().and_then(|o| o.distribution.as_ref()) else {
        return Ok((Vec::new(), Vec::new()));
    };
    let format = distribution.format;
    let word = architecture(format, platform).ok_or_else(|| not_built_for(distribution, platform))?;
    let tables = sources.iter().map(|s| archives.table(format, s)).collect::<Result<Vec<Table>>>()?;
    let mut texts = Vec::new();
    for (source, table) in sources.iter().zip(&tables) {
        texts.extend(archives.indexes(source, table, word)?);
    }
    let universe = Universe::new(format, texts.iter().flat_map(|text| entries(format, text)));
    let installs = |order: &&Order| {
        let names = order.names();
        let problems = missing(&universe, &names);
        if !problems.is_empty() {
            return Err(problems);
        }
        closure(&universe, &names, &distribution.base).map_err(|problem| vec![problem])
    };
    let found = orders.iter().map(installs).collect();
    Ok((tables.into_iter().map(|t| t.hash).collect(), found))
}

fn entries(format: Format, text: &str) -> Box<dyn Iterator<Item = Entry<'_>> + '_> {
    match format {
        Format::Deb => Box::new(deb_index(text)),
        Format::Apk => Box::new(apk_index(text)),
    }
}

fn not_built_for(distribution: &Distribution, platform: &str) -> Error {
    let message = format!("{} is not built for {}", distribution.name, crate::value::shown(platform));
    Error::input(message).hint("take it out of [packages] platforms")
}

/// The closures of all platforms, or each problem once with the platforms that have it.
fn settled(
    order: &Order,
    platforms: BTreeMap<String, Found>,
    manifest: &Manifest,
) -> std::result::Result<BTreeMap<String, Vec<Chosen>>, Vec<Finding>> {
    let count = platforms.len();
    let mut good = BTreeMap::new();
    let mut bad: Vec<(Problem, Vec<String>)> = Vec::new();
    for (platform, found) in platforms {
        match found {
            Ok(closure) => {
                good.insert(platform, closure);
            }
            Err(problems) => {
                for problem in problems {
                    match bad.iter_mut().find(|(known, _)| *known == problem) {
                        Some((_, on)) => on.push(platform.clone()),
                        None => bad.push((problem, vec![platform.clone()])),
                    }
                }
            }
        }
    }
    if bad.is_empty() {
        return Ok(good);
    }
    let only = |on: &[String]| if on.len() == count { String::new() } else { on.join(", ") };
    Err(bad
        .iter()
        .map(|(problem, on)| finding(order, problem, &only(on), manifest))
        .collect())
}
