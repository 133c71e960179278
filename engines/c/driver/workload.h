#ifndef KNN_WORKLOAD_H
#define KNN_WORKLOAD_H

#include "models.h"
#include "timing.h"

/** What is timed: one call of knn_predict, with nothing around it but the place of its answer. */
typedef struct {
  const knn_model *model;
  const loaded_rows *rows;
  sample_mode mode;
  size_t next; /* the row of the next call, where single rows are timed */
  knn_answer answer;
} workload;

/** Labels of all rows at once, or one row after the other, into memory of the scope. */
knn_status labels_workload(knn_scope *scope, const loaded_rows *rows, sample_mode mode, workload *work);

/** The call itself. */
call call_of(workload *work);

/** At least one call a row, so that the labels of all of them are known. */
size_t least_calls(const workload *work);

/** Marks all labels as missing, so that those of an earlier call cannot pass for an answer. */
void forget_labels(const workload *work);

/** Refuses labels that are missing or no class codes. */
knn_status check_labels(const int32_t *labels, size_t rows, size_t n_classes);

/** A zero table of the scope; NULL where it is too large for its size to be told, or for the memory there is. */
void *alloc_table(knn_scope *scope, size_t rows, size_t columns, size_t size);

#endif
