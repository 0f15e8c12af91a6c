//! The part of `lock` that is about operating system packages: what is kept, what is asked anew, and what changed.

mod change;
mod findings;
mod resolve;

use std::sync::Arc;

use jiff::civil::Date;

use crate::{
    compile::{self, Inputs, Lock, LockedPackages, Order},
    error::Result,
    io::archive::Archives,
    source::Source,
};

/// Who is asked, and for what.
#[derive(Clone, Copy)]
pub struct Ask<'a> {
    /// The way to archives; none when nobody may be asked.
    pub archives: Option<&'a Archives>,
    /// Whether what the lock holds is asked for anew.
    pub renew: bool,
    /// The day that is written beside what is resolved.
    pub today: Date,
    /// How many threads can work at the same time.
    pub threads: usize,
}

/// Puts the packages of every stage into a lock, and says in lines what changed.
///
/// # Errors
/// All packages that the archive does not have, with their places in `app.toml`; or why the archive cannot be read.
pub fn fill(ask: Ask<'_>, inputs: Inputs<'_>, there: &Lock, lock: &mut Lock) -> Result<Vec<String>> {
    let mut said = Vec::new();
    let mut open: Vec<Order> = Vec::new();
    for order in compile::orders(inputs)? {
        let old = there.packages(order.stage);
        if ask.archives.is_none() {
            match old {
                // Whether it still fits is for the compiler to say.
                Some(old) => lock.insert_packages(old.clone()),
                None => said.push(not_locked(&order, "with --offline the archive is not asked")),
            }
            continue;
        }
        match old {
            _ if order.distribution.is_none() => said.push(not_locked(&order, &format!("no archive is known for {}", order.image))),
            Some(old) if !ask.renew && old.lacks(&order).is_none() => lock.insert_packages(old.clone()),
            _ => open.push(order),
        }
    }
    let (Some(archives), Some(moment)) = (ask.archives, moment(ask, there, &open)) else {
        return Ok(said);
    };
    for locked in resolve::resolve(archives, &open, &moment, ask, inputs.manifest)? {
        let order = open.iter().find(|o| o.stage == locked.stage);
        let old = there.packages(&locked.stage);
        let same = |old: &&LockedPackages| old.platforms == locked.platforms && order.is_some_and(|o| old.lacks(o).is_none());
        // When nothing but the day is new, the entry stays as it was: a run that resolves the same changes no byte.
        let kept = old.filter(same).cloned().unwrap_or(locked);
        said.extend(change::lines(old, &kept));
        lock.insert_packages(kept);
    }
    Ok(said)
}

/// The moment of the archive for what is open: that of the stages that are kept, so that stages do not drift apart; else today's first.
fn moment(ask: Ask<'_>, there: &Lock, open: &[Order]) -> Option<String> {
    if open.is_empty() {
        return None;
    }
    let kept = [compile::BUILD, compile::RUNTIME]
        .iter()
        .find_map(|stage| there.packages(stage)?.snapshot.clone());
    let today = || format!("{}T000000Z", ask.today.strftime("%Y%m%d"));
    Some(kept.filter(|_| !ask.renew).unwrap_or_else(today))
}

fn not_locked(order: &Order, why: &str) -> String {
    format!("the packages of the {} stage are not locked: {why}", order.stage)
}

/// `app.toml`, for places in it.
type Manifest = Arc<Source>;
