//! Archives of distributions: their indexes as of a moment, each held to the hash that its release names. Asked only by `lock`.

mod download;
mod unpack;

pub use unpack::text as unpacked;

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use sha2::{Digest as _, Sha256};

use crate::{
    compile::ArchiveSource,
    error::{Error, Result},
    packages::{Format, Release},
};
use download::Client;

/// The most that an `InRelease` may weigh; Debian's has 0.2 MB.
const MOST_RELEASE: u64 = 8 << 20;

/// The most that an index may weigh packed; Debian's largest has 13 MB.
const MOST_PACKED: u64 = 128 << 20;

/// The most that an index may weigh unpacked; Debian's largest has 57 MB.
const MOST_UNPACKED: u64 = 512 << 20;

/// A way to archives. What was read is kept for its life, so that stages and projects that share an archive read it once.
pub struct Archives {
    client: Client,
    read: Mutex<BTreeMap<String, Arc<Once>>>,
}

/// A file that is read once, and what came of it.
type Once = OnceLock<Result<Arc<Vec<u8>>>>;

/// An archive's own table of its indexes.
pub struct Table {
    /// The SHA-256 of the signed file, as `sha256:…`; empty for Alpine, whose indexes stand alone.
    pub hash: String,
    release: Option<Release>,
}

impl Default for Archives {
    fn default() -> Self {
        Self {
            client: Client::new(),
            read: Mutex::default(),
        }
    }
}

impl Archives {
    /// The table of a source's indexes.
    ///
    /// # Errors
    /// It cannot be had, is not signed, was cut off, or is another release's.
    pub fn table(&self, format: Format, source: &ArchiveSource) -> Result<Table> {
        if format == Format::Apk {
            return Ok(Table {
                hash: String::new(),
                release: None,
            });
        }
        let url = format!("{}/dists/{}/InRelease", source.url, source.suite);
        let bytes = self.get(&url, MOST_RELEASE)?;
        let text = String::from_utf8_lossy(&bytes);
        let release = Release::read(&text).map_err(|why| broken(&url, &why))?;
        if ![&release.codename, &release.suite].contains(&&source.suite) {
            return Err(broken(
                &url,
                &format!("it is the table of {}", crate::value::shown(&release.codename)),
            ));
        }
        Ok(Table {
            hash: format!("sha256:{}", hex(&bytes)),
            release: Some(release),
        })
    }

    /// The texts of a source's indexes for one architecture.
    ///
    /// # Errors
    /// One cannot be had, is not what its table says, or cannot be unpacked.
    pub fn indexes(&self, source: &ArchiveSource, table: &Table, architecture: &str) -> Result<Vec<String>> {
        let Some(release) = &table.release else {
            let url = format!("{}/{}/{architecture}/APKINDEX.tar.gz", source.url, source.suite);
            let bytes = self.get(&url, MOST_PACKED)?;
            return Ok(vec![unpack::apk_index(&bytes, MOST_UNPACKED).map_err(|why| broken(&url, &why))?]);
        };
        let parts = source.components.iter();
        parts
            .map(|component| self.packages(source, release, component, architecture))
            .collect()
    }

    fn packages(&self, source: &ArchiveSource, release: &Release, component: &str, architecture: &str) -> Result<String> {
        let folder = format!("{}/dists/{}", source.url, source.suite);
        let plain = format!("{component}/binary-{architecture}/Packages");
        let forms = [".xz", ".gz", ""].map(|ending| format!("{plain}{ending}"));
        let Some((path, file)) = forms.iter().find_map(|path| Some((path, release.file(path)?))) else {
            let message = format!("{folder}/InRelease names no index of {component} for {architecture}");
            return Err(Error::input(message).hint("name the platforms that it is built for: [packages] platforms = [\"linux/amd64\"]"));
        };
        let url = format!("{folder}/{path}");
        if file.size > MOST_PACKED {
            return Err(broken(&url, "it is larger than any index"));
        }
        let bytes = self.get(&url, file.size)?;
        if bytes.len() as u64 != file.size {
            let why = format!("it has {} bytes, but InRelease says {}: it was cut off", bytes.len(), file.size);
            return Err(broken(&url, &why));
        }
        if hex(&bytes) != file.sha256 {
            return Err(broken(
                &url,
                "its hash is not the one in InRelease: it was changed on the way, or the mirror is being renewed",
            ));
        }
        let most = release.file(&plain).map_or(MOST_UNPACKED, |f| f.size.min(MOST_UNPACKED));
        unpack::text(path, &bytes, most).map_err(|why| broken(&url, &why))
    }

    /// A file of an archive, read once. What several ask for at the same time is waited for.
    fn get(&self, url: &str, most: u64) -> Result<Arc<Vec<u8>>> {
        let place = {
            let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(read.entry(url.to_owned()).or_default())
        };
        place.get_or_init(|| self.client.get(url, most).map(Arc::new)).clone()
    }
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// What arrived cannot be used.
fn broken(url: &str, why: &str) -> Error {
    Error::environment(format!("{url} cannot be used: {why}")).hint("try again, or name another mirror: [packages] mirror = \"…\"")
}
