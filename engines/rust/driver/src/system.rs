//! What only the operating system can do; everything unsafe of this crate is here.

use std::fs::File;
use std::os::fd::FromRawFd;

/// A file descriptor that the host opened for this process; None if it did not.
pub(crate) fn inherited(fd: i32) -> Option<File> {
    // SAFETY: F_GETFD only asks; nothing else in this process owns a descriptor that it was started with.
    unsafe { (libc::fcntl(fd, libc::F_GETFD) >= 0).then(|| File::from_raw_fd(fd)) }
}

/// CPU time of this process so far, over all its threads, in nanoseconds.
pub(crate) fn cpu_ns() -> u64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: writes one timespec.
    unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &raw mut time) };
    time.tv_sec.unsigned_abs() * 1_000_000_000 + time.tv_nsec.unsigned_abs()
}

/// The largest resident size so far, in bytes.
pub(crate) fn largest_resident_bytes() -> u64 {
    // SAFETY: an all-zero rusage is one, and the call writes one.
    let usage = unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        libc::getrusage(libc::RUSAGE_SELF, &raw mut usage);
        usage
    };
    usage.ru_maxrss.unsigned_abs() * if cfg!(target_os = "macos") { 1 } else { 1024 }
}

/// Gives freed memory back to the system, as far as the allocator can.
pub(crate) fn return_freed_memory() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: takes no pointer and moves nothing that is in use.
    unsafe {
        libc::malloc_trim(0);
    }
}
