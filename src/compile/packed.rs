//! The built-in presets as the build script packed them: values behind one byte that says their kind, with lengths in two bytes. Reading
//! TOML took a quarter of a whole `generate`, and what is built in was read as TOML when the program was made.
//!
//! `s` text, `i` number (eight bytes), `t` and `f`, `a` list, `m` table of keys and values; `pack.rs` writes it.

use std::{cell::Cell, fmt};

use serde::{
    de::{DeserializeOwned, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor, value::BorrowedStrDeserializer},
    forward_to_deserialize_any,
};

/// Reads a packed table. None if it is not one of the wanted kind.
pub fn read<T: DeserializeOwned>(packed: &[u8]) -> Option<T> {
    let mut reader = Reader { rest: packed };
    let value = T::deserialize(&mut reader).ok()?;
    reader.rest.is_empty().then_some(value)
}

/// Why that is none.
pub fn fault<T: DeserializeOwned>(packed: &[u8]) -> String {
    TELLING.set(true);
    let read = T::deserialize(&mut Reader { rest: packed });
    TELLING.set(false);
    read.err().map_or_else(String::new, |unfit| unfit.to_string())
}

thread_local! {
    /// Whether somebody wants to know what is wrong. Untagged types try one form after the other and throw errors away: words for each are dear.
    static TELLING: Cell<bool> = const { Cell::new(false) };
}

/// Something else than was expected.
#[derive(Debug)]
struct Unfit(String);

impl Unfit {
    const fn silent() -> Self {
        Self(String::new())
    }
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unfit {}

impl Error for Unfit {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(if TELLING.get() { message.to_string() } else { String::new() })
    }
}

struct Reader<'de> {
    rest: &'de [u8],
}

impl<'de> Reader<'de> {
    fn take(&mut self, length: usize) -> Result<&'de [u8], Unfit> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(Unfit::silent())?;
        self.rest = rest;
        Ok(taken)
    }

    fn kind(&mut self) -> Result<u8, Unfit> {
        self.take(1)?.first().copied().ok_or(Unfit::silent())
    }

    fn length(&mut self) -> Result<usize, Unfit> {
        match *self.take(2)? {
            [low, high] => Ok(usize::from(u16::from_le_bytes([low, high]))),
            _ => Err(Unfit::silent()),
        }
    }

    fn text(&mut self) -> Result<&'de str, Unfit> {
        let length = self.length()?;
        str::from_utf8(self.take(length)?).map_err(|_| Unfit::silent())
    }
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = Unfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self.kind()? {
            b's' => visitor.visit_borrowed_str(self.text()?),
            b'i' => {
                let bytes = self.take(8)?.try_into().map_err(|_| Unfit::silent())?;
                visitor.visit_i64(i64::from_le_bytes(bytes))
            }
            b't' => visitor.visit_bool(true),
            b'f' => visitor.visit_bool(false),
            b'a' => {
                let left = self.length()?;
                visitor.visit_seq(Items { reader: self, left })
            }
            b'm' => {
                let left = self.length()?;
                visitor.visit_map(Items { reader: self, left })
            }
            _ => Err(Unfit::silent()),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, Unfit> {
        match self.kind()? {
            b's' => visitor.visit_enum(BorrowedStrDeserializer::new(self.text()?)),
            _ => Err(Unfit::silent()),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// What is still to come of a list or table.
struct Items<'a, 'de> {
    reader: &'a mut Reader<'de>,
    left: usize,
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = Unfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Unfit> {
        let Some(left) = self.left.checked_sub(1) else {
            return Ok(None);
        };
        self.left = left;
        seed.deserialize(&mut *self.reader).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left)
    }
}

impl<'de> MapAccess<'de> for Items<'_, 'de> {
    type Error = Unfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Unfit> {
        let Some(left) = self.left.checked_sub(1) else {
            return Ok(None);
        };
        self.left = left;
        seed.deserialize(BorrowedStrDeserializer::new(self.reader.text()?)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Unfit> {
        seed.deserialize(&mut *self.reader)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left)
    }
}
