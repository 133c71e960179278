use std::cell::RefCell;
use std::collections::HashSet;

use crate::events::{Event, Part};
use crate::fault::guarded;
use crate::job::Configuration;
use crate::{Events, Facts, Fault};

/// Which configurations can still be run; each failure is reported once.
pub(crate) struct Outcomes<'a> {
    pub facts: Facts,
    pub n_train: usize,
    pub events: &'a Events,
    pub failed: RefCell<HashSet<Configuration>>,
}

impl Outcomes<'_> {
    /// False for a configuration that failed before or that the engine cannot do; the latter is reported.
    pub fn is_open(&self, configuration: &Configuration) -> bool {
        if self.failed.borrow().contains(configuration) {
            return false;
        }
        match self.unsupported_reason(configuration) {
            Some(reason) => {
                self.fail(configuration, &Fault::unsupported(reason));
                false
            }
            None => true,
        }
    }

    /// Why the engine cannot do it, or None; reports nothing.
    pub fn unsupported_reason(&self, configuration: &Configuration) -> Option<String> {
        let Configuration { n_neighbors, metric, weights } = configuration;
        if !self.facts.metrics.contains(&metric.as_str()) {
            return Some(format!("metric={metric} is not offered"));
        }
        if !self.facts.weights.contains(weights) {
            return Some(format!("weights={} is not offered", format!("{weights:?}").to_lowercase()));
        }
        (n_neighbors.get() > self.n_train).then(|| format!("k={n_neighbors} > n_train={}", self.n_train))
    }

    /// Runs `action` if the configuration is open; a fault or panic becomes a `failed` event.
    pub fn attempt(&self, configuration: &Configuration, action: impl FnOnce() -> Result<(), Fault>) {
        if !self.is_open(configuration) {
            return;
        }
        if let Err(fault) = guarded(action) {
            self.fail(configuration, &fault);
        }
    }

    /// The same for what is asked beside its labels: they stand, whatever becomes of this.
    pub fn attempt_part(
        &self,
        part: Part,
        configuration: &Configuration,
        action: impl FnOnce() -> Result<(), Fault>,
    ) {
        if let Err(fault) = guarded(action) {
            self.tell(&fault, configuration, Some(part));
        }
    }

    fn fail(&self, configuration: &Configuration, fault: &Fault) {
        self.failed.borrow_mut().insert(configuration.clone());
        self.tell(fault, configuration, None);
    }

    fn tell(&self, fault: &Fault, configuration: &Configuration, part: Option<Part>) {
        let Fault { kind, message } = fault;
        let configuration = Some(configuration);
        self.events.emit(&Event::Failed { kind: *kind, message, configuration, part });
    }
}
