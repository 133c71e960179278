#ifndef KNN_TIMING_H
#define KNN_TIMING_H

#include "job.h"

/** One call of what is timed. */
typedef struct {
  knn_status (*run)(void *context);
  void *context;
} call;

/** One sample: `count` calls timed one by one, and what one of them took. */
typedef struct {
  size_t count;
  uint64_t call_ns;   /* mean wall time of one call, rounded */
  uint64_t cpu_ns;    /* mean CPU time of one call, over all threads of the process */
  uint64_t *sorted_ns; /* wall time of each call, ascending; the receiver frees it */
} batch;

/** When a batch is long enough. */
typedef struct {
  size_t min_calls;
  double min_time_ns;
} batch_limits;

/** Calls until they have taken `min_time_ns` together, at least `min_calls` times; the pulse comes between them. */
knn_status measure_batch(call timed, batch_limits limits, batch *measured);

/** Calls until `until` is used up. Gives the number of calls. */
knn_status warm_up(call timed, warmup until, uint64_t *calls);

/** That of a refit: as the study's, but never long, and at least one call. */
warmup short_warmup(warmup of_study);

/** The p-th quantile of ascending values, linear between neighbors (Hyndman and Fan 1996, type 7), rounded. */
uint64_t quantile(const batch *measured, double p);

#endif
