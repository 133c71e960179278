use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Fault;

/// Rows of finite or other numbers, row-major, as the host wrote them.
#[derive(Clone, Debug)]
pub struct Matrix {
    pub rows: usize,
    pub columns: usize,
    /// `rows × columns`.
    pub values: Vec<f64>,
}

impl Matrix {
    /// Row `i` as a matrix of one row.
    pub(crate) fn row(&self, i: usize) -> Self {
        let values = self.values[i * self.columns..(i + 1) * self.columns].to_vec();
        Self { rows: 1, columns: self.columns, values }
    }
}

/// What the votes of neighbors weigh.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Weights {
    Uniform,
    Distance,
}

/// The number type of the distances an engine compares.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Dtype {
    Float64,
    Float32,
}

/// The loosest form of its distances: Σ(x−q)², or ‖x‖²−2xq+‖q‖².
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    Difference,
    Norm,
}

/// What an engine is and can do; every other configuration is reported as unsupported without calling it.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    pub library: &'static str,
    pub version: &'static str,
    pub dtype: Dtype,
    pub form: Form,
    pub metrics: &'static [&'static str],
    pub weights: &'static [Weights],
    /// Whether it tells neighbors and distances.
    pub neighbors: bool,
    pub probabilities: bool,
}

#[derive(Clone, Copy, Debug)]
pub struct PredictOptions {
    pub n_neighbors: usize,
    pub weights: Weights,
}

/// What a fit is given beside the rows.
pub struct FitOptions<'a> {
    pub metric: &'a str,
    pub predict: PredictOptions,
    pub threads: usize,
    pub params: &'a Params,
}

/// What is known of the training rows.
#[derive(Clone, Copy, Debug)]
pub enum Targets<'a> {
    /// Class codes of a classification, from 0 to `n_classes` - 1.
    Classes { labels: &'a [i32], n_classes: usize },
    /// The numbers of a regression.
    Values(&'a [f64]),
}

/// What is predicted for m rows: as the targets are.
#[derive(Clone, Debug, PartialEq)]
pub enum Predictions {
    Labels(Vec<i32>),
    Values(Vec<f64>),
}

/// Parameters of the engine, as the study gives them.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Params(BTreeMap<String, serde_json::Value>);

impl Params {
    /// Refuses every parameter that is not among the known ones.
    pub fn refuse_unknown(&self, known: &[&str]) -> Result<(), Fault> {
        let allowed = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        match self.0.keys().find(|name| !known.contains(&name.as_str())) {
            Some(name) => Err(Fault::error(format!("unknown parameter \"{name}\"; allowed: {allowed}"))),
            None => Ok(()),
        }
    }

    /// A parameter that counts something, or `default` where the study does not give it.
    pub fn count(&self, name: &str, default: usize) -> Result<usize, Fault> {
        let Some(value) = self.0.get(name) else { return Ok(default) };
        let count = value.as_u64().filter(|&count| count > 0).and_then(|count| usize::try_from(count).ok());
        count.ok_or_else(|| Fault::error(format!("{name} is {value}; allowed: a positive integer")))
    }
}

/// The neighbors of m rows, nearest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Neighbors {
    /// (m, k), row-major.
    pub indices: Vec<i32>,
    /// (m, k): true distances, not squared.
    pub distances: Vec<f64>,
}

impl Neighbors {
    /// The `k` nearest of `more` neighbors of each row.
    pub(crate) fn nearest(&self, more: usize, k: usize) -> Self {
        Self { indices: firsts(&self.indices, more, k), distances: firsts(&self.distances, more, k) }
    }
}

fn firsts<T: Copy>(lists: &[T], length: usize, k: usize) -> Vec<T> {
    lists.chunks_exact(length).flat_map(|list| &list[..k]).copied().collect()
}

/// What one library fills in; `Input` is its own documented input type.
pub trait Engine {
    type Input;

    fn facts(&self) -> Facts;

    /// From the shared matrix to the library's input type; timed apart as `convert_ns`.
    fn convert(&self, matrix: &Matrix) -> Self::Input;

    /// A model of the rows and their targets.
    fn fit<'a>(
        &'a self,
        rows: &'a Self::Input,
        targets: Targets<'a>,
        options: &FitOptions<'_>,
    ) -> Result<Box<dyn Model<Self::Input> + 'a>, Fault>;
}

/// A fitted engine.
pub trait Model<Input> {
    /// Class codes or numbers of the m rows; the call that is timed, with every copy it needs inside.
    fn predict(&self, rows: &Input, options: PredictOptions) -> Result<Predictions, Fault>;

    /// (m, n_classes), row-major; asked only of classes, and where the facts promise it.
    fn predict_proba(&self, _rows: &Input, _options: PredictOptions) -> Result<Vec<f64>, Fault> {
        Err(Fault::error("the engine tells no probabilities"))
    }

    /// Asked only where the facts promise it.
    fn neighbors(&self, _rows: &Input, _n_neighbors: usize) -> Result<Neighbors, Fault> {
        Err(Fault::error("the engine tells no neighbors"))
    }

    /// Whether every prediction is the driver's vote among `neighbors`, and those for a smaller k are the first of more.
    fn can_sweep(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn params(json: &str) -> Params {
        serde_json::from_str(json).expect("a mapping")
    }

    #[test]
    fn a_count_is_read_or_defaulted() {
        assert_eq!(params(r#"{"leaf_size": 7}"#).count("leaf_size", 32), Ok(7));
        assert_eq!(params("{}").count("leaf_size", 32), Ok(32));
    }

    #[test]
    fn a_count_that_is_none_is_refused() {
        for (json, shown) in [
            (r#"{"leaf_size": 0}"#, "0"),
            (r#"{"leaf_size": 1.5}"#, "1.5"),
            (r#"{"leaf_size": "8"}"#, "\"8\""),
        ] {
            let message = format!("leaf_size is {shown}; allowed: a positive integer");
            assert_eq!(params(json).count("leaf_size", 32), Err(Fault::error(message)));
        }
    }

    #[test]
    fn unknown_parameters_are_refused_by_name() {
        let known = params(r#"{"leaf_size": 7}"#);
        assert_eq!(known.refuse_unknown(&["leaf_size"]), Ok(()));
        let message = "unknown parameter \"leaf_size\"; allowed: none";
        assert_eq!(known.refuse_unknown(&[]), Err(Fault::error(message)));
    }
}
