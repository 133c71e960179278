use crate::engine::Engine;
use crate::events::{Event, Part, Percentiles, Phase, Sampled};
use crate::job::{Configuration, MetricBlock, Mode, Warmup};
use crate::memory::MemoryMeter;
use crate::models::{Fit, Models, Rows};
use crate::outcomes::Outcomes;
use crate::run::{Context, emit_memory};
use crate::timing::{Batch, measure_batch, measure_once, quantile, short_warmup, warm_up};
use crate::workload::{Task, Workload};
use crate::{Facts, Fault};

/// The timed part of a job: per metric fit, first prediction, warm-up and samples, in the job's order.
pub(crate) struct TimedPart<'a, E: Engine, F: Fn(Fit<'_>)> {
    pub context: Context<'a>,
    pub facts: Facts,
    pub memory: &'a MemoryMeter,
    pub outcomes: &'a Outcomes<'a>,
    pub rows: &'a Rows<E::Input>,
    pub models: Models<'a, E, F>,
}

impl<E: Engine, F: Fn(Fit<'_>)> TimedPart<'_, E, F> {
    pub fn run(&mut self) {
        for block in &self.context.job.timed {
            self.time_metric(block);
        }
    }

    fn time_metric(&mut self, block: &MetricBlock) {
        let outcomes = self.outcomes;
        let open: Vec<&Configuration> =
            block.configurations.iter().filter(|configuration| outcomes.is_open(configuration)).collect();
        let Some(&own_first) = open.first() else { return };
        // An engine that cannot do the fixed configuration is warmed up with its own first one and has no `first`.
        let tells_first = outcomes.unsupported_reason(&block.first).is_none();
        let fixed = if tells_first { &block.first } else { own_first };
        outcomes.attempt(fixed, || self.fit_anew(fixed));
        outcomes.attempt(fixed, || self.start(fixed, tells_first));
        for configuration in &open {
            outcomes.attempt(configuration, || self.sample_predict(configuration));
        }
        self.emit_memory(Phase::Predict, &block.metric);
        // After the memory of the predict phase is read: these calls hold more.
        if self.options().time_proba && self.facts.probabilities {
            for configuration in &open {
                outcomes.attempt(configuration, || self.sample_proba(configuration));
            }
        }
        if self.options().time_search && self.facts.neighbors {
            self.time_searches(&open);
        }
    }

    /// A fit with memory phases of its own: what the model before it left belongs to neither.
    fn fit_anew(&mut self, configuration: &Configuration) -> Result<(), Fault> {
        self.models.release();
        self.memory.start_phase();
        let fitted = self.models.model_for(configuration).map(|_| ());
        self.emit_memory(Phase::Fit, &configuration.metric);
        fitted
    }

    fn start(&mut self, fixed: &Configuration, tells_first: bool) -> Result<(), Fault> {
        let Context { events, .. } = self.context;
        let warmup = self.options().warmup;
        let mut workload = self.workload(fixed)?;
        let once = measure_once(|| workload.call())?;
        if tells_first {
            let (first_ns, cpu_ns) = (once.wall_ns, once.cpu_ns);
            events.emit(&Event::First { metric: &fixed.metric, first_ns, cpu_ns });
        }
        let calls = warm_up(|| workload.call(), warmup, events)?;
        events.emit(&Event::Warm { metric: &fixed.metric, calls });
        Ok(())
    }

    fn sample_predict(&mut self, configuration: &Configuration) -> Result<(), Fault> {
        if !self.models.serves(configuration) {
            self.refit(configuration)?;
        }
        let Context { events, .. } = self.context;
        let (min_time_ns, repeats, mode) = self.sampling();
        let mut workload = self.workload(configuration)?;
        for _ in 0..repeats {
            let min_calls = workload.min_calls();
            let batch = measure_batch(|| workload.call(), min_calls, min_time_ns, events)?;
            events.emit(&Event::Sample {
                configuration,
                kind: Sampled::Predict,
                predict_ns: batch.call_ns,
                count: batch.count,
                cpu_ns: batch.cpu_ns,
                percentiles: (mode == Mode::Single).then(|| percentiles(&batch)),
                labels_sha256: Some(workload.predictions()?.hash()),
            });
        }
        Ok(())
    }

    /// The fit for a configuration that the current model does not serve, with a short warm-up.
    fn refit(&mut self, configuration: &Configuration) -> Result<(), Fault> {
        self.emit_memory(Phase::Predict, &configuration.metric);
        self.fit_anew(configuration)?;
        let Context { events, .. } = self.context;
        let warmup: Warmup = short_warmup(self.options().warmup);
        let mut workload = self.workload(configuration)?;
        warm_up(|| workload.call(), warmup, events)?;
        Ok(())
    }

    fn sample_proba(&mut self, configuration: &Configuration) -> Result<(), Fault> {
        let Context { events, .. } = self.context;
        let (min_time_ns, repeats, _) = self.sampling();
        let rows = self.rows;
        let model = self.models.model_for(configuration)?;
        for _ in 0..repeats {
            let call = || model.predict_proba(&rows.all, configuration.predict_options()).map(drop);
            let batch = measure_batch(call, 1, min_time_ns, events)?;
            events.emit(&Event::Sample {
                configuration,
                kind: Sampled::Proba,
                predict_ns: batch.call_ns,
                count: batch.count,
                cpu_ns: batch.cpu_ns,
                percentiles: None,
                labels_sha256: None,
            });
        }
        Ok(())
    }

    /// Once per n_neighbors: the search does not depend on the vote.
    fn time_searches(&mut self, open: &[&Configuration]) {
        let outcomes = self.outcomes;
        let mut seen = Vec::new();
        for configuration in open {
            if seen.contains(&configuration.n_neighbors) || !outcomes.is_open(configuration) {
                continue;
            }
            seen.push(configuration.n_neighbors);
            outcomes.attempt_part(Part::Search, configuration, || self.time_search(configuration));
        }
    }

    fn time_search(&mut self, configuration: &Configuration) -> Result<(), Fault> {
        let Context { events, .. } = self.context;
        let (min_time_ns, ..) = self.sampling();
        let (rows, n_neighbors) = (self.rows, configuration.n_neighbors.get());
        let model = self.models.model_for(configuration)?;
        let Batch { call_ns: search_ns, count, cpu_ns, .. } =
            measure_batch(|| model.neighbors(&rows.all, n_neighbors).map(drop), 1, min_time_ns, events)?;
        events.emit(&Event::Search { metric: &configuration.metric, n_neighbors, search_ns, count, cpu_ns });
        Ok(())
    }

    fn workload(&mut self, configuration: &Configuration) -> Result<Workload<'_, E::Input>, Fault> {
        let (rows, mode) = (self.rows, self.options().mode);
        let model = self.models.model_for(configuration)?;
        Ok(Workload::new(Task { model, rows, options: configuration.predict_options() }, mode))
    }

    fn options(&self) -> &crate::job::ProtocolOptions {
        &self.context.job.protocol_options
    }

    fn sampling(&self) -> (f64, usize, Mode) {
        let options = self.options();
        (options.min_time_ns, options.repeats.get(), options.mode)
    }

    fn emit_memory(&self, phase: Phase, metric: &str) {
        emit_memory(self.context.events, self.memory, phase, Some(metric));
    }
}

fn percentiles(batch: &Batch) -> Percentiles {
    let at = |p| quantile(&batch.sorted_ns, p);
    Percentiles { p50_ns: at(0.5), p95_ns: at(0.95), p99_ns: at(0.99) }
}
