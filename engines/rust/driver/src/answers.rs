use std::time::Instant;

use crate::engine::{Engine, Neighbors, Predictions};
use crate::events::{Event, Part};
use crate::fault::guarded;
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
            let mut sweep = if untimed.sweep { self.sweep_of(&own) } else { None };
            for configuration in &own {
                outcomes.attempt(configuration, || self.write_labels(configuration, &mut sweep));
            }
            // Neighbors are the basis of answers: where none came, there is nothing to ask for.
            if !own.iter().any(|configuration| outcomes.is_open(configuration)) {
                continue;
            }
            for asked in untimed.neighbors.iter().filter(|asked| asked.metric == metric) {
                self.attempt_neighbors(asked, &mut sweep);
            }
        }
    }

    /// The one search for all of these configurations, up to the largest k that can be asked.
    fn sweep_of(&self, configurations: &[&Configuration]) -> Option<Sweep> {
        let supported = configurations.iter().filter(|one| self.outcomes.unsupported_reason(one).is_none());
        let most = supported.map(|one| one.n_neighbors.get()).max()?;
        Some(Sweep { most, found: None })
    }

    fn write_labels(
        &mut self,
        configuration: &Configuration,
        sweep: &mut Option<Sweep>,
    ) -> Result<(), Fault> {
        let Context { job, events } = self.context;
        let key = configuration.key();
        let (predicted, proba) = self.predict(configuration, sweep)?;
        predicted.check(self.rows.count)?;
        let labels = format!("labels-{key}.npy");
        predicted.write(&job.out, &labels)?;
        let mut probabilities = None;
        if let Some(proba) = proba {
            let name = format!("probabilities-{key}.npy");
            write_floats(&job.out, &name, &[self.rows.count, job.n_classes], &proba)?;
            probabilities = Some(name);
        }
        events.emit(&Event::Result {
            configuration,
            labels: &labels,
            probabilities: probabilities.as_deref(),
        });
        Ok(())
    }

    /// Predictions, and probabilities where the engine tells them.
    fn predict(
        &mut self,
        configuration: &Configuration,
        sweep: &mut Option<Sweep>,
    ) -> Result<(Predictions, Option<Vec<f64>>), Fault> {
        let (events, rows, targets) = (self.context.events, &self.rows.all, self.models.targets());
        let tells_probabilities = self.facts.probabilities;
        let model = self.models.model_for(configuration)?;
        let options = configuration.predict_options();
        let pulse = || events.pulse(Instant::now());
        if let Some(sweep) = sweep.as_mut().filter(|_| model.can_sweep()) {
            let found = sweep.nearest(options.n_neighbors, |most| model.neighbors(rows, most))?;
            pulse();
            let proba = tells_probabilities.then(|| targets.probabilities(&found, options)).transpose()?;
            return Ok((targets.predictions(&found, options), proba));
        }
        let predicted = model.predict(rows, options)?;
        pulse();
        let proba = tells_probabilities.then(|| model.predict_proba(rows, options)).transpose()?;
        pulse();
        Ok((predicted, proba))
    }

    fn attempt_neighbors(&mut self, asked: &AskedNeighbors, sweep: &mut Option<Sweep>) {
        let Some(&weights) = self.facts.weights.first().filter(|_| self.facts.neighbors) else { return };
        let AskedNeighbors { metric, n_neighbors } = asked;
        let configuration = Configuration { n_neighbors: *n_neighbors, metric: metric.clone(), weights };
        let outcomes = self.outcomes;
        outcomes
            .attempt_part(Part::Neighbors, &configuration, || self.write_neighbors(&configuration, sweep));
    }

    fn write_neighbors(
        &mut self,
        configuration: &Configuration,
        sweep: &mut Option<Sweep>,
    ) -> Result<(), Fault> {
        let Context { job, events } = self.context;
        let (rows, n_neighbors) = (self.rows, configuration.n_neighbors.get());
        let metric = configuration.metric.as_str();
        let model = self.models.model_for(configuration)?;
        let found = match sweep {
            Some(sweep) if model.can_sweep() && n_neighbors <= sweep.most => {
                sweep.nearest(n_neighbors, |most| model.neighbors(&rows.all, most))?
            }
            _ => model.neighbors(&rows.all, n_neighbors)?,
        };
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

/// One search of the scored rows for a whole grid; one that failed is not tried again.
struct Sweep {
    most: usize,
    found: Option<Result<Neighbors, Fault>>,
}

impl Sweep {
    /// The neighbors of a search for `n_neighbors`, at most `most`: the first of those that `search` finds.
    fn nearest(
        &mut self,
        n_neighbors: usize,
        search: impl FnOnce(usize) -> Result<Neighbors, Fault>,
    ) -> Result<Neighbors, Fault> {
        let most = self.most;
        match self.found.get_or_insert_with(|| guarded(|| search(most))) {
            Ok(found) => Ok(found.nearest(most, n_neighbors)),
            Err(fault) => Err(fault.clone()),
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn smaller_k_are_the_first_of_one_search() {
        let mut sweep = Sweep { most: 3, found: None };
        let found =
            Neighbors { indices: vec![4, 1, 0, 2, 3, 5], distances: vec![0.0, 1.0, 2.0, 0.5, 0.5, 9.0] };
        let two = sweep.nearest(2, |most| {
            assert_eq!(most, 3);
            Ok(found.clone())
        });
        assert_eq!(two, Ok(Neighbors { indices: vec![4, 1, 2, 3], distances: vec![0.0, 1.0, 0.5, 0.5] }));
        assert_eq!(sweep.nearest(3, |_| panic!("searched again")), Ok(found));
    }

    #[test]
    fn a_search_that_failed_is_not_tried_again() {
        let mut sweep = Sweep { most: 3, found: None };
        let fault = Fault::error("no memory for lists");
        assert_eq!(sweep.nearest(1, |_| Err(fault.clone())), Err(fault.clone()));
        assert_eq!(sweep.nearest(2, |_| panic!("searched again")), Err(fault));
    }
}
