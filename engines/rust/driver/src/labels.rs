use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::Fault;

/// Refuses another number of labels than was asked for.
pub(crate) fn check_labels(labels: &[i32], rows: usize) -> Result<(), Fault> {
    if labels.len() == rows {
        return Ok(());
    }
    Err(Fault::error(format!("predict returned {} labels for {rows} rows", labels.len())))
}

/// sha256 of the int32 bytes, little-endian.
pub(crate) fn labels_hash(labels: &[i32]) -> String {
    let mut hash = Sha256::new();
    for label in labels {
        hash.update(label.to_le_bytes());
    }
    hash.finalize().iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}"); // writing to text cannot fail
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_that_of_the_bytes() {
        // printf '\1\0\0\0\2\0\0\0' | sha256sum
        let known = "34fb5c825de7ca4aea6e712f19d439c1da0c92c37b423936c5f618545ca4fa1f";
        assert_eq!(labels_hash(&[1, 2]), known);
    }

    #[test]
    fn missing_labels_are_refused() {
        assert_eq!(check_labels(&[1], 2), Err(Fault::error("predict returned 1 labels for 2 rows")));
    }
}
