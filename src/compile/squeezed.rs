//! What the build script squeezed so that the program is small.

use std::io::Read as _;

use flate2::read::GzDecoder;

/// Its bytes. Nothing but memory is read, and a test reads all of it.
pub fn wide(squeezed: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let _ = GzDecoder::new(squeezed).read_to_end(&mut bytes);
    bytes
}
