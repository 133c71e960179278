/// A distance that sums one term a feature, in order and without fused operations, as the reference does.
///
/// "Value" is the sum before the root: neighbors are ordered by (value, training index).
pub trait Metric: Copy + Send + Sync + 'static {
    const NAME: &'static str;

    /// What the difference in one feature adds; never falls when its magnitude grows.
    fn term(difference: f64) -> f64;

    /// The distance of a value.
    fn distance(value: f64) -> f64;

    /// Beyond this magnitude of a feature a value could overflow.
    fn largest_magnitude(n_features: usize) -> f64;

    /// A ball's radius from the value of its farthest row, rounded up.
    fn radius(farthest_value: f64, n_features: usize) -> f64;

    /// A floor for the values of a ball's rows, from that of its center: never above one that is computed.
    fn ball_floor(center_value: f64, radius: f64, n_features: usize) -> f64;

    /// The value of two rows.
    fn value(a: &[f64], b: &[f64]) -> f64 {
        a.iter().zip(b).fold(0.0, |sum, (a, b)| sum + Self::term(a - b))
    }
}

/// √Σ(x − q)².
#[derive(Clone, Copy)]
pub struct Euclidean;

impl Metric for Euclidean {
    const NAME: &'static str = "euclidean";

    fn term(difference: f64) -> f64 {
        difference * difference
    }

    fn distance(value: f64) -> f64 {
        value.sqrt()
    }

    /// d terms of at most (2M)² stay below half of the largest number.
    fn largest_magnitude(n_features: usize) -> f64 {
        (f64::MAX / (8.0 * n_features as f64)).sqrt()
    }

    fn radius(farthest_value: f64, n_features: usize) -> f64 {
        (farthest_value * (1.0 + rounding(n_features)) + underflow(n_features)).sqrt()
    }

    /// The triangle inequality ‖q − x‖ ≥ ‖q − c‖ − ‖x − c‖, squared.
    fn ball_floor(center_value: f64, radius: f64, n_features: usize) -> f64 {
        let kept = 1.0 - rounding(n_features);
        let nearest = center_value * kept - underflow(n_features);
        let gap = if nearest > 0.0 { nearest.sqrt() - radius } else { 0.0 };
        if gap > 0.0 { gap * gap * kept - underflow(n_features) } else { 0.0 }
    }
}

/// Σ|x − q|.
#[derive(Clone, Copy)]
pub struct Manhattan;

impl Metric for Manhattan {
    const NAME: &'static str = "manhattan";

    fn term(difference: f64) -> f64 {
        difference.abs()
    }

    fn distance(value: f64) -> f64 {
        value
    }

    fn largest_magnitude(n_features: usize) -> f64 {
        f64::MAX / (4.0 * n_features as f64)
    }

    fn radius(farthest_value: f64, n_features: usize) -> f64 {
        farthest_value * (1.0 + rounding(n_features)) + underflow(n_features)
    }

    /// The triangle inequality ‖q − x‖ ≥ ‖q − c‖ − ‖x − c‖.
    fn ball_floor(center_value: f64, radius: f64, n_features: usize) -> f64 {
        let kept = 1.0 - rounding(n_features);
        let gap = center_value * kept - underflow(n_features) - radius;
        if gap > 0.0 { gap * kept - underflow(n_features) } else { 0.0 }
    }
}

// Margins that make a ball's floor safe against rounding. With u = 2⁻⁵³ a computed value lies within (1 ± u)^(d+2)
// of the true one (Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., §3.1), plus at most half the
// smallest positive number per square that underflows. The value of the center, the radius and the value that the
// floor is compared with carry that error each, so each takes the margin on its own, before they are subtracted.

/// Relative margin of one value: 2(d + 8)u, for its (d + 2)u, its root and the products with the margin itself.
fn rounding(n_features: usize) -> f64 {
    (n_features as f64 + 8.0) * f64::EPSILON
}

/// Absolute margin of one value, for squares and products that underflow.
fn underflow(n_features: usize) -> f64 {
    const LEAST: f64 = f64::from_bits(1);
    (n_features as f64 + 8.0) * LEAST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_those_of_the_definition() {
        let (a, b) = ([1.0, 2.0, 3.0], [4.0, -2.0, 3.0]);
        assert_eq!(Euclidean::distance(Euclidean::value(&a, &b)), 5.0);
        assert_eq!(Manhattan::distance(Manhattan::value(&a, &b)), 7.0);
    }

    #[test]
    fn a_ball_floor_is_no_larger_than_any_value_inside() {
        // A row on the rim, straight between center and query: floor and value are equal but for rounding.
        for reach in [1e-160, 1e-8, 0.1, 3.0, 1e100] {
            let (center, rim, query) = ([0.0, 0.0], [reach, 0.0], [reach * 3.0, 0.0]);
            check_floor::<Euclidean>(&center, &rim, &query);
            check_floor::<Manhattan>(&center, &rim, &query);
        }
    }

    fn check_floor<M: Metric>(center: &[f64], rim: &[f64], query: &[f64]) {
        let radius = M::radius(M::value(center, rim), center.len());
        let floor = M::ball_floor(M::value(center, query), radius, center.len());
        let value = M::value(rim, query);
        assert!(floor <= value, "{}: {floor} > {value}", M::NAME);
        assert!(floor >= value * 0.999 || value < 1e-300, "{}: {floor} is far below {value}", M::NAME);
    }
}
