use crate::engine::{Engine, Model};
use crate::events::{Event, Part};
use crate::job::{AskedNeighbors, Configuration, Untimed};
use crate::models::{Fit, Models, Rows};
use crate::npy::{write_floats, write_integers};
use crate::outcomes::Outcomes;
use crate::run::Context;
use crate::{Facts, Fault};

/// The untimed pass: writes labels, probabilities and neighbors to the job's folder, then announces each file.
pub(crate) struct Answers<'a, E: Engine, F: Fn(Fit<'_>)> {
    pub context: Context<'a>,
    pub facts: Facts,
    pub outcomes: &'a Outcomes<'a>,
    pub rows: &'a Rows<E::Input>,
    pub models: Models<'a, E, F>,
}

impl<E: Engine, F: Fn(Fit<'_>)> Answers<'_, E, F> {
    /// Metric by metric, so that one model serves all it can; within a metric in the job's order, neighbors last.
    pub fn write(&mut self, untimed: &Untimed) {
        let outcomes = self.outcomes;
        for metric in metrics_of(untimed) {
            let own: Vec<&Configuration> = untimed
                .configurations
                .iter()
                .filter(|configuration| configuration.metric == metric)
                .collect();
            for configuration in &own {
                outcomes.attempt(configuration, || self.write_labels(configuration));
            }
            // Neighbors are the basis of answers: where none came, there is nothing to ask for.
            if !own.iter().any(|configuration| outcomes.is_open(configuration)) {
                continue;
            }
            for asked in untimed.neighbors.iter().filter(|asked| asked.metric == metric) {
                self.attempt_neighbors(asked);
            }
        }
    }

    fn write_labels(&mut self, configuration: &Configuration) -> Result<(), Fault> {
        let Context { job, events } = self.context;
        let (rows, tells_probabilities) = (self.rows, self.facts.probabilities);
        let model: &dyn Model<E::Input> = self.models.model_for(configuration)?;
        let key = configuration.key();
        let options = configuration.predict_options();
        let predicted = model.predict(&rows.all, options)?;
        predicted.check(rows.count)?;
        events.pulse(std::time::Instant::now());
        let labels = format!("labels-{key}.npy");
        predicted.write(&job.out, &labels)?;
        let mut probabilities = None;
        if tells_probabilities {
            let name = format!("probabilities-{key}.npy");
            let proba = model.predict_proba(&rows.all, options)?;
            events.pulse(std::time::Instant::now());
            write_floats(&job.out, &name, &[rows.count, job.n_classes], &proba)?;
            probabilities = Some(name);
        }
        events.emit(&Event::Result {
            configuration,
            labels: &labels,
            probabilities: probabilities.as_deref(),
        });
        Ok(())
    }

    fn attempt_neighbors(&mut self, asked: &AskedNeighbors) {
        let Some(&weights) = self.facts.weights.first().filter(|_| self.facts.neighbors) else { return };
        let AskedNeighbors { metric, n_neighbors } = asked;
        let configuration = Configuration { n_neighbors: *n_neighbors, metric: metric.clone(), weights };
        let outcomes = self.outcomes;
        outcomes.attempt_part(Part::Neighbors, &configuration, || self.write_neighbors(&configuration));
    }

    fn write_neighbors(&mut self, configuration: &Configuration) -> Result<(), Fault> {
        let Context { job, events } = self.context;
        let (rows, n_neighbors) = (self.rows, configuration.n_neighbors.get());
        let metric = configuration.metric.as_str();
        let found = self.models.model_for(configuration)?.neighbors(&rows.all, n_neighbors)?;
        let shape = [rows.count, n_neighbors];
        let indices = format!("neighbors-{metric}-{n_neighbors}.npy");
        let distances = format!("distances-{metric}-{n_neighbors}.npy");
        write_integers(&job.out, &indices, &shape, &found.indices)?;
        write_floats(&job.out, &distances, &shape, &found.distances)?;
        let (indices, distances) = (indices.as_str(), distances.as_str());
        events.emit(&Event::Neighbors { metric, n_neighbors, indices, distances });
        Ok(())
    }
}

/// Each metric once, in the order in which it is first asked for.
fn metrics_of(untimed: &Untimed) -> Vec<&str> {
    let of_configurations = untimed.configurations.iter().map(|configuration| configuration.metric.as_str());
    let of_neighbors = untimed.neighbors.iter().map(|asked| asked.metric.as_str());
    let mut metrics = Vec::new();
    for metric in of_configurations.chain(of_neighbors) {
        if !metrics.contains(&metric) {
            metrics.push(metric);
        }
    }
    metrics
}
