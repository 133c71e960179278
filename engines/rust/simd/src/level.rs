#[cfg(target_arch = "x86_64")]
use crate::avx2::Avx2;
#[cfg(target_arch = "x86_64")]
use crate::avx512::Avx512;
use crate::instructions::{Instructions, Task};
#[cfg(target_arch = "aarch64")]
use crate::neon::Neon;
use crate::portable::Portable;

/// A set of vector instructions that this processor has.
#[derive(Clone, Copy)]
pub struct Level(Set);

#[derive(Clone, Copy)]
enum Set {
    #[cfg(target_arch = "x86_64")]
    Avx512(Avx512),
    #[cfg(target_arch = "x86_64")]
    Avx2(Avx2),
    #[cfg(target_arch = "aarch64")]
    Neon(Neon),
    Portable,
}

impl Level {
    /// The widest.
    #[must_use]
    pub fn best() -> Self {
        Self::all()[0]
    }

    /// All of them, the widest first.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let mut sets = Vec::new();
        #[cfg(target_arch = "x86_64")]
        {
            sets.extend(Avx512::detect().map(Set::Avx512));
            sets.extend(Avx2::detect().map(Set::Avx2));
        }
        #[cfg(target_arch = "aarch64")]
        sets.extend(Neon::detect().map(Set::Neon));
        sets.push(Set::Portable);
        sets.into_iter().map(Self).collect()
    }

    #[must_use]
    pub fn name(self) -> &'static str {
        match self.0 {
            #[cfg(target_arch = "x86_64")]
            Set::Avx512(_) => "avx512f",
            #[cfg(target_arch = "x86_64")]
            Set::Avx2(_) => "avx2+fma",
            #[cfg(target_arch = "aarch64")]
            Set::Neon(_) => "neon",
            Set::Portable => "portable",
        }
    }

    /// Runs a task with these instructions.
    #[inline]
    pub fn run<T: Task>(self, task: T) -> T::Output {
        match self.0 {
            #[cfg(target_arch = "x86_64")]
            Set::Avx512(instructions) => instructions.run(task),
            #[cfg(target_arch = "x86_64")]
            Set::Avx2(instructions) => instructions.run(task),
            #[cfg(target_arch = "aarch64")]
            Set::Neon(instructions) => instructions.run(task),
            Set::Portable => Portable.run(task),
        }
    }
}
