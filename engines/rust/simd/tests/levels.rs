//! Every set of instructions that the processor has does the same as plain numbers do. Miri runs this too.

use knnbench_simd::{DOUBLES, Instructions, LANES, Level, Task};

/// Finite numbers of every size, equal ones among them, and +∞ in the first operand.
const A: [f32; LANES] = [
    0.0,
    -0.0,
    1.0,
    -1.5,
    1e-45,
    -1e-38,
    3.0,
    3.0,
    1e18,
    -1e18,
    f32::MAX,
    f32::INFINITY,
    0.1,
    0.2,
    7.0,
    -7.0,
];
const B: [f32; LANES] =
    [-0.0, 0.0, 1.0, 2.5, -1e-45, 1e-38, 3.0, -3.0, 1e17, 1e18, 1.0, 5.0, 0.3, 0.2, 6.5, -7.5];

struct Everything;

#[derive(Debug, PartialEq)]
struct Told {
    differences: [f32; LANES],
    magnitudes: [f32; LANES],
    clamped: [f32; LANES],
    at_most: u16,
    kept: Vec<(f32, u32)>,
}

impl Task for Everything {
    type Output = (Told, [f32; LANES]);

    #[inline(always)]
    fn run<I: Instructions>(self, i: I) -> Self::Output {
        let (a, b) = (i.load(&A), i.load(&B));
        let difference = i.subtract(a, b);
        let stored = |lanes| {
            let mut values = [0.0; LANES];
            i.store(lanes, &mut values);
            values
        };
        let at_most = i.at_most(a, b);
        let (mut values, mut numbers) = ([0.0; LANES], [0; LANES]);
        i.compress(at_most, a, &mut values);
        i.compress_numbers(at_most, &std::array::from_fn(|n| n as u32 + 100), &mut numbers);
        let kept = values.into_iter().zip(numbers).take(at_most.count_ones() as usize).collect();
        let told = Told {
            differences: stored(difference),
            magnitudes: stored(i.add_magnitude(i.splat(0.5), difference)),
            clamped: stored(i.clamp(a, i.splat(-1.0), i.splat(2.0))),
            at_most,
            kept,
        };
        (told, stored(i.add_square(i.splat(0.5), difference)))
    }
}

#[test]
fn every_level_does_what_numbers_do() {
    let differences: [f32; LANES] = std::array::from_fn(|n| A[n] - B[n]);
    let is_at_most: Vec<usize> = (0..LANES).filter(|&n| A[n] <= B[n]).collect();
    let expected = Told {
        differences,
        magnitudes: differences.map(|difference| 0.5 + difference.abs()),
        clamped: A.map(|a| a.clamp(-1.0, 2.0)),
        at_most: is_at_most.iter().fold(0, |mask, n| mask | 1 << n),
        kept: is_at_most.iter().map(|&n| (A[n], n as u32 + 100)).collect(),
    };
    for level in Level::all() {
        let (told, squares) = level.run(Everything);
        assert_eq!(told, expected, "{}", level.name());
        for (square, difference) in squares.into_iter().zip(differences) {
            let twice_rounded = 0.5 + difference * difference;
            let once_rounded = difference.mul_add(difference, 0.5);
            assert!(square == twice_rounded || square == once_rounded, "{}: {difference}", level.name());
        }
    }
}

struct Squares;

impl Task for Squares {
    type Output = [f64; DOUBLES];

    #[inline(always)]
    fn run<I: Instructions>(self, i: I) -> Self::Output {
        let mut values = [0.0; DOUBLES];
        i.store_doubles(i.add_square_doubles(i.splat_doubles(0.5), i.splat_doubles(-0.1)), &mut values);
        values
    }
}

#[test]
fn every_level_squares_doubles() {
    for level in Level::all() {
        for square in level.run(Squares) {
            let is_right = square == 0.5 + 0.1 * 0.1 || square == 0.1f64.mul_add(0.1, 0.5);
            assert!(is_right, "{}: {square}", level.name());
        }
    }
}

#[test]
fn the_best_level_comes_first_and_plain_rust_last() {
    let names: Vec<&str> = Level::all().into_iter().map(Level::name).collect();
    assert_eq!(Level::best().name(), names[0]);
    assert_eq!(names.last(), Some(&"portable"));
}

#[test]
fn neon_is_tested_where_it_is() {
    if cfg!(target_arch = "aarch64") {
        assert_eq!(Level::best().name(), "neon");
    } else {
        eprintln!("SKIPPED: NEON (this is no aarch64 processor)");
    }
}
