use crate::Fault;
use crate::engine::{Model, PredictOptions, Predictions};
use crate::job::Mode;
use crate::models::Rows;

/// Single-row percentiles need this many calls (design §7).
const MIN_SINGLE_CALLS: usize = 1000;

/// Before the first call.
const NOTHING: Predictions = Predictions::Labels(Vec::new());

/// What is timed: `call` is one call of the library's predict, with nothing around it but storing its answer.
pub(crate) enum Workload<'a, Input> {
    Batch { task: Task<'a, Input>, predicted: Predictions },
    Single { task: Task<'a, Input>, predicted: Vec<Predictions>, next: usize },
}

pub(crate) struct Task<'a, Input> {
    pub model: &'a dyn Model<Input>,
    pub rows: &'a Rows<Input>,
    pub options: PredictOptions,
}

impl<'a, Input> Workload<'a, Input> {
    pub fn new(task: Task<'a, Input>, mode: Mode) -> Self {
        match mode {
            Mode::Batch => Self::Batch { task, predicted: NOTHING },
            Mode::Single => {
                let predicted = vec![NOTHING; task.rows.count];
                Self::Single { task, predicted, next: 0 }
            }
        }
    }

    pub fn call(&mut self) -> Result<(), Fault> {
        match self {
            Self::Batch { task, predicted } => {
                *predicted = task.model.predict(&task.rows.all, task.options)?
            }
            Self::Single { task, predicted, next } => {
                predicted[*next] = task.model.predict(&task.rows.single[*next], task.options)?;
                *next = (*next + 1) % task.rows.count;
            }
        }
        Ok(())
    }

    /// At least one call a row, so that the labels of all of them are known.
    pub fn min_calls(&self) -> usize {
        match self {
            Self::Batch { .. } => 1,
            Self::Single { predicted, .. } => predicted.len().max(MIN_SINGLE_CALLS),
        }
    }

    /// What was predicted for all timed rows by the last calls.
    pub fn predictions(&self) -> Result<Predictions, Fault> {
        match self {
            Self::Batch { task, predicted } => {
                predicted.check(task.rows.count)?;
                Ok(predicted.clone())
            }
            Self::Single { predicted, .. } => {
                predicted.iter().try_for_each(|one| one.check(1))?;
                Ok(Predictions::concat(predicted))
            }
        }
    }
}
