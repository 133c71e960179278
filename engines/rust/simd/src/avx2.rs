// Every unsafe block below calls instructions of AVX2 and FMA, or a function compiled for them, and is sound because a
// value of `Avx2` exists only where the processor has them (`Level`). Pointers come from references to arrays of
// sixteen numbers, and eight are read or written at 0 and at 8; no alignment is asked for.

use std::arch::x86_64::*;

use crate::instructions::{DOUBLES, Instructions, LANES, Task, bits};

/// Proof that the processor has AVX2 and FMA.
#[derive(Clone, Copy)]
pub struct Avx2(());

/// Lanes 0 to 7 and 8 to 15.
type Pair = [__m256; 2];

impl Avx2 {
    pub(crate) fn detect() -> Option<Self> {
        (is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma")).then_some(Self(()))
    }
}

#[target_feature(enable = "avx2,fma")]
fn run<T: Task>(instructions: Avx2, task: T) -> T::Output {
    task.run(instructions)
}

impl Instructions for Avx2 {
    type Lanes = Pair;
    type Doubles = [__m256d; 2];

    #[inline(always)]
    fn run<T: Task>(self, task: T) -> T::Output {
        // SAFETY: `self` proves AVX2 and FMA.
        unsafe { run(self, task) }
    }

    #[inline(always)]
    fn splat(self, value: f32) -> Pair {
        // SAFETY: `self` proves AVX2.
        unsafe { [_mm256_set1_ps(value); 2] }
    }

    #[inline(always)]
    fn load(self, values: &[f32; LANES]) -> Pair {
        // SAFETY: `self` proves AVX2; 8 of 16 readable numbers from 0 and from 8.
        unsafe { [_mm256_loadu_ps(values.as_ptr()), _mm256_loadu_ps(values.as_ptr().add(8))] }
    }

    #[inline(always)]
    fn store(self, [low, high]: Pair, values: &mut [f32; LANES]) {
        // SAFETY: `self` proves AVX2; 8 of 16 writable numbers from 0 and from 8.
        unsafe {
            _mm256_storeu_ps(values.as_mut_ptr(), low);
            _mm256_storeu_ps(values.as_mut_ptr().add(8), high);
        }
    }

    #[inline(always)]
    fn subtract(self, a: Pair, b: Pair) -> Pair {
        // SAFETY: `self` proves AVX2.
        unsafe { [_mm256_sub_ps(a[0], b[0]), _mm256_sub_ps(a[1], b[1])] }
    }

    #[inline(always)]
    fn add_square(self, sum: Pair, [low, high]: Pair) -> Pair {
        // SAFETY: `self` proves FMA.
        unsafe { [_mm256_fmadd_ps(low, low, sum[0]), _mm256_fmadd_ps(high, high, sum[1])] }
    }

    #[inline(always)]
    fn add_magnitude(self, sum: Pair, [low, high]: Pair) -> Pair {
        // SAFETY: `self` proves AVX2.
        unsafe {
            let sign = _mm256_set1_ps(-0.0);
            [
                _mm256_add_ps(sum[0], _mm256_andnot_ps(sign, low)),
                _mm256_add_ps(sum[1], _mm256_andnot_ps(sign, high)),
            ]
        }
    }

    #[inline(always)]
    fn clamp(self, value: Pair, low: Pair, high: Pair) -> Pair {
        // SAFETY: `self` proves AVX2.
        unsafe {
            [
                _mm256_min_ps(_mm256_max_ps(value[0], low[0]), high[0]),
                _mm256_min_ps(_mm256_max_ps(value[1], low[1]), high[1]),
            ]
        }
    }

    #[inline(always)]
    fn at_most(self, a: Pair, b: Pair) -> u16 {
        // SAFETY: `self` proves AVX2.
        let [low, high] = unsafe {
            [
                _mm256_movemask_ps(_mm256_cmp_ps::<_CMP_LE_OQ>(a[0], b[0])),
                _mm256_movemask_ps(_mm256_cmp_ps::<_CMP_LE_OQ>(a[1], b[1])),
            ]
        };
        (low | (high << 8)) as u16
    }

    #[inline(always)]
    fn compress(self, mask: u16, lanes: Pair, values: &mut [f32; LANES]) {
        let mut all = [0.0; LANES];
        self.store(lanes, &mut all);
        bits(mask).zip(values).for_each(|(i, value)| *value = all[i]);
    }

    #[inline(always)]
    fn compress_numbers(self, mask: u16, numbers: &[u32; LANES], kept: &mut [u32; LANES]) {
        bits(mask).zip(kept).for_each(|(i, number)| *number = numbers[i]);
    }

    #[inline(always)]
    fn splat_doubles(self, value: f64) -> Self::Doubles {
        // SAFETY: `self` proves AVX2.
        unsafe { [_mm256_set1_pd(value); 2] }
    }

    #[inline(always)]
    fn store_doubles(self, [low, high]: Self::Doubles, values: &mut [f64; DOUBLES]) {
        // SAFETY: `self` proves AVX2; 4 of 8 writable numbers from 0 and from 4.
        unsafe {
            _mm256_storeu_pd(values.as_mut_ptr(), low);
            _mm256_storeu_pd(values.as_mut_ptr().add(4), high);
        }
    }

    #[inline(always)]
    fn add_square_doubles(self, sum: Self::Doubles, [low, high]: Self::Doubles) -> Self::Doubles {
        // SAFETY: `self` proves FMA.
        unsafe { [_mm256_fmadd_pd(low, low, sum[0]), _mm256_fmadd_pd(high, high, sum[1])] }
    }
}
