//! Random numbers that are the same in every run: Marsaglia's xorshift.

/// A generator; the same seed gives the same numbers.
pub struct Xorshift(u64);

impl Xorshift {
    /// A generator from a seed.
    pub fn new(seed: u64) -> Self {
        let mut rng = Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        (0..4).for_each(|_| {
            rng.next();
        });
        rng
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() >> 16).expect("48 bits fit") % end
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
}
