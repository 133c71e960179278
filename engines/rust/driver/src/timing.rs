use std::time::{Duration, Instant};

use crate::job::Warmup;
use crate::{Events, Fault, system};

/// One sample: `count` calls timed one by one, and what one of them took.
pub(crate) struct Batch {
    pub count: usize,
    /// Mean wall time of one call, rounded.
    pub call_ns: u64,
    /// Mean CPU time of one call, over all threads of the process.
    pub cpu_ns: u64,
    /// Wall time of each call, ascending.
    pub sorted_ns: Vec<u64>,
}

/// What a single call gave and took.
pub(crate) struct Once<T> {
    pub value: T,
    pub wall_ns: u64,
    pub cpu_ns: u64,
}

/// Calls until they have taken `min_time_ns` together, at least `min_calls` times; the pulse comes between them.
pub(crate) fn measure_batch(
    mut call: impl FnMut() -> Result<(), Fault>,
    min_calls: usize,
    min_time_ns: f64,
    events: &Events,
) -> Result<Batch, Fault> {
    let mut calls_ns = Vec::new();
    let mut total_ns = 0;
    let cpu_ns = system::cpu_ns();
    while calls_ns.len() < min_calls || (total_ns as f64) < min_time_ns {
        let start = Instant::now();
        let told = call();
        let end = Instant::now();
        told?;
        let took_ns = nanoseconds(end - start);
        calls_ns.push(took_ns);
        total_ns += took_ns;
        events.pulse(end);
    }
    let cpu_ns = system::cpu_ns() - cpu_ns;
    let count = calls_ns.len();
    calls_ns.sort_unstable();
    Ok(Batch { count, call_ns: share(total_ns, count), cpu_ns: share(cpu_ns, count), sorted_ns: calls_ns })
}

/// Times a single call.
pub(crate) fn measure_once<T>(call: impl FnOnce() -> Result<T, Fault>) -> Result<Once<T>, Fault> {
    let cpu_ns = system::cpu_ns();
    let start = Instant::now();
    let value = call();
    let wall_ns = nanoseconds(start.elapsed());
    let cpu_ns = system::cpu_ns() - cpu_ns;
    Ok(Once { value: value?, wall_ns, cpu_ns })
}

/// Calls until `warmup` is used up: so many calls, or calls lasting so long together. Gives the number of calls.
pub(crate) fn warm_up(
    mut call: impl FnMut() -> Result<(), Fault>,
    warmup: Warmup,
    events: &Events,
) -> Result<u64, Fault> {
    let start = Instant::now();
    let mut now = start;
    let mut calls = 0;
    while match warmup {
        Warmup::Calls { calls: most } => calls < most,
        Warmup::Time { time_ns } => (nanoseconds(now - start) as f64) < time_ns,
    } {
        call()?;
        now = Instant::now();
        events.pulse(now);
        calls += 1;
    }
    Ok(calls)
}

/// That of a refit: as the study's, but never long, and at least one call.
pub(crate) fn short_warmup(warmup: Warmup) -> Warmup {
    match warmup {
        Warmup::Calls { calls } => Warmup::Calls { calls: calls.clamp(1, 3) },
        Warmup::Time { time_ns } => Warmup::Time { time_ns: time_ns.clamp(1.0, 20e6) },
    }
}

/// The p-th quantile of ascending values, linear between neighbors (Hyndman and Fan 1996, type 7), rounded.
pub(crate) fn quantile(ascending: &[u64], p: f64) -> u64 {
    let position = (ascending.len() - 1) as f64 * p;
    let below = ascending[position.floor() as usize] as f64;
    let above = ascending[position.ceil() as usize] as f64;
    (below + (position - position.floor()) * (above - below)).round() as u64
}

fn share(total_ns: u64, count: usize) -> u64 {
    (total_ns as f64 / count as f64).round() as u64
}

fn nanoseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_linear_between_neighbors() {
        assert_eq!([0.0, 0.25, 0.5, 1.0].map(|p| quantile(&[10, 20, 40], p)), [10, 15, 20, 40]);
        assert_eq!(quantile(&[7], 0.99), 7);
    }

    #[test]
    fn a_short_warmup_is_never_long_and_never_none() {
        let calls = |calls| short_warmup(Warmup::Calls { calls });
        assert_eq!([calls(0), calls(2), calls(9)], [1, 2, 3].map(|calls| Warmup::Calls { calls }));
        assert_eq!(short_warmup(Warmup::Time { time_ns: 2e8 }), Warmup::Time { time_ns: 20e6 });
    }
}
