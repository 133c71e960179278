use std::sync::Barrier;
use std::thread;
use std::time::Instant;

/// Of one to a few milliseconds each: many find a moment in which nobody else wants the core.
const TRIALS: usize = 100;

/// Who works, and for the how manieth time.
#[derive(Clone, Copy)]
pub struct Turn {
    pub thread: usize,
    pub trial: usize,
}

/// How much all threads together did in a second, trial by trial; `work` gives how much it did.
pub fn rates(threads: usize, work: impl Fn(Turn) -> usize + Sync) -> Vec<f64> {
    let together = Barrier::new(threads);
    let stretches = |thread| -> Vec<Stretch> {
        (0..TRIALS)
            .map(|trial| {
                together.wait();
                let began = Instant::now();
                let done = work(Turn { thread, trial });
                Stretch { done, began, ended: Instant::now() }
            })
            .collect()
    };
    let of_threads: Vec<Vec<Stretch>> = thread::scope(|scope| {
        let stretches = &stretches;
        let started: Vec<_> = (0..threads).map(|thread| scope.spawn(move || stretches(thread))).collect();
        started.into_iter().map(|one| one.join().expect("the work does not panic")).collect()
    });
    (0..TRIALS).map(|trial| rate(of_threads.iter().map(|stretches| stretches[trial]))).collect()
}

/// Work of one thread in one trial.
#[derive(Clone, Copy)]
struct Stretch {
    done: usize,
    began: Instant,
    ended: Instant,
}

/// From the first beginning to the last end: threads that had to take turns on one core count as slow as they were.
fn rate(stretches: impl Iterator<Item = Stretch>) -> f64 {
    let whole = stretches.reduce(|a, b| Stretch {
        done: a.done + b.done,
        began: a.began.min(b.began),
        ended: a.ended.max(b.ended),
    });
    whole.map_or(0.0, |Stretch { done, began, ended }| done as f64 / (ended - began).as_secs_f64())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn threads_that_took_turns_are_as_slow_as_one() {
        let began = Instant::now();
        let second = |n| began + Duration::from_secs(n);
        let turns =
            [(0, 1), (1, 2)].map(|(from, to)| Stretch { done: 8, began: second(from), ended: second(to) });
        assert_eq!(rate(turns.into_iter()), 8.0);
        let together =
            [(0, 1), (0, 2)].map(|(from, to)| Stretch { done: 8, began: second(from), ended: second(to) });
        assert_eq!(rate(together.into_iter()), 8.0);
        assert_eq!(rate(turns.into_iter().take(1)), 8.0);
    }

    #[test]
    fn every_thread_has_every_turn() {
        let turns = std::sync::Mutex::new(Vec::new());
        let rates = rates(2, |Turn { thread, trial }| {
            turns.lock().expect("no panic").push((trial, thread));
            1
        });
        assert_eq!(rates.len(), TRIALS);
        let mut turns = turns.into_inner().expect("no panic");
        turns.sort_unstable();
        assert!(turns.into_iter().eq((0..TRIALS).flat_map(|trial| [(trial, 0), (trial, 1)])));
    }
}
