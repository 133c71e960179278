//! The engine protocol for Rust: `program --job FILE`, events on file descriptor 3.
//!
//! The twin of `src/engine/driver.ts`: the same events, the same order, the same clock discipline. An engine fills
//! in [`Engine`] and [`Model`]; this crate loads, fits, warms up, times and writes, so that no engine times itself
//! in its own way.

mod answers;
mod engine;
mod events;
mod fault;
mod job;
mod memory;
mod models;
mod npy;
mod outcomes;
mod predictions;
mod program;
mod run;
mod system;
mod timed_part;
mod timing;
mod vote;
mod workload;

pub use engine::{
    Dtype, Engine, Facts, FitOptions, Form, Matrix, Model, Neighbors, Params, PredictOptions, Predictions,
    Targets, Weights,
};
pub use events::Events;
pub use fault::Fault;
pub use job::Job;
pub use program::{Registry, main};
pub use run::run;
pub use vote::{Search, SearchModel};
