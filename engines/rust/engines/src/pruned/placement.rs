use knnbench_driver::Matrix;

use super::basis::Axes;
use crate::metric::Metric;

/// A scale that makes the smallest numbers ordinary ones, and can still be multiplied.
const LARGEST_EXPONENT: i32 = 1000;

/// Where rows lie for the search: about their mean, within ±1 by one power of two, turned or with their features in
/// another order.
pub struct Placement {
    center: Vec<f64>,
    pub scale: f64,
    basis: Basis,
}

enum Basis {
    Axes(Axes),
    /// Features by falling variance, so that sums soon tell far from near.
    Order(Vec<usize>),
}

impl Placement {
    /// One without rotation.
    pub fn new(rows: &Matrix) -> Self {
        let d = rows.columns;
        let share = 1.0 / rows.rows as f64;
        let mut center = vec![0.0; d];
        let each = || rows.values.chunks_exact(d);
        each().for_each(|row| center.iter_mut().zip(row).for_each(|(sum, value)| *sum += value * share));
        let mut spreads = vec![0.0f64; d];
        let mut largest = 0.0f64;
        let scale = {
            for row in each() {
                let differences = row.iter().zip(&center).map(|(value, center)| (value - center).abs());
                largest = differences.fold(largest, f64::max);
            }
            power_of_two_below(largest)
        };
        for row in each() {
            for ((spread, value), center) in spreads.iter_mut().zip(row).zip(&center) {
                let t = (value - center) * scale;
                *spread += t * t;
            }
        }
        let mut order: Vec<usize> = (0..d).collect();
        order.sort_by(|&a, &b| spreads[b].total_cmp(&spreads[a]));
        Self { center, scale, basis: Basis::Order(order) }
    }

    /// The same, turned to the principal axes of the placed rows.
    pub fn turned(&self, axes: Axes) -> Self {
        Self { center: self.center.clone(), scale: self.scale, basis: Basis::Axes(axes) }
    }

    /// How much lengths may change.
    pub fn defect(&self) -> f64 {
        match &self.basis {
            Basis::Axes(axes) => axes.defect,
            Basis::Order(_) => 0.0,
        }
    }

    /// Places one row; `shifted` is room for as many numbers.
    pub fn place(&self, row: &[f64], shifted: &mut [f64], placed: &mut [f64]) {
        for ((t, value), center) in shifted.iter_mut().zip(row).zip(&self.center) {
            *t = (value - center) * self.scale;
        }
        match &self.basis {
            Basis::Order(order) => {
                placed.iter_mut().zip(order).for_each(|(place, &feature)| *place = shifted[feature]);
            }
            Basis::Axes(axes) => {
                placed.fill(0.0);
                for (t, column) in shifted.iter().zip(axes.columns.chunks_exact(row.len())) {
                    placed.iter_mut().zip(column).for_each(|(place, part)| *place += t * part);
                }
            }
        }
    }

    /// Places all rows; also the largest norm among them.
    pub fn place_all<M: Metric>(&self, rows: &Matrix) -> (Matrix, f64) {
        let mut values = vec![0.0; rows.values.len()];
        let mut shifted = vec![0.0; rows.columns];
        let mut largest_norm = 0.0f64;
        for (row, placed) in rows.values.chunks_exact(rows.columns).zip(values.chunks_exact_mut(rows.columns))
        {
            self.place(row, &mut shifted, placed);
            largest_norm = largest_norm.max(norm::<M>(placed));
        }
        (Matrix { rows: rows.rows, columns: rows.columns, values }, largest_norm)
    }
}

pub fn norm<M: Metric>(values: &[f64]) -> f64 {
    M::distance(values.iter().fold(0.0, |sum, &value| sum + M::term(value)))
}

/// The power of two that brings a magnitude to between ½ and 1.
fn power_of_two_below(largest: f64) -> f64 {
    if largest == 0.0 {
        return 1.0;
    }
    let exponent = -(largest.log2().floor() as i32) - 1;
    2f64.powi(exponent.min(LARGEST_EXPONENT))
}
