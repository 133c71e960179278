//! What this machine can do at most: fused multiply-adds and bytes read from memory in a second.

mod multiply_add;
mod read;
mod trials;

use std::thread::available_parallelism;

use knnbench_simd::Level;
use serde::Serialize;

/// Trials of every limit, with one thread and with all.
#[derive(Debug, Serialize)]
pub struct Limits {
    /// The widest vector instructions of the processor, which all of it was measured with.
    pub instructions: &'static str,
    pub trials: Vec<Trials>,
}

/// One limit, measured again and again. What disturbs a trial makes it slower, never faster.
#[derive(Debug, Serialize)]
pub struct Trials {
    pub quantity: Quantity,
    pub threads: usize,
    /// Of all threads together, in the order of the trials.
    pub per_second: Vec<f64>,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quantity {
    /// x·y + z of one number, not of a vector of them.
    MultiplyAddsFloat64,
    MultiplyAddsFloat32,
    /// From memory that no cache holds.
    BytesRead,
}

/// Measures this machine; takes a few seconds and 256 MiB of memory.
#[must_use]
pub fn limits() -> Limits {
    let level = Level::best();
    let memory = read::memory();
    let all = available_parallelism().map_or(1, usize::from);
    let counts = if all == 1 { vec![1] } else { vec![1, all] };
    let trials = counts.into_iter().flat_map(|threads| {
        [
            (Quantity::MultiplyAddsFloat64, multiply_add::float64(level, threads)),
            (Quantity::MultiplyAddsFloat32, multiply_add::float32(level, threads)),
            (Quantity::BytesRead, read::bytes(level, &memory, threads)),
        ]
        .map(|(quantity, per_second)| Trials { quantity, threads, per_second })
    });
    Limits { instructions: level.name(), trials: trials.collect() }
}
