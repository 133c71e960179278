use knnbench_driver::Fault;

use crate::metric::Metric;

/// Refuses NaN, ±Inf and values so large that a distance could overflow, by place and limit. `values` are whole rows,
/// the first of which has the index `first_row`.
pub fn check_magnitudes<M: Metric>(values: &[f64], n_features: usize, first_row: usize) -> Result<(), Fault> {
    let limit = M::largest_magnitude(n_features);
    // NaN is not within either.
    let within = |value: f64| value.abs() <= limit;
    let Some(at) = values.iter().position(|&value| !within(value)) else { return Ok(()) };
    let (row, column, value) = (first_row + at / n_features, at % n_features, values[at]);
    let why = if value.is_finite() {
        format!("beyond ±{limit:e} a {} distance of {n_features} features could overflow", M::NAME)
    } else {
        "every value must be a finite number".to_owned()
    };
    Err(Fault::error(format!("X[{row}][{column}] is {value:e}; {why}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metric::{Euclidean, Manhattan};

    fn matrix(value: f64) -> [f64; 4] {
        [0.0, 1.0, 2.0, value]
    }

    #[test]
    fn ordinary_numbers_pass() {
        assert_eq!(check_magnitudes::<Euclidean>(&matrix(-1e153), 2, 0), Ok(()));
        assert_eq!(check_magnitudes::<Manhattan>(&matrix(1e154), 2, 0), Ok(()));
    }

    #[test]
    fn numbers_without_a_distance_are_refused_by_place() {
        let told =
            |value| check_magnitudes::<Euclidean>(&matrix(value), 2, 5).expect_err("refused").to_string();
        assert_eq!(told(f64::NAN), "X[6][1] is NaN; every value must be a finite number");
        assert!(told(f64::NEG_INFINITY).starts_with("X[6][1] is -inf; every"));
        assert!(told(1e154).contains("a euclidean distance of 2 features could overflow"));
    }
}
