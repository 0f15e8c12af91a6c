//! Packed indexes to texts, never larger than allowed: xz, gzip, and the tar inside of Alpine's.

use std::io::Read;

use flate2::read::MultiGzDecoder;
use lzma_rust2::XzReader;

/// The most memory that unpacking xz may take, in KiB: what `xz -9` needs.
const MOST_MEMORY: u32 = 80 << 10;

/// The size of a block of tar.
const BLOCK: usize = 512;

/// Unpacks by the ending of the name.
///
/// # Errors
/// One sentence: it is not what the ending says, or too large.
pub fn text(name: &str, bytes: &[u8], most: u64) -> Result<String, String> {
    let bytes = if name.ends_with(".xz") {
        read(XzReader::new_mem_limit(bytes, true, MOST_MEMORY), most)?
    } else if name.ends_with(".gz") {
        read(MultiGzDecoder::new(bytes), most)?
    } else {
        bytes.to_vec()
    };
    Ok(into_text(bytes))
}

/// The text of Alpine's `APKINDEX.tar.gz`.
///
/// # Errors
/// One sentence: it is not packed, not signed, has no index, or is too large.
pub fn apk_index(bytes: &[u8], most: u64) -> Result<String, String> {
    let tar = read(MultiGzDecoder::new(bytes), most)?;
    let mut files = files(&tar);
    if !files.next().is_some_and(|(name, _)| name.starts_with(".SIGN.")) {
        return Err("it carries no signature, and apk would refuse it".to_owned());
    }
    let index = files.find(|(name, _)| name == "APKINDEX");
    let (_, index) = index.ok_or("it holds no APKINDEX")?;
    Ok(into_text(index.to_vec()))
}

fn read(reader: impl Read, most: u64) -> Result<Vec<u8>, String> {
    let mut out = Vec::new();
    let read = reader.take(most.saturating_add(1)).read_to_end(&mut out);
    read.map_err(|e| format!("it cannot be unpacked: {}", crate::value::shown(&e.to_string())))?;
    if out.len() as u64 > most {
        return Err("it is larger unpacked than it may be".to_owned());
    }
    Ok(out)
}

/// Indexes are UTF-8; what is not would be no name or version of a package.
fn into_text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned())
}

/// The files of a tar, name and content each, up to the first that is cut off (POSIX, pax: "ustar Interchange Format").
fn files(tar: &[u8]) -> impl Iterator<Item = (String, &[u8])> {
    let mut rest = tar;
    std::iter::from_fn(move || {
        let header = rest.get(..BLOCK)?;
        let field = |from: usize, to: usize| {
            let bytes = header[from..to].split(|b| *b == 0).next().unwrap_or_default();
            String::from_utf8_lossy(bytes).trim().to_owned()
        };
        let name = field(0, 100);
        if name.is_empty() {
            return None;
        }
        let size = usize::from_str_radix(&field(124, 136), 8).ok()?;
        let content = rest.get(BLOCK..BLOCK.checked_add(size)?)?;
        let next = BLOCK + size.div_ceil(BLOCK) * BLOCK;
        rest = rest.get(next..).unwrap_or_default();
        Some((name, content))
    })
}
