use knnbench_driver::{
    Dtype, Engine, Facts, Fault, FitOptions, Form, Matrix, Model, PredictOptions, Weights,
};
use smartcore::algorithm::neighbour::KNNAlgorithmName;
use smartcore::linalg::basic::matrix::DenseMatrix;
use smartcore::metrics::distance::{Distance, Distances};
use smartcore::neighbors::KNNWeightFunction;
use smartcore::neighbors::knn_classifier::{KNNClassifier, KNNClassifierParameters};

/// `KNNClassifier` of the crate smartcore, one engine for each of its searches. It tells labels only; k and weights
/// are parameters of its fit.
pub struct Smartcore(pub KNNAlgorithmName);

impl Engine for Smartcore {
    type Input = DenseMatrix<f64>;

    fn facts(&self) -> Facts {
        Facts {
            library: "smartcore",
            version: env!("VERSION_SMARTCORE"),
            dtype: Dtype::Float64,
            form: Form::Difference,
            metrics: &["euclidean", "manhattan"],
            weights: &[Weights::Uniform, Weights::Distance],
            neighbors: false,
            probabilities: false,
        }
    }

    fn convert(&self, matrix: &Matrix) -> DenseMatrix<f64> {
        DenseMatrix::new(matrix.rows, matrix.columns, matrix.values.clone(), false)
            .expect("a matrix has as many values as its shape says")
    }

    fn fit<'a>(
        &'a self,
        rows: &'a DenseMatrix<f64>,
        labels: &'a [i32],
        options: &FitOptions<'_>,
    ) -> Result<Box<dyn Model<DenseMatrix<f64>> + 'a>, Fault> {
        options.params.refuse_unknown(&[])?;
        match options.metric {
            "euclidean" => self.model(rows, labels, Distances::euclidian(), options.predict),
            _ => self.model(rows, labels, Distances::manhattan(), options.predict),
        }
    }
}

impl Smartcore {
    fn model<'a, D: Distance<Vec<f64>> + 'a>(
        &self,
        rows: &DenseMatrix<f64>,
        labels: &[i32],
        distance: D,
        PredictOptions { n_neighbors, weights }: PredictOptions,
    ) -> Result<Box<dyn Model<DenseMatrix<f64>> + 'a>, Fault> {
        let weight = match weights {
            Weights::Uniform => KNNWeightFunction::Uniform,
            Weights::Distance => KNNWeightFunction::Distance,
        };
        let parameters = KNNClassifierParameters::default().with_k(n_neighbors).with_weight(weight);
        let parameters = parameters.with_algorithm(self.0.clone()).with_distance(distance);
        let classifier = KNNClassifier::fit(rows, &labels.to_vec(), parameters).map_err(Fault::error)?;
        Ok(Box::new(Fitted(classifier)))
    }
}

struct Fitted<D: Distance<Vec<f64>>>(KNNClassifier<f64, i32, DenseMatrix<f64>, Vec<i32>, D>);

impl<D: Distance<Vec<f64>>> Model<DenseMatrix<f64>> for Fitted<D> {
    fn predict(&self, rows: &DenseMatrix<f64>, _fitted_for: PredictOptions) -> Result<Vec<i32>, Fault> {
        self.0.predict(rows).map_err(Fault::error)
    }
}
