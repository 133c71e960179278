use std::hint::black_box;

use knnbench_simd::{Instructions, LANES, Level, Task};

use crate::trials::{Turn, rates};

type Vector = [f32; LANES];

/// Far more than a last-level cache holds.
const MEMORY_BYTES: usize = 256 << 20;
/// What one thread reads in one trial. Before a thread comes back to a part, it has read all the others.
const PART_BYTES: usize = 16 << 20;
const PARTS: usize = MEMORY_BYTES / PART_BYTES;
/// Sums that do not wait for each other.
const SUMS: usize = 8;

/// Numbers to read; written, so that the pages are there.
pub fn memory() -> Vec<Vector> {
    vec![[1.0; LANES]; MEMORY_BYTES / size_of::<Vector>()]
}

/// Bytes read in a second, all threads together, trial by trial.
pub fn bytes(level: Level, memory: &[Vector], threads: usize) -> Vec<f64> {
    let parts: Vec<&[Vector]> = memory.chunks(PART_BYTES / size_of::<Vector>()).collect();
    rates(threads, |Turn { thread, trial }| {
        // Threads begin far from each other, so that none finds in a cache what another has just read.
        let part = parts[(thread * PARTS / threads + trial) % PARTS];
        level.run(Read(part));
        size_of_val(part)
    })
}

struct Read<'m>(&'m [Vector]);

impl Task for Read<'_> {
    type Output = ();

    #[inline(always)]
    fn run<I: Instructions>(self, i: I) {
        let mut sums = [i.splat(0.0); SUMS];
        for vectors in self.0.as_chunks::<SUMS>().0 {
            for (sum, vector) in sums.iter_mut().zip(vectors) {
                *sum = i.add_magnitude(*sum, i.load(vector));
            }
        }
        black_box(sums);
    }
}
