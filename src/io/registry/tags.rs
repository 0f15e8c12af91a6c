//! The list of an image's tags, page after page (OCI distribution specification, "Listing Tags").

use serde::Deserialize;

/// More pages than these are not read: a registry may have no end of them.
pub const MOST_PAGES: usize = 32;

#[derive(Deserialize)]
struct Page {
    tags: Option<Vec<String>>,
}

/// The tags of a page.
///
/// # Errors
/// It is no list of tags.
pub fn read(body: &[u8]) -> Result<Vec<String>, String> {
    let page: Page = serde_json::from_slice(body).map_err(|why| format!("its answer is no list of tags: {why}"))?;
    Ok(page.tags.unwrap_or_default())
}

/// Where the next page is, by a header `Link: </v2/…?last=x&n=1000>; rel="next"`; only on the same list.
pub fn next(link: &str, own: &str) -> Option<String> {
    let (address, rest) = link.trim().strip_prefix('<')?.split_once('>')?;
    let query = address
        .split_once("/v2/")
        .and_then(|(_, path)| format!("/v2/{path}").strip_prefix(own).map(str::to_owned))?;
    (rest.contains("next") && query.starts_with('?')).then(|| format!("{own}{query}"))
}
