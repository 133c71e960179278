/// A training row and its value (`Metric`).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    pub value: f64,
    pub index: u32,
}

impl Candidate {
    /// Worse than any row.
    pub const NONE: Self = Self { value: f64::INFINITY, index: u32::MAX };

    /// Nearer, or as near and earlier in the training rows.
    pub fn is_before(self, other: Self) -> bool {
        self.value < other.value || (self.value == other.value && self.index < other.index)
    }

    /// A number that is in the same order; values are neither NaN nor negative.
    pub fn key(&self) -> u128 {
        u128::from(self.value.to_bits()) << 32 | u128::from(self.index)
    }
}

/// The k best candidates of one query: a max-heap in the caller's memory, so that it can be taken up again.
pub struct NearestList<'a>(&'a mut [Candidate]);

impl<'a> NearestList<'a> {
    /// Takes up a list; one full of `Candidate::NONE` is empty.
    pub fn resume(heap: &'a mut [Candidate]) -> Self {
        Self(heap)
    }

    /// The worst of the list; only what is before it can enter.
    pub fn worst(&self) -> Candidate {
        self.0[0]
    }

    /// Enters the candidate if it belongs to the k best so far.
    pub fn offer(&mut self, candidate: Candidate) {
        if candidate.is_before(self.worst()) {
            sink(self.0, candidate);
        }
    }

    /// Orders the list, nearest first; it takes no further candidates.
    pub fn sort(self) {
        for last in (1..self.0.len()).rev() {
            let candidate = self.0[last];
            self.0[last] = self.0[0];
            sink(&mut self.0[..last], candidate);
        }
    }
}

/// Puts a candidate in the place of the root of a heap, and lets it sink to where it belongs.
fn sink(heap: &mut [Candidate], candidate: Candidate) {
    let mut hole = 0;
    loop {
        let mut child = 2 * hole + 1;
        if child >= heap.len() {
            break;
        }
        if child + 1 < heap.len() && heap[child].is_before(heap[child + 1]) {
            child += 1;
        }
        if !candidate.is_before(heap[child]) {
            break;
        }
        heap[hole] = heap[child];
        hole = child;
    }
    heap[hole] = candidate;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_best_by_value_then_index() {
        let values = [5.0, 1.0, 3.0, 1.0, 3.0, 0.5, 3.0, 9.0];
        let mut all: Vec<Candidate> =
            (0..).zip(values).map(|(index, value)| Candidate { value, index }).collect();
        for k in 1..=all.len() {
            let mut heap = vec![Candidate::NONE; k];
            let mut list = NearestList::resume(&mut heap);
            all.iter().rev().for_each(|&candidate| list.offer(candidate));
            list.sort();
            all.sort_by_key(Candidate::key);
            assert_eq!(heap, all[..k]);
        }
    }
}
