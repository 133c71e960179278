//! Exact k-nearest-neighbors engines for knnbench: our own, and those of libraries.

mod ball_tree;
mod brute;
mod input_check;
mod kd_tree;
mod kiddo_tree;
mod linfa_search;
mod metric;
mod naive;
mod nearest_list;
mod own;
mod packed_rows;
mod partition;
mod pruned;
mod smartcore_estimators;
mod tree;

use std::env;
use std::process::ExitCode;

use knnbench_driver::{Registry, run};
use linfa_nn::CommonNearestNeighbour::{BallTree, KdTree, LinearSearch};
use smartcore::algorithm::neighbour::KNNAlgorithmName;

use crate::kiddo_tree::Kiddo;
use crate::linfa_search::Linfa;
use crate::naive::Naive;
use crate::own::{Algorithm, Own};
use crate::pruned::Pruned;
use crate::smartcore_estimators::Smartcore;

/// Every engine of this program; a new one is one line.
const ENGINES: &Registry = &[
    ("rust-naive", |job, events| run(&Naive, job, events)),
    ("rust-brute", |job, events| run(&Own(Algorithm::Brute), job, events)),
    ("rust-kdtree", |job, events| run(&Own(Algorithm::KdTree), job, events)),
    ("rust-balltree", |job, events| run(&Own(Algorithm::BallTree), job, events)),
    ("rust-simd", |job, events| run(&Pruned, job, events)),
    ("rust-simd-parallel", |job, events| run(&Pruned, job, events)),
    ("kiddo", |job, events| run(&Kiddo, job, events)),
    ("linfa-linear", |job, events| run(&Linfa(LinearSearch), job, events)),
    ("linfa-kdtree", |job, events| run(&Linfa(KdTree), job, events)),
    ("linfa-balltree", |job, events| run(&Linfa(BallTree), job, events)),
    ("smartcore-linear", |job, events| run(&Smartcore(KNNAlgorithmName::LinearSearch), job, events)),
    ("smartcore-cover-tree", |job, events| run(&Smartcore(KNNAlgorithmName::CoverTree), job, events)),
];

fn main() -> ExitCode {
    if env::args().skip(1).eq(["--calibrate".to_owned()]) {
        return calibrate();
    }
    knnbench_driver::main(ENGINES)
}

/// What `knnbench calibrate` asks for: the limits of this machine, as JSON.
fn calibrate() -> ExitCode {
    match serde_json::to_string(&knnbench_calibrate::limits()) {
        Ok(json) => {
            println!("{json}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
