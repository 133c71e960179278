#define _POSIX_C_SOURCE 200809L

#include "system.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

static uint64_t clock_ns(clockid_t clock) {
  struct timespec time = {0};
  clock_gettime(clock, &time);
  return (uint64_t)time.tv_sec * 1000000000U + (uint64_t)time.tv_nsec;
}

uint64_t now_ns(void) { return clock_ns(CLOCK_MONOTONIC); }

uint64_t cpu_ns(void) { return clock_ns(CLOCK_PROCESS_CPUTIME_ID); }

void return_freed_memory(void) {
#if defined(__GLIBC__)
  malloc_trim(0);
#endif
}

/** Sets VmHWM to the present size (Linux, proc_pid_clear_refs(5), value 5); false where that cannot be done. */
static bool reset_peak(void) {
  FILE *file = fopen("/proc/self/clear_refs", "w");
  if (file == NULL) return false;
  const bool is_written = fputs("5", file) >= 0;
  return fclose(file) == 0 && is_written;
}

/** A size of /proc/self/status in bytes; 0 where it has none. */
static uint64_t status_bytes(const char *name) {
  FILE *file = fopen("/proc/self/status", "r");
  if (file == NULL) return 0;
  char line[256];
  unsigned long long kibibytes = 0;
  while (fgets(line, sizeof line, file) != NULL) {
    if (strncmp(line, name, strlen(name)) == 0 && sscanf(line + strlen(name), " %llu kB", &kibibytes) == 1) break;
  }
  fclose(file);
  return kibibytes * 1024U;
}

static uint64_t largest_resident_bytes(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
#if defined(__APPLE__)
  return (uint64_t)usage.ru_maxrss;
#else
  return (uint64_t)usage.ru_maxrss * 1024U;
#endif
}

void start_memory_phase(void) {
  return_freed_memory();
  reset_peak();
}

memory_reading end_memory_phase(void) {
  const uint64_t size = status_bytes("VmRSS:"), peak = status_bytes("VmHWM:");
  /* A peak that cannot be reset is not one of this phase. */
  if (size > 0 && peak > 0 && reset_peak()) return (memory_reading){size, peak, "clear-refs"};
  const uint64_t largest = largest_resident_bytes();
  return (memory_reading){largest, largest, "sampled"};
}
