use std::hint::black_box;

use knnbench_simd::{DOUBLES, Instructions, LANES, Level, Task};

use crate::trials::rates;

/// Steps of every chain in one trial: a millisecond or two.
const STEPS: usize = 1 << 20;
/// Chains of additions that do not wait for each other. Two units with a latency of four or five want eight to ten
/// registers in flight; where one value takes several of them, twelve chains would not fit, and six are enough.
const MANY: usize = 12;
const FEW: usize = 6;

/// Multiply-adds of float64 in a second, all threads together, trial by trial.
pub fn float64(level: Level, threads: usize) -> Vec<f64> {
    let many = rates(threads, |_| level.run(Float64::<MANY>));
    many.into_iter().chain(rates(threads, |_| level.run(Float64::<FEW>))).collect()
}

/// The same of float32.
pub fn float32(level: Level, threads: usize) -> Vec<f64> {
    let many = rates(threads, |_| level.run(Float32::<MANY>));
    many.into_iter().chain(rates(threads, |_| level.run(Float32::<FEW>))).collect()
}

// s ← z + s² with z = 0.1 goes to 0.11 and stays there: ordinary numbers, and no step is known before the last one.
const Z: f64 = 0.1;

struct Float64<const CHAINS: usize>;

impl<const CHAINS: usize> Task for Float64<CHAINS> {
    type Output = usize;

    #[inline(always)]
    fn run<I: Instructions>(self, i: I) -> usize {
        let z = i.splat_doubles(black_box(Z));
        let mut sums = [z; CHAINS];
        for _ in 0..STEPS {
            for sum in &mut sums {
                *sum = i.add_square_doubles(z, *sum);
            }
        }
        black_box(sums);
        STEPS * CHAINS * DOUBLES
    }
}

struct Float32<const CHAINS: usize>;

impl<const CHAINS: usize> Task for Float32<CHAINS> {
    type Output = usize;

    #[inline(always)]
    fn run<I: Instructions>(self, i: I) -> usize {
        let z = i.splat(black_box(Z as f32));
        let mut sums = [z; CHAINS];
        for _ in 0..STEPS {
            for sum in &mut sums {
                *sum = i.add_square(z, *sum);
            }
        }
        black_box(sums);
        STEPS * CHAINS * LANES
    }
}
