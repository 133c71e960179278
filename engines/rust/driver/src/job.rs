use std::fs;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use serde::{Deserialize, Deserializer, Serialize};

use crate::engine::{Params, PredictOptions, Weights};

pub(crate) const PROTOCOL_VERSION: u32 = 1;

/// A job file of the engine protocol, with its keys and no others.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Job {
    protocol: u32,
    pub(crate) engine: String,
    pub(crate) params: Params,
    pub(crate) fit_depends_on: Vec<String>,
    pub(crate) task: Task,
    pub(crate) n_classes: usize,
    pub(crate) threads: NonZeroUsize,
    pub(crate) data: DataFiles,
    pub(crate) out: PathBuf,
    pub(crate) protocol_options: ProtocolOptions,
    pub(crate) timed: Vec<MetricBlock>,
    #[serde(deserialize_with = "present")]
    pub(crate) untimed: Option<Untimed>,
}

impl Job {
    /// How many threads an engine may use.
    pub fn threads(&self) -> usize {
        self.threads.get()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Task {
    Classification,
    Regression,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DataFiles {
    #[serde(rename = "X_train")]
    pub x_train: PathBuf,
    pub y_train: PathBuf,
    #[serde(rename = "X_timed")]
    pub x_timed: PathBuf,
    #[serde(rename = "X_score")]
    pub x_score: PathBuf,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProtocolOptions {
    pub warmup: Warmup,
    pub repeats: NonZeroUsize,
    pub min_time_ns: f64,
    pub mode: Mode,
    pub time_proba: bool,
    pub time_search: bool,
}

/// So many calls, or calls lasting so long together.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub(crate) enum Warmup {
    Calls { calls: u64 },
    Time { time_ns: f64 },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Mode {
    Batch,
    Single,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Configuration {
    pub n_neighbors: NonZeroUsize,
    pub metric: String,
    pub weights: Weights,
}

impl Configuration {
    pub fn predict_options(&self) -> PredictOptions {
        PredictOptions { n_neighbors: self.n_neighbors.get(), weights: self.weights }
    }

    /// The metric is one that the engine named, so the key is safe as a file name.
    pub fn key(&self) -> String {
        let weights = match self.weights {
            Weights::Uniform => "uniform",
            Weights::Distance => "distance",
        };
        format!("{}-{}-{weights}", self.metric, self.n_neighbors)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MetricBlock {
    pub metric: String,
    /// The fixed configuration of the first prediction and the warm-up.
    pub first: Configuration,
    pub configurations: Vec<Configuration>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Untimed {
    pub configurations: Vec<Configuration>,
    pub neighbors: Vec<AskedNeighbors>,
    /// Answer the whole grid of a metric from one search.
    #[serde(default)]
    pub sweep: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AskedNeighbors {
    pub metric: String,
    pub n_neighbors: NonZeroUsize,
}

/// Reads and checks a job file; the error is one line.
pub(crate) fn read_job(file: &str) -> Result<Job, String> {
    let text = fs::read_to_string(file).map_err(|error| format!("{file}: cannot be read: {error}"))?;
    parse_job(&text).map_err(|found| format!("{file}: {found}"))
}

fn parse_job(text: &str) -> Result<Job, String> {
    let job: Job = serde_json::from_str(text).map_err(|error| error.to_string())?;
    if job.protocol != PROTOCOL_VERSION {
        return Err(format!("protocol is {}; allowed: {PROTOCOL_VERSION}", job.protocol));
    }
    Ok(job)
}

/// A key that may be null but not absent.
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    Option::deserialize(deserializer)
}

#[cfg(test)]
mod tests {
    use super::*;

    const JOB: &str = r#"{"protocol":1,"engine":"rust-brute","params":{},"fit_depends_on":[],"task":"classification",
"n_classes":2,"threads":1,"data":{"X_train":"a","y_train":"b","X_timed":"c","X_score":"d"},"out":"o",
"protocol_options":{"warmup":{"time_ns":2e8},"repeats":1,"min_time_ns":0,"mode":"batch","time_proba":false,"time_search":false},
"timed":[],"untimed":null}"#;

    fn refusal(from: &str, to: &str) -> String {
        assert!(JOB.contains(from));
        parse_job(&JOB.replace(from, to)).expect_err("the job is wrong")
    }

    #[test]
    fn a_whole_job_is_read() {
        let job = parse_job(JOB).expect("a job");
        assert_eq!(
            (job.engine.as_str(), job.protocol_options.warmup),
            ("rust-brute", Warmup::Time { time_ns: 2e8 })
        );
    }

    #[test]
    fn a_wrong_job_is_refused_by_what_is_wrong() {
        assert_eq!(refusal("\"protocol\":1", "\"protocol\":2"), "protocol is 2; allowed: 1");
        assert!(
            refusal("classification", "ranking")
                .starts_with("unknown variant `ranking`, expected `classification`")
        );
        assert!(refusal(",\"untimed\":null", "").contains("missing field `untimed`"));
        assert!(refusal("\"n_classes\"", "\"classes\"").contains("unknown field `classes`"));
        assert!(refusal("\"threads\":1", "\"threads\":0").contains("nonzero"));
    }
}
