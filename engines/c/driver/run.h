#ifndef KNN_RUN_H
#define KNN_RUN_H

#include "outcomes.h"
#include "workload.h"

/** What every part of a run needs. */
typedef struct {
  const job *job;
  outcomes *outcomes;
  const loaded_rows *rows;
  models *models;
} run_context;

/** Runs a whole job: hello, load, the timed part, the answers, done. A failure is of no single configuration. */
knn_status run_job(const job *asked);

/** The timed part: per metric fit, first prediction, warm-up and samples, in the job's order. */
void run_timed_part(const run_context *context);

/** The untimed pass: writes labels, probabilities and neighbors to the job's folder, then announces each file. */
void write_answers(const run_context *context);

/**
 * Ends a memory phase and tells it. Its size is what is still in use: what was freed goes back first, the peak stays.
 * After `predict` it does not, since searches are timed next, without another warm-up. `metric` may be NULL.
 */
void tell_memory(const char *phase, const char *metric);

#endif
