package knn

import (
	"os"
	"regexp"
	"runtime"
	"runtime/debug"
	"strconv"
	"syscall"
)

// Resident memory of this process over one phase.
type memoryReading struct {
	size, peak uint64 // bytes; at the end of the phase, and the most within it
	method     string
}

// CPU time of this process so far, over all its threads, in nanoseconds.
func cpuNs() int64 {
	usage := resourceUsage()
	return usage.Utime.Nano() + usage.Stime.Nano()
}

func resourceUsage() (usage syscall.Rusage) {
	// Cannot fail for the own process.
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	return usage
}

// Sets VmHWM to the present size (Linux, proc_pid_clear_refs(5), value 5); false where that cannot be done.
func resetPeak() bool {
	return os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) == nil
}

// Starts a phase anew: garbage and what was done since the last one ended do not count.
func startMemoryPhase() {
	debug.FreeOSMemory()
	resetPeak()
}

// Reads the phase that ends, and starts the next.
func endMemoryPhase() memoryReading {
	status, _ := os.ReadFile("/proc/self/status")
	size, peak := statusBytes(status, "VmRSS"), statusBytes(status, "VmHWM")
	// A peak that cannot be reset is not one of this phase.
	if size > 0 && peak > 0 && resetPeak() {
		return memoryReading{size, peak, "clear-refs"}
	}
	largest := uint64(resourceUsage().Maxrss)
	if runtime.GOOS != "darwin" {
		largest *= 1024
	}
	return memoryReading{largest, largest, "sampled"}
}

func statusBytes(status []byte, name string) uint64 {
	found := regexp.MustCompile(`(?m)^` + name + `:\s*(\d+) kB$`).FindSubmatch(status)
	if found == nil {
		return 0
	}
	kibibytes, _ := strconv.ParseUint(string(found[1]), 10, 54)
	return kibibytes * 1024
}
