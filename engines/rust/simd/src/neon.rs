// Every unsafe block below calls instructions of NEON, and is sound because a value of `Neon` exists only where the
// processor has them (`Level`). Pointers come from references to arrays of sixteen numbers, and four are read or
// written at 0, 4, 8 and 12; no alignment is asked for.

use std::arch::aarch64::*;
use std::array::from_fn;

use crate::instructions::{DOUBLES, Instructions, LANES, Task, bits};

/// Proof that the processor has NEON.
#[derive(Clone, Copy)]
pub struct Neon(());

/// Four lanes each.
type Four = [float32x4_t; 4];

impl Neon {
    pub(crate) fn detect() -> Option<Self> {
        std::arch::is_aarch64_feature_detected!("neon").then_some(Self(()))
    }
}

#[target_feature(enable = "neon")]
fn run<T: Task>(instructions: Neon, task: T) -> T::Output {
    task.run(instructions)
}

impl Instructions for Neon {
    type Lanes = Four;
    type Doubles = [float64x2_t; 4];

    #[inline(always)]
    fn run<T: Task>(self, task: T) -> T::Output {
        // SAFETY: `self` proves NEON.
        unsafe { run(self, task) }
    }

    #[inline(always)]
    fn splat(self, value: f32) -> Four {
        // SAFETY: `self` proves NEON.
        unsafe { [vdupq_n_f32(value); 4] }
    }

    #[inline(always)]
    fn load(self, values: &[f32; LANES]) -> Four {
        // SAFETY: `self` proves NEON; 4 of 16 readable numbers from 0, 4, 8 and 12.
        from_fn(|i| unsafe { vld1q_f32(values.as_ptr().add(4 * i)) })
    }

    #[inline(always)]
    fn store(self, lanes: Four, values: &mut [f32; LANES]) {
        for (i, four) in lanes.into_iter().enumerate() {
            // SAFETY: `self` proves NEON; 4 of 16 writable numbers from 0, 4, 8 and 12.
            unsafe { vst1q_f32(values.as_mut_ptr().add(4 * i), four) }
        }
    }

    #[inline(always)]
    fn subtract(self, a: Four, b: Four) -> Four {
        // SAFETY: `self` proves NEON.
        from_fn(|i| unsafe { vsubq_f32(a[i], b[i]) })
    }

    #[inline(always)]
    fn add_square(self, sum: Four, difference: Four) -> Four {
        // SAFETY: `self` proves NEON.
        from_fn(|i| unsafe { vfmaq_f32(sum[i], difference[i], difference[i]) })
    }

    #[inline(always)]
    fn add_magnitude(self, sum: Four, difference: Four) -> Four {
        // SAFETY: `self` proves NEON.
        from_fn(|i| unsafe { vaddq_f32(sum[i], vabsq_f32(difference[i])) })
    }

    #[inline(always)]
    fn clamp(self, value: Four, low: Four, high: Four) -> Four {
        // SAFETY: `self` proves NEON.
        from_fn(|i| unsafe { vminq_f32(vmaxq_f32(value[i], low[i]), high[i]) })
    }

    #[inline(always)]
    fn at_most(self, a: Four, b: Four) -> u16 {
        const BITS: [u32; 4] = [1, 2, 4, 8];
        (0..4).fold(0, |mask, i| {
            // SAFETY: `self` proves NEON; `BITS` is four readable numbers.
            let four = unsafe { vaddvq_u32(vandq_u32(vcleq_f32(a[i], b[i]), vld1q_u32(BITS.as_ptr()))) };
            mask | ((four as u16) << (4 * i))
        })
    }

    #[inline(always)]
    fn compress(self, mask: u16, lanes: Four, values: &mut [f32; LANES]) {
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
        // SAFETY: `self` proves NEON.
        unsafe { [vdupq_n_f64(value); 4] }
    }

    #[inline(always)]
    fn store_doubles(self, doubles: Self::Doubles, values: &mut [f64; DOUBLES]) {
        for (i, two) in doubles.into_iter().enumerate() {
            // SAFETY: `self` proves NEON; 2 of 8 writable numbers from 0, 2, 4 and 6.
            unsafe { vst1q_f64(values.as_mut_ptr().add(2 * i), two) }
        }
    }

    #[inline(always)]
    fn add_square_doubles(self, sum: Self::Doubles, difference: Self::Doubles) -> Self::Doubles {
        // SAFETY: `self` proves NEON.
        from_fn(|i| unsafe { vfmaq_f64(sum[i], difference[i], difference[i]) })
    }
}
