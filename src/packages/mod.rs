//! Operating system packages: reads the indexes of an archive and finds all that a package needs there. Pure: texts in, versions and hashes out.

mod apkindex;
mod control;
mod debindex;
mod entry;
mod nearest;
mod platform;
mod relation;
mod release;
mod solve;
mod universe;
mod version;

pub use apkindex::apk_index;
pub use debindex::deb_index;
pub use entry::{Entry, is_hash, is_name, is_version};
pub use platform::architecture;
pub use release::{File, Release};
pub use solve::{Chosen, Problem, closure, missing};
pub use universe::Universe;

/// How an archive writes its index, compares versions and names dependencies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Debian's and Ubuntu's: `Packages` under a signed `InRelease`.
    Deb,
    /// Alpine's: `APKINDEX`.
    Apk,
}
