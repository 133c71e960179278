#ifndef KNN_SYSTEM_H
#define KNN_SYSTEM_H

#include "knn.h"

/** Nanoseconds of a monotonic clock. */
uint64_t now_ns(void);

/** CPU time of this process so far, over all its threads, in nanoseconds. */
uint64_t cpu_ns(void);

/** Gives freed memory back to the system, as far as the allocator can. */
void return_freed_memory(void);

/** Resident memory of this process over one phase. */
typedef struct {
  uint64_t size_bytes; /* at the end of the phase */
  uint64_t peak_bytes;
  const char *method; /* `clear-refs`; `sampled` where the largest size so far is all the system keeps */
} memory_reading;

/** Starts a phase anew: what was freed or used since the last one ended does not count. */
void start_memory_phase(void);

/** Reads the phase that ends, and starts the next. */
memory_reading end_memory_phase(void);

#endif
