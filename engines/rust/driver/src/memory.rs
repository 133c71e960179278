use std::fs;

use serde::Serialize;

use crate::system;

const STATUS: &str = "/proc/self/status";
const CLEAR_REFS: &str = "/proc/self/clear_refs";

/// Resident memory of this process over one phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Reading {
    /// At the end of the phase.
    pub size_bytes: u64,
    pub peak_bytes: u64,
    pub method: Method,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Method {
    ClearRefs,
    /// Not a peak of this phase: the largest size so far is all the system keeps.
    Sampled,
}

/// Phases follow each other: `end_phase` reads the one that ends and starts the next.
pub(crate) struct MemoryMeter {
    method: Method,
}

impl MemoryMeter {
    /// The first phase starts now.
    pub fn start() -> Self {
        Self { method: if reset_peak() { Method::ClearRefs } else { Method::Sampled } }
    }

    /// Starts a phase anew: what was freed or used since the last one ended does not count.
    pub fn start_phase(&self) {
        system::return_freed_memory();
        if self.method == Method::ClearRefs {
            reset_peak();
        }
    }

    pub fn end_phase(&self) -> Reading {
        let status = match self.method {
            Method::ClearRefs => fs::read_to_string(STATUS).unwrap_or_default(),
            Method::Sampled => String::new(),
        };
        let Some((size_bytes, peak_bytes)) = bytes(&status, "VmRSS:").zip(bytes(&status, "VmHWM:")) else {
            let largest = system::largest_resident_bytes();
            return Reading { size_bytes: largest, peak_bytes: largest, method: Method::Sampled };
        };
        reset_peak();
        Reading { size_bytes, peak_bytes, method: Method::ClearRefs }
    }
}

/// Sets `VmHWM` to the present size (Linux, `proc_pid_clear_refs(5)`, value 5); false where that cannot be done.
fn reset_peak() -> bool {
    fs::write(CLEAR_REFS, "5").is_ok()
        && fs::read_to_string(STATUS).is_ok_and(|status| status.contains("VmHWM:"))
}

fn bytes(status: &str, name: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_peak_is_that_of_its_phase() {
        let meter = MemoryMeter::start();
        if meter.method == Method::Sampled {
            return; // the system keeps no peak that can be reset
        }
        let before = meter.end_phase();
        drop(std::hint::black_box(vec![1u8; 64 << 20]));
        let during = meter.end_phase();
        let after = meter.end_phase();
        assert!(during.peak_bytes >= before.size_bytes + (60 << 20));
        assert!(after.peak_bytes < during.peak_bytes - (30 << 20));
    }

    #[test]
    fn a_field_is_read_in_bytes() {
        assert_eq!(bytes("VmPeak:\t 9 kB\nVmRSS:\t   12 kB\n", "VmRSS:"), Some(12 * 1024));
        assert_eq!(bytes("", "VmRSS:"), None);
    }
}
