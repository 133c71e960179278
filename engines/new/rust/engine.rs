//! {{name}}: an engine for knnbench. Fill in convert, fit and neighbors; the driver does everything else: data, times,
//! memory, votes, answers.

use std::process::ExitCode;

use knnbench_driver::{
    Dtype, Engine, Facts, Fault, FitOptions, Form, Matrix, Model, Neighbors, Registry, Search, SearchModel, Targets,
    Weights, run,
};

const ENGINES: &Registry = &[("{{name}}", |job, events| run(&Mine, job, events))];

fn main() -> ExitCode {
    knnbench_driver::main(ENGINES)
}

struct Mine;

/// Rows as your library takes them.
type Rows = Matrix;

/// What a fit makes.
struct Index;

impl Engine for Mine {
    type Input = Rows;

    /// As in engine.yaml.
    fn facts(&self) -> Facts {
        Facts {
            library: "{{name}}",
            version: "0.1.0",
            dtype: Dtype::Float64,
            form: Form::Difference,
            metrics: &["euclidean", "manhattan"],
            weights: &[Weights::Uniform, Weights::Distance],
            neighbors: true,
            probabilities: true,
        }
    }

    /// From the driver's matrix to your library's input; as it stands, a copy of the matrix. Timed apart.
    fn convert(&self, matrix: &Matrix) -> Rows {
        matrix.clone()
    }

    /// Votes, or takes means, as scikit-learn does among the neighbors. A library that votes by itself gives a model of its own.
    fn fit<'a>(
        &'a self,
        rows: &'a Rows,
        targets: Targets<'a>,
        options: &FitOptions<'_>,
    ) -> Result<Box<dyn Model<Rows> + 'a>, Fault> {
        let search = fit(rows, options)?;
        Ok(Box::new(SearchModel { search, targets }))
    }
}

/// Builds what a search needs, for `options.metric`.
fn fit(_rows: &Rows, _options: &FitOptions<'_>) -> Result<Index, Fault> {
    Err(Fault::error("fill in fit in engine.rs"))
}

impl Search<Rows> for Index {
    /// The nearest training rows of each row, nearest first; distances are true, not squared.
    fn neighbors(&self, _rows: &Rows, _n_neighbors: usize) -> Result<Neighbors, Fault> {
        Err(Fault::error("fill in neighbors in engine.rs"))
    }
}
