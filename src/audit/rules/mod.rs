//! The rules, one word each.
