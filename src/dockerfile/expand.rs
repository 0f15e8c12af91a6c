//! Variables in words, as BuildKit expands them.
