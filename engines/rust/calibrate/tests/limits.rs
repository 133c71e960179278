//! Limits are told whole; how large they are is the machine's affair.

use knnbench_calibrate::{Quantity, limits};

#[test]
fn every_quantity_is_measured_with_one_thread_and_with_all() {
    let told = limits();
    let all = std::thread::available_parallelism().map_or(1, usize::from);
    let counts = if all == 1 { vec![1] } else { vec![1, all] };
    let measured: Vec<_> = told.trials.iter().map(|one| (one.threads, one.quantity)).collect();
    let quantities = [Quantity::MultiplyAddsFloat64, Quantity::MultiplyAddsFloat32, Quantity::BytesRead];
    let expected: Vec<_> =
        counts.into_iter().flat_map(|threads| quantities.map(|one| (threads, one))).collect();
    assert_eq!(measured, expected);
    for one in told.trials {
        assert!(one.per_second.len() >= 100);
        assert!(one.per_second.into_iter().all(|rate| rate.is_finite() && rate > 0.0), "{:?}", one.quantity);
    }
}
