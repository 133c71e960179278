use knnbench_driver::Matrix;

/// Rows of the sample that axes are taken from.
const SAMPLE: usize = 4096;
/// Beyond it finding axes and turning every row costs more than it saves.
const MOST_FEATURES: usize = 64;
const SWEEPS: usize = 12;
/// Axes that are farther from orthogonal are not used.
const LARGEST_DEFECT: f64 = 1e-6;

/// Orthogonal axes, the one of largest variance first.
pub struct Axes {
    /// Column-major: the part of every axis in one feature lies together.
    pub columns: Vec<f64>,
    /// η: at least ‖AᵀA − I‖, by which lengths may change.
    pub defect: f64,
}

impl Axes {
    /// Principal axes of the rows, which are finite and of moderate size; None where they would not pay.
    pub fn principal(rows: &Matrix) -> Option<Self> {
        let d = rows.columns;
        if !(2..=MOST_FEATURES).contains(&d) {
            return None;
        }
        let mut matrix = covariance(rows);
        let mut vectors = identity(d);
        for _ in 0..SWEEPS {
            for p in 0..d {
                for q in p + 1..d {
                    turn(&mut matrix, &mut vectors, d, p, q);
                }
            }
        }
        let mut order: Vec<usize> = (0..d).collect();
        order.sort_by(|&a, &b| matrix[b * d + b].total_cmp(&matrix[a * d + a]));
        // Row a of `vectors` is an axis.
        let columns: Vec<f64> = (0..d)
            .flat_map(|j| order.iter().map(move |&a| (a, j)))
            .map(|(a, j)| vectors[a * d + j])
            .collect();
        let defect = defect_of(&columns, d);
        (defect <= LARGEST_DEFECT).then_some(Self { columns, defect })
    }
}

fn identity(d: usize) -> Vec<f64> {
    (0..d * d).map(|i| f64::from(u8::from(i / d == i % d))).collect()
}

fn covariance(rows: &Matrix) -> Vec<f64> {
    let d = rows.columns;
    let step = (rows.rows / SAMPLE).max(1);
    let sample = || rows.values.chunks_exact(d).step_by(step);
    let count = sample().count() as f64;
    let mut mean = vec![0.0; d];
    sample().for_each(|row| mean.iter_mut().zip(row).for_each(|(sum, value)| *sum += value / count));
    let mut matrix = vec![0.0; d * d];
    for row in sample() {
        for (i, line) in matrix.chunks_exact_mut(d).enumerate() {
            let t = row[i] - mean[i];
            line.iter_mut().zip(row).zip(&mean).for_each(|((sum, value), mean)| *sum += t * (value - mean));
        }
    }
    matrix
}

/// One rotation of Jacobi's method (Golub and Van Loan, Matrix Computations, 4th ed., §8.5): makes element (p, q) zero.
fn turn(matrix: &mut [f64], vectors: &mut [f64], d: usize, p: usize, q: usize) {
    let off = matrix[p * d + q];
    if off == 0.0 {
        return;
    }
    let theta = (matrix[q * d + q] - matrix[p * d + p]) / (2.0 * off);
    let t = theta.signum() / (theta.abs() + theta.hypot(1.0));
    let c = 1.0 / t.hypot(1.0);
    let s = t * c;
    for i in 0..d {
        let (a, b) = (matrix[i * d + p], matrix[i * d + q]);
        matrix[i * d + p] = c * a - s * b;
        matrix[i * d + q] = s * a + c * b;
    }
    for rows in [matrix, vectors] {
        for i in 0..d {
            let (a, b) = (rows[p * d + i], rows[q * d + i]);
            rows[p * d + i] = c * a - s * b;
            rows[q * d + i] = s * a + c * b;
        }
    }
}

/// The Frobenius norm of AᵀA − I, which is at least the spectral one, and more than its own rounding.
fn defect_of(columns: &[f64], d: usize) -> f64 {
    let dot = |i: usize, j: usize| -> f64 {
        columns[i * d..][..d].iter().zip(&columns[j * d..][..d]).map(|(a, b)| a * b).sum()
    };
    let mut squares = 0.0;
    for i in 0..d {
        for j in 0..d {
            let t = dot(i, j) - f64::from(u8::from(i == j));
            squares += t * t;
        }
    }
    let rounding = (d * d) as f64 * 4.0 * f64::EPSILON;
    let defect = squares.sqrt() * 1.001 + rounding;
    if defect.is_nan() { f64::INFINITY } else { defect }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_axis_is_that_of_largest_variance() {
        let values =
            (0..300).flat_map(|i| [f64::from(i), f64::from(i) + f64::from(i % 7) * 0.1, 0.5]).collect();
        let axes = Axes::principal(&Matrix { rows: 300, columns: 3, values }).expect("axes");
        assert!(axes.defect < 1e-12);
        let first: Vec<f64> = axes.columns.chunks(3).map(|column| column[0].abs()).collect();
        assert!((first[0] - 0.5f64.sqrt()).abs() < 1e-2 && (first[1] - 0.5f64.sqrt()).abs() < 1e-2);
        assert!(first[2] < 1e-9);
    }

    #[test]
    fn one_feature_has_no_axes_worth_taking() {
        assert!(Axes::principal(&Matrix { rows: 3, columns: 1, values: vec![1.0, 2.0, 4.0] }).is_none());
    }
}
