use crate::engine::{Engine, FitOptions, Model, Predictions, Targets};
use crate::fault::guarded;
use crate::job::{Configuration, Job};
use crate::timing::{Once, measure_once};
use crate::{Fault, Matrix};

/// Training rows in the library's own input type, with what is known of them.
pub(crate) struct Training<Input> {
    pub rows: Input,
    pub targets: Predictions,
    pub n_train: usize,
}

/// Rows of one matrix in the library's own input type.
pub(crate) struct Rows<Input> {
    pub count: usize,
    pub all: Input,
    /// Each row alone; empty unless the job times single rows.
    pub single: Vec<Input>,
}

impl<Input> Rows<Input> {
    pub fn convert<E: Engine<Input = Input>>(engine: &E, matrix: &Matrix, singles: usize) -> Self {
        let single = (0..singles).map(|i| engine.convert(&matrix.row(i))).collect();
        Self { count: matrix.rows, all: engine.convert(matrix), single }
    }
}

/// A fit that just happened; `detail` names the values it depends on beside the metric.
pub(crate) struct Fit<'a> {
    pub metric: &'a str,
    pub fit_ns: u64,
    pub cpu_ns: u64,
    pub detail: &'a str,
}

type Fitted<'a, Input> = Result<Box<dyn Model<Input> + 'a>, Fault>;

/// Keeps one fitted model at a time, so that memory is that of one. A failed fit is not tried twice in a row.
pub(crate) struct Models<'a, E: Engine, F: Fn(Fit<'_>)> {
    engine: &'a E,
    job: &'a Job,
    training: &'a Training<E::Input>,
    on_fit: F,
    current: Option<(Key, Fitted<'a, E::Input>)>,
}

/// Configurations with the same key share one fit.
#[derive(PartialEq, Eq)]
struct Key {
    metric: String,
    detail: String,
}

impl<'a, E: Engine, F: Fn(Fit<'_>)> Models<'a, E, F> {
    pub fn new(engine: &'a E, job: &'a Job, training: &'a Training<E::Input>, on_fit: F) -> Self {
        Self { engine, job, training, on_fit, current: None }
    }

    /// Lets go of the current model.
    pub fn release(&mut self) {
        self.current = None;
    }

    /// Whether the current model is the one for this configuration.
    pub fn serves(&self, configuration: &Configuration) -> bool {
        let key = self.key_of(configuration);
        self.current.as_ref().is_some_and(|(current, _)| *current == key)
    }

    /// The model for this configuration: the current one while it serves, else a new fit.
    pub fn model_for(&mut self, configuration: &Configuration) -> Result<&dyn Model<E::Input>, Fault> {
        if !self.serves(configuration) {
            // The old model goes before the new one comes: two at once would show as the engine's peak.
            self.release();
            let key = self.key_of(configuration);
            let fitted = self.fit(configuration, &key);
            self.current = Some((key, fitted));
        }
        match &self.current {
            Some((_, Ok(model))) => Ok(model.as_ref()),
            Some((_, Err(fault))) => Err(fault.clone()),
            None => Err(Fault::error("there is no model")),
        }
    }

    /// What the models are fitted to.
    pub fn targets(&self) -> Targets<'a> {
        match &self.training.targets {
            Predictions::Labels(labels) => Targets::Classes { labels, n_classes: self.job.n_classes },
            Predictions::Values(values) => Targets::Values(values),
        }
    }

    fn fit(&self, configuration: &Configuration, key: &Key) -> Fitted<'a, E::Input> {
        let options = FitOptions {
            metric: &configuration.metric,
            predict: configuration.predict_options(),
            threads: self.job.threads(),
            params: &self.job.params,
        };
        let (rows, targets) = (&self.training.rows, self.targets());
        let Once { value, wall_ns, cpu_ns } =
            guarded(|| measure_once(|| self.engine.fit(rows, targets, &options)))?;
        (self.on_fit)(Fit { metric: &key.metric, fit_ns: wall_ns, cpu_ns, detail: &key.detail });
        Ok(value)
    }

    fn key_of(&self, configuration: &Configuration) -> Key {
        let Configuration { n_neighbors, metric, weights } = configuration;
        let weights = format!("{weights:?}").to_lowercase();
        // Parameters of the engine do not change within a job; only the grid's own can ask for a new fit.
        let named = [("n_neighbors", n_neighbors.to_string()), ("weights", weights)];
        let depends_on = |name: &str| self.job.fit_depends_on.iter().any(|one| one == name);
        let details: Vec<String> = named
            .iter()
            .filter(|(name, _)| depends_on(name))
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        Key { metric: metric.clone(), detail: details.join(" ") }
    }
}
