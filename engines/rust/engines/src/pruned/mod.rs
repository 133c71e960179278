//! Exact search by float32 candidates: leaves of up to 64 rows as vectors, skipped by their boxes, and the survivors
//! of a proven bound (`docs/float32-bound.md`) measured again in float64.

mod basis;
mod bound;
mod candidates;
mod group;
mod leaves;
mod model;
mod placement;
mod search;
#[cfg(test)]
mod tests;

pub use model::Pruned;
