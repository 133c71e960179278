#ifndef KNN_OUTCOMES_H
#define KNN_OUTCOMES_H

#include "job.h"

/** Which configurations can still be run; each failure is told once. */
typedef struct {
  const job *job;
  size_t n_train;
  configurations failed;
} outcomes;

/** None has failed yet; memory is the scope's. */
knn_status start_outcomes(outcomes *all, knn_scope *scope, const job *asked, size_t n_train);

/** False for one that failed before or that the engine cannot do; the latter is told. */
bool is_open(outcomes *all, const configuration *one);

/** Whether the engine can do it; tells nothing. */
bool is_supported(const outcomes *all, const configuration *one);

/** Tells that a configuration failed, if it did. */
void settle(outcomes *all, const configuration *one, knn_status status);

/** The same for what is asked beside its labels: they stand, whatever became of this. */
void settle_part(const char *part, const configuration *one, knn_status status);

#endif
