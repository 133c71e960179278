#include "timing.h"

#include <math.h>
#include <stdlib.h>

#include "events.h"
#include "system.h"

static uint64_t share(uint64_t total_ns, size_t count) { return (uint64_t)llround((double)total_ns / (double)count); }

static int ascending(const void *a, const void *b) {
  const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

/** Room for one more value, twice as much each time it is used up. */
static knn_status make_room(uint64_t **values, size_t count, size_t *room) {
  if (count < *room) return KNN_OK;
  const size_t wanted = *room == 0 ? 1024 : 2 * *room;
  uint64_t *grown = realloc(*values, wanted * sizeof **values);
  if (grown == NULL) return knn_no_memory();
  *values = grown;
  *room = wanted;
  return KNN_OK;
}

knn_status measure_batch(call timed, batch_limits limits, batch *measured) {
  uint64_t *calls_ns = NULL, total_ns = 0;
  size_t count = 0, room = 0;
  const uint64_t cpu_start = cpu_ns();
  while (count < limits.min_calls || (double)total_ns < limits.min_time_ns) {
    knn_status status = make_room(&calls_ns, count, &room);
    const uint64_t start = now_ns();
    if (status == KNN_OK) status = timed.run(timed.context);
    const uint64_t end = now_ns();
    if (status != KNN_OK) {
      free(calls_ns);
      return status;
    }
    calls_ns[count++] = end - start;
    total_ns += end - start;
    pulse(end);
  }
  const uint64_t used_ns = cpu_ns() - cpu_start;
  qsort(calls_ns, count, sizeof *calls_ns, ascending);
  *measured = (batch){count, share(total_ns, count), share(used_ns, count), calls_ns};
  return KNN_OK;
}

knn_status warm_up(call timed, warmup until, uint64_t *calls) {
  const uint64_t start = now_ns();
  uint64_t now = start;
  for (*calls = 0; (until.kind == WARMUP_CALLS ? (double)*calls : (double)(now - start)) < until.amount; ++*calls) {
    const knn_status status = timed.run(timed.context);
    if (status != KNN_OK) return status;
    now = now_ns();
    pulse(now);
  }
  return KNN_OK;
}

warmup short_warmup(warmup of_study) {
  const double most = of_study.kind == WARMUP_CALLS ? 3 : 20e6;
  return (warmup){of_study.kind, fmin(fmax(of_study.amount, 1), most)};
}

uint64_t quantile(const batch *measured, double p) {
  const double position = (double)(measured->count - 1) * p, below = floor(position);
  const double low = (double)measured->sorted_ns[(size_t)below];
  const double high = (double)measured->sorted_ns[(size_t)ceil(position)];
  return (uint64_t)llround(low + (position - below) * (high - low));
}
