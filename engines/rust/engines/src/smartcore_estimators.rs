use knnbench_driver::{
    Dtype, Engine, Facts, Fault, FitOptions, Form, Matrix, Model, PredictOptions, Predictions, Targets,
    Weights,
};
use smartcore::algorithm::neighbour::KNNAlgorithmName;
use smartcore::linalg::basic::matrix::DenseMatrix;
use smartcore::metrics::distance::{Distance, Distances};
use smartcore::neighbors::KNNWeightFunction;
use smartcore::neighbors::knn_classifier::{KNNClassifier, KNNClassifierParameters};
use smartcore::neighbors::knn_regressor::{KNNRegressor, KNNRegressorParameters};

/// `KNNClassifier` and `KNNRegressor` of the crate smartcore, one engine for each of its searches. They tell
/// predictions only; k and weights are parameters of their fit.
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
        targets: Targets<'a>,
        options: &FitOptions<'_>,
    ) -> Result<Box<dyn Model<DenseMatrix<f64>> + 'a>, Fault> {
        options.params.refuse_unknown(&[])?;
        match options.metric {
            "euclidean" => self.model(rows, targets, Distances::euclidian(), options.predict),
            _ => self.model(rows, targets, Distances::manhattan(), options.predict),
        }
    }
}

impl Smartcore {
    fn model<'a, D: Distance<Vec<f64>> + 'a>(
        &self,
        rows: &DenseMatrix<f64>,
        targets: Targets<'_>,
        distance: D,
        PredictOptions { n_neighbors, weights }: PredictOptions,
    ) -> Result<Box<dyn Model<DenseMatrix<f64>> + 'a>, Fault> {
        let weight = match weights {
            Weights::Uniform => KNNWeightFunction::Uniform,
            Weights::Distance => KNNWeightFunction::Distance,
        };
        match targets {
            Targets::Classes { labels, .. } => {
                let parameters = KNNClassifierParameters::default().with_k(n_neighbors).with_weight(weight);
                let parameters = parameters.with_algorithm(self.0.clone()).with_distance(distance);
                let fitted = KNNClassifier::fit(rows, &labels.to_vec(), parameters).map_err(Fault::error)?;
                Ok(Box::new(Classifier(fitted)))
            }
            Targets::Values(values) => {
                let parameters = KNNRegressorParameters::default().with_k(n_neighbors).with_weight(weight);
                let parameters = parameters.with_algorithm(self.0.clone()).with_distance(distance);
                let fitted = KNNRegressor::fit(rows, &values.to_vec(), parameters).map_err(Fault::error)?;
                Ok(Box::new(Regressor(fitted)))
            }
        }
    }
}

struct Classifier<D: Distance<Vec<f64>>>(KNNClassifier<f64, i32, DenseMatrix<f64>, Vec<i32>, D>);

impl<D: Distance<Vec<f64>>> Model<DenseMatrix<f64>> for Classifier<D> {
    fn predict(&self, rows: &DenseMatrix<f64>, _fitted_for: PredictOptions) -> Result<Predictions, Fault> {
        self.0.predict(rows).map(Predictions::Labels).map_err(Fault::error)
    }
}

struct Regressor<D: Distance<Vec<f64>>>(KNNRegressor<f64, f64, DenseMatrix<f64>, Vec<f64>, D>);

impl<D: Distance<Vec<f64>>> Model<DenseMatrix<f64>> for Regressor<D> {
    fn predict(&self, rows: &DenseMatrix<f64>, _fitted_for: PredictOptions) -> Result<Predictions, Fault> {
        self.0.predict(rows).map(Predictions::Values).map_err(Fault::error)
    }
}
