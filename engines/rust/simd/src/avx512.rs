// Every unsafe block below calls instructions of AVX-512F, or a function compiled for it, and is sound because a value
// of `Avx512` exists only where the processor has them (`Level`). References to arrays of sixteen numbers, or of eight float64, are 64 bytes
// that may be read, or written where they are mutable; no alignment is asked for.

use std::arch::x86_64::*;

use crate::instructions::{DOUBLES, Instructions, LANES, Task};

/// Proof that the processor has AVX-512F.
#[derive(Clone, Copy)]
pub struct Avx512(());

impl Avx512 {
    pub(crate) fn detect() -> Option<Self> {
        is_x86_feature_detected!("avx512f").then_some(Self(()))
    }
}

#[target_feature(enable = "avx512f")]
fn run<T: Task>(instructions: Avx512, task: T) -> T::Output {
    task.run(instructions)
}

impl Instructions for Avx512 {
    type Lanes = __m512;
    type Doubles = __m512d;

    #[inline(always)]
    fn run<T: Task>(self, task: T) -> T::Output {
        // SAFETY: `self` proves AVX-512F.
        unsafe { run(self, task) }
    }

    #[inline(always)]
    fn splat(self, value: f32) -> __m512 {
        // SAFETY: `self` proves AVX-512F.
        unsafe { _mm512_set1_ps(value) }
    }

    #[inline(always)]
    fn load(self, values: &[f32; LANES]) -> __m512 {
        // SAFETY: `self` proves AVX-512F; the reference is to 64 readable bytes.
        unsafe { _mm512_loadu_ps(values.as_ptr()) }
    }

    #[inline(always)]
    fn store(self, lanes: __m512, values: &mut [f32; LANES]) {
        // SAFETY: `self` proves AVX-512F; the reference is to 64 writable bytes.
        unsafe { _mm512_storeu_ps(values.as_mut_ptr(), lanes) }
    }

    #[inline(always)]
    fn subtract(self, a: __m512, b: __m512) -> __m512 {
        // SAFETY: `self` proves AVX-512F.
        unsafe { _mm512_sub_ps(a, b) }
    }

    #[inline(always)]
    fn add_square(self, sum: __m512, difference: __m512) -> __m512 {
        // SAFETY: `self` proves AVX-512F.
        unsafe { _mm512_fmadd_ps(difference, difference, sum) }
    }

    #[inline(always)]
    fn add_magnitude(self, sum: __m512, difference: __m512) -> __m512 {
        // SAFETY: `self` proves AVX-512F.
        unsafe { _mm512_add_ps(sum, _mm512_abs_ps(difference)) }
    }

    #[inline(always)]
    fn clamp(self, value: __m512, low: __m512, high: __m512) -> __m512 {
        // SAFETY: `self` proves AVX-512F.
        unsafe { _mm512_min_ps(_mm512_max_ps(value, low), high) }
    }

    #[inline(always)]
    fn at_most(self, a: __m512, b: __m512) -> u16 {
        // SAFETY: `self` proves AVX-512F.
        unsafe { _mm512_cmp_ps_mask::<_CMP_LE_OQ>(a, b) }
    }

    #[inline(always)]
    fn compress(self, mask: u16, lanes: __m512, values: &mut [f32; LANES]) {
        // SAFETY: `self` proves AVX-512F; the reference is to 64 writable bytes, and all of them are written.
        unsafe { _mm512_storeu_ps(values.as_mut_ptr(), _mm512_maskz_compress_ps(mask, lanes)) }
    }

    #[inline(always)]
    fn compress_numbers(self, mask: u16, numbers: &[u32; LANES], kept: &mut [u32; LANES]) {
        // SAFETY: `self` proves AVX-512F; the references are to 64 readable and 64 writable bytes.
        unsafe {
            let numbers = _mm512_loadu_si512(numbers.as_ptr().cast());
            _mm512_storeu_si512(kept.as_mut_ptr().cast(), _mm512_maskz_compress_epi32(mask, numbers));
        }
    }

    #[inline(always)]
    fn splat_doubles(self, value: f64) -> __m512d {
        // SAFETY: `self` proves AVX-512F.
        unsafe { _mm512_set1_pd(value) }
    }

    #[inline(always)]
    fn store_doubles(self, doubles: __m512d, values: &mut [f64; DOUBLES]) {
        // SAFETY: `self` proves AVX-512F; the reference is to 64 writable bytes.
        unsafe { _mm512_storeu_pd(values.as_mut_ptr(), doubles) }
    }

    #[inline(always)]
    fn add_square_doubles(self, sum: __m512d, difference: __m512d) -> __m512d {
        // SAFETY: `self` proves AVX-512F.
        unsafe { _mm512_fmadd_pd(difference, difference, sum) }
    }
}
