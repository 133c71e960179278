use std::cell::RefCell;
use std::time::Instant;

use crate::answers::Answers;
use crate::engine::{Engine, Facts, Predictions};
use crate::events::{Event, Phase};
use crate::fault::guarded;
use crate::job::{Job, Mode, PROTOCOL_VERSION, Task};
use crate::memory::MemoryMeter;
use crate::models::{Fit, Models, Rows, Training};
use crate::npy::{read_floats, read_integers, read_matrix};
use crate::outcomes::Outcomes;
use crate::system;
use crate::timed_part::TimedPart;
use crate::timing::measure_once;
use crate::{Events, Fault};

/// What every part of a run needs beside the engine.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub job: &'a Job,
    pub events: &'a Events,
}

/// Runs a whole job with one engine: hello, load, the timed part, the answers, done (design §7). A fault is what
/// concerns no single configuration, such as data that cannot be read.
pub fn run<E: Engine>(engine: &E, job: &Job, events: &Events) -> Result<(), Fault> {
    guarded(|| run_parts(engine, Context { job, events }))
}

fn run_parts<E: Engine>(engine: &E, context: Context<'_>) -> Result<(), Fault> {
    let Context { job, events } = context;
    let facts = Facts {
        probabilities: engine.facts().probabilities && job.task == Task::Classification,
        ..engine.facts()
    };
    let memory = MemoryMeter::start();
    say_hello(facts, context);
    emit_memory(events, &memory, Phase::Hello, None);
    let (training, rows) = load(engine, context)?;
    emit_memory(events, &memory, Phase::Load, None);
    let n_train = training.n_train;
    let outcomes = Outcomes { facts, n_train, events, failed: RefCell::default() };
    let tell_fit = |Fit { metric, fit_ns, cpu_ns, detail }: Fit<'_>| {
        events.emit(&Event::Fit { metric, fit_ns, cpu_ns, detail });
    };
    let models = Models::new(engine, job, &training, tell_fit);
    TimedPart { context, facts, memory: &memory, outcomes: &outcomes, rows: &rows, models }.run();
    if let Some(untimed) = &job.untimed {
        memory.start_phase();
        // Read only now: rounds that write no answers never hold these rows.
        let scored = Rows::convert(engine, &read_matrix(&job.data.x_score)?, 0);
        events.pulse(Instant::now());
        let models = Models::new(engine, job, &training, |_| events.pulse(Instant::now()));
        Answers { context, facts, outcomes: &outcomes, rows: &scored, models }.write(untimed);
        emit_memory(events, &memory, Phase::Answers, None);
    }
    events.emit(&Event::Done);
    Ok(())
}

fn say_hello(facts: Facts, Context { job, events }: Context<'_>) {
    events.emit(&Event::Hello {
        protocol: PROTOCOL_VERSION,
        engine: &job.engine,
        library: facts.library,
        version: facts.version,
        runtime: env!("KNNBENCH_RUSTC"),
        flags: env!("KNNBENCH_FLAGS").split_whitespace().collect(),
        dtype: facts.dtype,
        form: facts.form,
        threads: job.threads(),
    });
}

type Loaded<Input> = (Training<Input>, Rows<Input>);

fn load<E: Engine>(engine: &E, Context { job, events }: Context<'_>) -> Result<Loaded<E::Input>, Fault> {
    let files = &job.data;
    let read = measure_once(|| {
        Ok((read_matrix(&files.x_train)?, read_targets(job)?, read_matrix(&files.x_timed)?))
    })?;
    let (train, targets, timed) = read.value;
    let singles = if job.protocol_options.mode == Mode::Single { timed.rows } else { 0 };
    let converted = measure_once(|| Ok((engine.convert(&train), Rows::convert(engine, &timed, singles))))?;
    events.emit(&Event::Loaded { load_ns: read.wall_ns, convert_ns: converted.wall_ns });
    let (rows, timed_rows) = converted.value;
    Ok((Training { rows, targets, n_train: train.rows }, timed_rows))
}

fn read_targets(job: &Job) -> Result<Predictions, Fault> {
    let file = &job.data.y_train;
    match job.task {
        Task::Classification => read_integers(file).map(Predictions::Labels),
        Task::Regression => read_floats(file).map(Predictions::Values),
    }
}

/// Ends a memory phase and tells it. Its size is what is still in use: what was freed goes back first, the peak
/// stays. After `predict` it does not, since searches are timed next, without another warm-up.
pub(crate) fn emit_memory(events: &Events, memory: &MemoryMeter, phase: Phase, metric: Option<&str>) {
    if phase != Phase::Predict {
        system::return_freed_memory();
    }
    events.emit(&Event::Memory { phase, metric, reading: memory.end_phase() });
}
