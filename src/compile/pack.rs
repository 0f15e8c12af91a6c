//! Packs a preset: values behind one byte that says their kind, with lengths in two bytes. The build script does it with those that are built in,
//! the program with a person's own, so that there is one reader for both (`packed.rs`).

use toml::Value;

/// Writes a value behind what is there. None if it has a kind that presets have no use for, or is too large.
pub fn pack(value: &Value, out: &mut Vec<u8>) -> Option<()> {
    let length = |length: usize| Some(u16::try_from(length).ok()?.to_le_bytes());
    match value {
        Value::String(text) => {
            out.push(b's');
            out.extend(length(text.len())?);
            out.extend(text.as_bytes());
        }
        Value::Integer(number) => {
            out.push(b'i');
            out.extend(number.to_le_bytes());
        }
        Value::Boolean(is) => out.push(if *is { b't' } else { b'f' }),
        Value::Array(items) => {
            out.push(b'a');
            out.extend(length(items.len())?);
            for item in items {
                pack(item, out)?;
            }
        }
        Value::Table(table) => {
            out.push(b'm');
            out.extend(length(table.len())?);
            for (key, value) in table {
                out.extend(length(key.len())?);
                out.extend(key.as_bytes());
                pack(value, out)?;
            }
        }
        Value::Float(_) | Value::Datetime(_) => return None,
    }
    Some(())
}
