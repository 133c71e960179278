use crate::instructions::{DOUBLES, Instructions, LANES, Task, bits};

/// Plain Rust; what the compiler makes of it is up to the compiler.
#[derive(Clone, Copy)]
pub struct Portable;

impl Instructions for Portable {
    type Lanes = [f32; LANES];
    type Doubles = [f64; DOUBLES];

    #[inline(always)]
    fn run<T: Task>(self, task: T) -> T::Output {
        task.run(self)
    }

    #[inline(always)]
    fn splat(self, value: f32) -> Self::Lanes {
        [value; LANES]
    }

    #[inline(always)]
    fn load(self, values: &[f32; LANES]) -> Self::Lanes {
        *values
    }

    #[inline(always)]
    fn store(self, lanes: Self::Lanes, values: &mut [f32; LANES]) {
        *values = lanes;
    }

    #[inline(always)]
    fn subtract(self, a: Self::Lanes, b: Self::Lanes) -> Self::Lanes {
        std::array::from_fn(|i| a[i] - b[i])
    }

    #[inline(always)]
    fn add_square(self, sum: Self::Lanes, difference: Self::Lanes) -> Self::Lanes {
        std::array::from_fn(|i| sum[i] + difference[i] * difference[i])
    }

    #[inline(always)]
    fn add_magnitude(self, sum: Self::Lanes, difference: Self::Lanes) -> Self::Lanes {
        std::array::from_fn(|i| sum[i] + difference[i].abs())
    }

    #[inline(always)]
    fn clamp(self, value: Self::Lanes, low: Self::Lanes, high: Self::Lanes) -> Self::Lanes {
        std::array::from_fn(|i| value[i].max(low[i]).min(high[i]))
    }

    #[inline(always)]
    fn at_most(self, a: Self::Lanes, b: Self::Lanes) -> u16 {
        (0..LANES).fold(0, |mask, i| mask | (u16::from(a[i] <= b[i]) << i))
    }

    #[inline(always)]
    fn compress(self, mask: u16, lanes: Self::Lanes, values: &mut [f32; LANES]) {
        bits(mask).zip(values).for_each(|(i, value)| *value = lanes[i]);
    }

    #[inline(always)]
    fn compress_numbers(self, mask: u16, numbers: &[u32; LANES], kept: &mut [u32; LANES]) {
        bits(mask).zip(kept).for_each(|(i, number)| *number = numbers[i]);
    }

    #[inline(always)]
    fn splat_doubles(self, value: f64) -> Self::Doubles {
        [value; DOUBLES]
    }

    #[inline(always)]
    fn store_doubles(self, doubles: Self::Doubles, values: &mut [f64; DOUBLES]) {
        *values = doubles;
    }

    #[inline(always)]
    fn add_square_doubles(self, sum: Self::Doubles, difference: Self::Doubles) -> Self::Doubles {
        std::array::from_fn(|i| sum[i] + difference[i] * difference[i])
    }
}
