//! Sixteen float32 numbers at once, or eight of float64, by AVX-512, AVX2, NEON or plain Rust, chosen when the program runs.
//!
//! Everything unsafe of the engines is here, and all of it rests on one invariant: **a value of an instruction set's
//! type exists only where the processor has that set.** The types have a private field, and only [`Level`] makes them,
//! after asking the processor. So the functions that use them are safe to call. No pointer comes from outside: loads
//! and stores take references to arrays of sixteen numbers, or eight.

#![deny(unsafe_op_in_unsafe_fn)]

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod instructions;
mod level;
#[cfg(target_arch = "aarch64")]
mod neon;
mod portable;

pub use instructions::{DOUBLES, Instructions, LANES, Task};
pub use level::Level;
