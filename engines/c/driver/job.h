#ifndef KNN_JOB_H
#define KNN_JOB_H

#include "json.h"

enum { PROTOCOL_VERSION = 1 };

typedef struct {
  size_t n_neighbors;
  const char *metric;
  knn_weights weights;
} configuration;

typedef struct {
  size_t count;
  configuration *each;
} configurations;

typedef struct {
  const char *metric;
  configuration first; /* the fixed one of the first prediction and the warm-up */
  configurations open;
} metric_block;

/** So many calls, or calls lasting so long together. */
typedef struct {
  enum { WARMUP_CALLS, WARMUP_TIME } kind;
  double amount; /* calls, or nanoseconds */
} warmup;

typedef enum { MODE_BATCH, MODE_SINGLE } sample_mode;

/** A job file of the engine protocol. */
typedef struct {
  const char *engine;
  const json *params;
  bool fits_n_neighbors; /* what asks for another fit, beside the metric */
  bool fits_weights;
  const char *task;
  size_t n_classes;
  size_t threads;
  const char *X_train;
  const char *y_train;
  const char *X_timed;
  const char *X_score;
  const char *out;
  warmup warmup;
  size_t repeats;
  double min_time_ns;
  sample_mode mode;
  bool time_proba;
  bool time_search;
  size_t n_blocks;
  metric_block *timed;
  bool has_untimed;
  configurations untimed;
  configurations neighbors; /* their weights mean nothing */
} job;

/** Reads and checks a job file, into memory of the scope; NULL with the fault said where it is none. */
const job *read_job(knn_scope *scope, const char *file);

/** `uniform` or `distance`. */
const char *weights_name(knn_weights weights);

bool same_configuration(const configuration *a, const configuration *b);

#endif
