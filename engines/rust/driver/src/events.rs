use std::cell::{Cell, RefCell};
use std::fs::File;
use std::io::{ErrorKind, Write};
use std::process;
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde::Serialize;

use crate::engine::{Dtype, Form};
use crate::fault::Kind;
use crate::job::Configuration;
use crate::memory::Reading;
use crate::system;

/// The file descriptor the host listens on; stdout and stderr belong to the library.
pub(crate) const EVENT_FD: i32 = 3;
const MAX_LINE_BYTES: usize = 1024 * 1024;
/// Seldom enough to disturb nothing, often enough that the host need not allow for more than one call.
const PULSE_PERIOD: Duration = Duration::from_millis(250);

/// What the host is told; `src/engine/protocol.ts` has the schema.
#[derive(Serialize)]
#[serde(tag = "event", rename_all = "lowercase")]
pub(crate) enum Event<'a> {
    Hello {
        protocol: u32,
        engine: &'a str,
        library: &'a str,
        version: &'a str,
        runtime: &'a str,
        flags: Vec<&'a str>,
        dtype: Dtype,
        form: Form,
        threads: usize,
    },
    Memory {
        phase: Phase,
        metric: Option<&'a str>,
        #[serde(flatten)]
        reading: Reading,
    },
    Loaded {
        load_ns: u64,
        convert_ns: u64,
    },
    Fit {
        metric: &'a str,
        fit_ns: u64,
        cpu_ns: u64,
        #[serde(skip_serializing_if = "str::is_empty")]
        detail: &'a str,
    },
    First {
        metric: &'a str,
        first_ns: u64,
        cpu_ns: u64,
    },
    Warm {
        metric: &'a str,
        calls: u64,
    },
    Alive,
    Sample {
        configuration: &'a Configuration,
        kind: Sampled,
        predict_ns: u64,
        count: usize,
        cpu_ns: u64,
        #[serde(skip_serializing_if = "Option::is_none")]
        percentiles: Option<Percentiles>,
        #[serde(skip_serializing_if = "Option::is_none")]
        labels_sha256: Option<String>,
    },
    Search {
        metric: &'a str,
        n_neighbors: usize,
        search_ns: u64,
        count: usize,
        cpu_ns: u64,
    },
    Result {
        configuration: &'a Configuration,
        labels: &'a str,
        probabilities: Option<&'a str>,
    },
    Neighbors {
        metric: &'a str,
        n_neighbors: usize,
        indices: &'a str,
        distances: &'a str,
    },
    Failed {
        kind: Kind,
        message: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        configuration: Option<&'a Configuration>,
        #[serde(skip_serializing_if = "Option::is_none")]
        part: Option<Part>,
    },
    Done,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Phase {
    Hello,
    Load,
    Fit,
    Predict,
    Answers,
}

#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Sampled {
    Predict,
    Proba,
}

/// What an engine may tell beside labels.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Part {
    Neighbors,
    Search,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Percentiles {
    pub p50_ns: u64,
    pub p95_ns: u64,
    pub p99_ns: u64,
}

/// Events for the host, and signs of life where events are far apart.
pub struct Events {
    channel: RefCell<File>,
    told: Cell<Instant>,
}

impl Events {
    /// None if nobody opened the descriptor.
    pub(crate) fn open() -> Option<Self> {
        Some(Self { channel: RefCell::new(system::inherited(EVENT_FD)?), told: Cell::new(Instant::now()) })
    }

    /// One line; it is with the host when this returns. Without a host that listens, the process ends.
    pub(crate) fn emit(&self, event: &Event<'_>) {
        if let Err(error) = self.write(event) {
            eprintln!("the event could not be told: {error}");
            process::exit(1);
        }
        self.told.set(Instant::now());
    }

    fn write(&self, event: &Event<'_>) -> std::io::Result<()> {
        let mut line = serde_json::to_vec(event)?;
        line.push(b'\n');
        if line.len() > MAX_LINE_BYTES {
            return Err(std::io::Error::other(format!("{} bytes, at most {MAX_LINE_BYTES}", line.len())));
        }
        let mut rest = line.as_slice();
        let mut channel = self.channel.borrow_mut();
        while !rest.is_empty() {
            match channel.write(rest) {
                Ok(written) => rest = &rest[written..],
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                // A pipe that the host opened non-blocking refuses bytes while it is full.
                Err(error) if error.kind() == ErrorKind::WouldBlock => sleep(Duration::from_millis(1)),
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Called whenever a fit, a prediction or a search is over, and no clock runs: tells the host that the engine is
    /// alive, if it has not heard anything for a while. `now` spares a reading of the clock.
    pub(crate) fn pulse(&self, now: Instant) {
        if now.saturating_duration_since(self.told.get()) >= PULSE_PERIOD {
            self.emit(&Event::Alive);
        }
    }
}
