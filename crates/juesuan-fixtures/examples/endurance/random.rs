//! Numbers that look random and are always the same for the same seed (SplitMix64).

pub(crate) struct Random(u64);

impl Random {
    /// The numbers of one file of one seed.
    pub(crate) fn new(seed: u64, file: u64) -> Self {
        let mut random = Self(seed);
        let mixed = random.next();
        Self(mixed ^ file.wrapping_mul(0xD134_2543_DE82_EF95))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`; 0 for bound 0.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        let number = self.next().checked_rem(bound as u64).unwrap_or(0);
        usize::try_from(number).unwrap_or(0)
    }

    /// One of some things.
    pub(crate) fn pick<'a, T>(&mut self, among: &'a [T]) -> Option<&'a T> {
        among.get(self.below(among.len()))
    }

    pub(crate) fn byte(&mut self) -> u8 {
        self.next().to_be_bytes()[0]
    }
}
