use crate::metric::Metric;

/// 2⁻²⁴, the unit roundoff of float32.
pub const UNIT: f64 = 1.0 / 16_777_216.0;
/// The smallest positive float32.
const LEAST: f64 = 1.401_298_464_324_817e-45;
/// Beyond this norm of a query, or this many features, float32 is not asked.
const LARGEST_NORM: f64 = (1u64 << 40) as f64;
const MOST_FEATURES: usize = 1 << 16;

/// What float32 sums say of exact distances; the proof is `docs/float32-bound.md`, with the same names.
pub struct Bound {
    /// g: relative error of a sum, of float64 on the way and of the oracle, with room to spare.
    slack: f64,
    /// t: what underflow may add to a sum.
    tiny: f64,
    /// 1 + 4η for the defect η of the rotation.
    stretch: f64,
    /// Displacement of training rows, and what underflow hides from the oracle.
    rows_error: f64,
    n_features: usize,
}

impl Bound {
    /// `largest_norm` is that of the placed training rows, `scale` what they were multiplied by.
    pub fn new<M: Metric>(n_features: usize, largest_norm: f64, scale: f64, defect: f64) -> Self {
        let d = n_features as f64;
        let hidden = 4.0 * scale * M::distance(d * f64::from_bits(1));
        let slack = 4.0 * (d + 8.0) * UNIT;
        let rows_error = 2.0 * displacement(largest_norm, d) + hidden;
        Self { slack, tiny: (d + 8.0) * LEAST, stretch: 1.0 + 4.0 * defect, rows_error, n_features }
    }

    /// E of a query: how much farther than its neighbors' candidates a neighbor may seem. Infinite where float32 says
    /// nothing.
    pub fn query_error(&self, norm: f64) -> f64 {
        // NaN is not within either.
        let is_placed = norm <= LARGEST_NORM && self.n_features <= MOST_FEATURES;
        if is_placed {
            self.rows_error + 2.0 * displacement(norm, self.n_features as f64)
        } else {
            f64::INFINITY
        }
    }

    /// The largest float32 sum of any row that is as near as the rows of this sum and all smaller ones.
    pub fn limit<M: Metric>(&self, sum: f32, query_error: f64) -> f32 {
        let distance = M::distance(f64::from(sum) * (1.0 + self.slack) + self.tiny);
        let farthest = (distance + query_error) * self.stretch;
        let limit = M::term(farthest) * (1.0 + self.slack) + self.tiny;
        // Never infinite: places without a row are.
        (limit as f32).next_up().min(f32::MAX)
    }
}

/// How far rounding to float32 moves a row of this norm.
fn displacement(norm: f64, n_features: f64) -> f64 {
    1.25 * UNIT * norm + n_features * LEAST
}
