use knnbench_driver::{
    Dtype, Engine, Facts, Fault, FitOptions, Form, Matrix, Model, Neighbors, Search, SearchModel, Targets,
    Weights,
};
use linfa_nn::distance::{Distance, L1Dist, L2Dist};
use linfa_nn::{CommonNearestNeighbour, NearestNeighbour, NearestNeighbourIndex};
use ndarray::Array2;

/// What `from_batch` takes where it is given none.
const DEFAULT_LEAF_SIZE: usize = 16;

/// The searches of the crate linfa-nn. They tell neighbors without distances, which are taken again for those found;
/// the vote and the mean are ours.
pub struct Linfa(pub CommonNearestNeighbour);

impl Engine for Linfa {
    type Input = Array2<f64>;

    fn facts(&self) -> Facts {
        Facts {
            library: "linfa-nn",
            version: env!("VERSION_LINFA_NN"),
            dtype: Dtype::Float64,
            form: Form::Difference,
            metrics: &["euclidean", "manhattan"],
            weights: &[Weights::Uniform, Weights::Distance],
            neighbors: true,
            probabilities: true,
        }
    }

    fn convert(&self, matrix: &Matrix) -> Array2<f64> {
        Array2::from_shape_fn((matrix.rows, matrix.columns), |(i, j)| matrix.values[i * matrix.columns + j])
    }

    fn fit<'a>(
        &'a self,
        rows: &'a Array2<f64>,
        targets: Targets<'a>,
        options: &FitOptions<'_>,
    ) -> Result<Box<dyn Model<Array2<f64>> + 'a>, Fault> {
        match options.metric {
            "euclidean" => model(&self.0, rows, L2Dist, targets, options),
            _ => model(&self.0, rows, L1Dist, targets, options),
        }
    }
}

fn model<'a, D: Distance<f64> + 'a>(
    algorithm: &CommonNearestNeighbour,
    rows: &'a Array2<f64>,
    distance: D,
    targets: Targets<'a>,
    options: &FitOptions<'_>,
) -> Result<Box<dyn Model<Array2<f64>> + 'a>, Fault> {
    let has_leaves = *algorithm != CommonNearestNeighbour::LinearSearch;
    options.params.refuse_unknown(if has_leaves { &["leaf_size"] } else { &[] })?;
    let leaf_size = options.params.count("leaf_size", DEFAULT_LEAF_SIZE)?;
    let index =
        algorithm.from_batch_with_leaf_size(rows, leaf_size, distance.clone()).map_err(Fault::error)?;
    Ok(Box::new(SearchModel { search: LinfaSearch { index, distance }, targets }))
}

struct LinfaSearch<'a, D> {
    index: Box<dyn NearestNeighbourIndex<f64> + Send + Sync + 'a>,
    distance: D,
}

impl<D: Distance<f64>> Search<Array2<f64>> for LinfaSearch<'_, D> {
    fn neighbors(&self, rows: &Array2<f64>, n_neighbors: usize) -> Result<Neighbors, Fault> {
        let mut neighbors = Neighbors { indices: Vec::new(), distances: Vec::new() };
        for row in rows.rows() {
            let found = self.index.k_nearest(row, n_neighbors).map_err(Fault::error)?;
            if found.len() != n_neighbors {
                return Err(Fault::error(format!(
                    "linfa-nn found {} of {n_neighbors} neighbors",
                    found.len()
                )));
            }
            for (point, index) in found {
                neighbors.indices.push(index as i32);
                neighbors.distances.push(self.distance.distance(row, point));
            }
        }
        Ok(neighbors)
    }
}
