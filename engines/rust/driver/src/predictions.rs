use std::fmt::Write;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::Fault;
use crate::engine::Predictions;
use crate::npy::{write_floats, write_integers};

impl Predictions {
    fn len(&self) -> usize {
        match self {
            Self::Labels(labels) => labels.len(),
            Self::Values(values) => values.len(),
        }
    }

    /// Refuses another number of predictions than was asked for, and numbers that are not finite.
    pub(crate) fn check(&self, rows: usize) -> Result<(), Fault> {
        let kind = match self {
            Self::Labels(_) => "labels",
            Self::Values(_) => "values",
        };
        if self.len() != rows {
            return Err(Fault::error(format!("predict returned {} {kind} for {rows} rows", self.len())));
        }
        let Self::Values(values) = self else { return Ok(()) };
        match values.iter().position(|value| !value.is_finite()) {
            Some(row) => {
                let value = values[row];
                Err(Fault::error(format!("predict returned {value} for row {row}, not a finite number")))
            }
            None => Ok(()),
        }
    }

    /// sha256 of the int32 or float64 bytes, little-endian.
    pub(crate) fn hash(&self) -> String {
        let mut hash = Sha256::new();
        match self {
            Self::Labels(labels) => labels.iter().for_each(|label| hash.update(label.to_le_bytes())),
            Self::Values(values) => values.iter().for_each(|value| hash.update(value.to_le_bytes())),
        }
        hash.finalize().iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}"); // writing to text cannot fail
            hex
        })
    }

    pub(crate) fn write(&self, folder: &Path, name: &str) -> Result<(), Fault> {
        match self {
            Self::Labels(labels) => write_integers(folder, name, &[labels.len()], labels),
            Self::Values(values) => write_floats(folder, name, &[values.len()], values),
        }
    }

    /// Those of single rows, one after the other.
    pub(crate) fn concat(parts: &[Self]) -> Self {
        let mut labels = Vec::new();
        let mut values = Vec::new();
        for part in parts {
            match part {
                Self::Labels(more) => labels.extend_from_slice(more),
                Self::Values(more) => values.extend_from_slice(more),
            }
        }
        if values.is_empty() { Self::Labels(labels) } else { Self::Values(values) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_that_of_the_bytes() {
        // printf '\1\0\0\0\2\0\0\0' | sha256sum
        let known = "34fb5c825de7ca4aea6e712f19d439c1da0c92c37b423936c5f618545ca4fa1f";
        assert_eq!(Predictions::Labels(vec![1, 2]).hash(), known);
        // the float64 with the same bytes
        assert_eq!(Predictions::Values(vec![f64::from_bits(0x0000_0002_0000_0001)]).hash(), known);
    }

    #[test]
    fn missing_predictions_and_numbers_that_are_none_are_refused() {
        let fault = |message: &str| Err(Fault::error(message));
        assert_eq!(Predictions::Labels(vec![1]).check(2), fault("predict returned 1 labels for 2 rows"));
        let bad = Predictions::Values(vec![1.0, f64::NAN]);
        assert_eq!(bad.check(2), fault("predict returned NaN for row 1, not a finite number"));
        assert_eq!(Predictions::Values(vec![1.0, 2.0]).check(2), Ok(()));
    }
}
