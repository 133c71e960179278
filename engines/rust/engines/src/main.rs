//! Exact k-nearest-neighbors engines for knnbench: our own, and those of libraries.

mod ball_tree;
mod brute;
mod input_check;
mod kd_tree;
mod metric;
mod naive;
mod nearest_list;
mod own;
mod packed_rows;
mod partition;
mod tree;

use std::process::ExitCode;

use knnbench_driver::{Registry, run};

use crate::naive::Naive;
use crate::own::{Algorithm, Own};

/// Every engine of this program; a new one is one line.
const ENGINES: &Registry = &[
    ("rust-naive", |job, events| run(&Naive, job, events)),
    ("rust-brute", |job, events| run(&Own(Algorithm::Brute), job, events)),
    ("rust-kdtree", |job, events| run(&Own(Algorithm::KdTree), job, events)),
    ("rust-balltree", |job, events| run(&Own(Algorithm::BallTree), job, events)),
];

fn main() -> ExitCode {
    knnbench_driver::main(ENGINES)
}
