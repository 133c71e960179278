/// Numbers in one value of [`Instructions::Lanes`].
pub const LANES: usize = 16;
/// Numbers in one value of [`Instructions::Doubles`].
pub const DOUBLES: usize = 8;

/// One set of vector instructions. No value here is ever NaN: callers pass finite numbers and +∞ only, and never
/// subtract +∞ from itself.
pub trait Instructions: Copy {
    /// Sixteen float32 numbers.
    type Lanes: Copy;
    /// Eight float64 numbers, as many bytes as `Lanes`; only what the processor can do at most is measured with them.
    type Doubles: Copy;

    /// Runs a task compiled for these instructions.
    fn run<T: Task>(self, task: T) -> T::Output;

    fn splat(self, value: f32) -> Self::Lanes;
    fn load(self, values: &[f32; LANES]) -> Self::Lanes;
    fn store(self, lanes: Self::Lanes, values: &mut [f32; LANES]);
    fn subtract(self, a: Self::Lanes, b: Self::Lanes) -> Self::Lanes;
    /// `sum + difference²`, rounded once or twice; never falls when |difference| or the sum grows.
    fn add_square(self, sum: Self::Lanes, difference: Self::Lanes) -> Self::Lanes;
    /// `sum + |difference|`.
    fn add_magnitude(self, sum: Self::Lanes, difference: Self::Lanes) -> Self::Lanes;
    /// The value nearest to `value` between `low` and `high`.
    fn clamp(self, value: Self::Lanes, low: Self::Lanes, high: Self::Lanes) -> Self::Lanes;
    /// Bit i is set where lane i of `a` is at most that of `b`.
    fn at_most(self, a: Self::Lanes, b: Self::Lanes) -> u16;
    /// Puts the lanes of the mask's bits at the beginning of `values`, in order; what comes after them may be anything.
    fn compress(self, mask: u16, lanes: Self::Lanes, values: &mut [f32; LANES]);
    /// The same for `numbers`.
    fn compress_numbers(self, mask: u16, numbers: &[u32; LANES], kept: &mut [u32; LANES]);

    fn splat_doubles(self, value: f64) -> Self::Doubles;
    fn store_doubles(self, doubles: Self::Doubles, values: &mut [f64; DOUBLES]);
    /// `sum + difference²`, rounded once or twice.
    fn add_square_doubles(self, sum: Self::Doubles, difference: Self::Doubles) -> Self::Doubles;
}

/// What is run with one set of instructions; `run` is to be `#[inline(always)]`, and what it calls too, or it is
/// compiled without them.
pub trait Task {
    type Output;

    fn run<I: Instructions>(self, instructions: I) -> Self::Output;
}

/// Positions of the bits of a mask, the lowest first.
#[inline(always)]
pub(crate) fn bits(mut mask: u16) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let position = mask.trailing_zeros() as usize;
        (mask != 0).then(|| {
            mask &= mask - 1;
            position
        })
    })
}
