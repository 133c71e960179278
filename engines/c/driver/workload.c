#include "workload.h"

/** Single-row percentiles need this many calls. */
enum { MIN_SINGLE_CALLS = 1000 };

void *alloc_table(knn_scope *scope, size_t rows, size_t columns, size_t size) {
  if (columns != 0 && rows > SIZE_MAX / size / columns) return NULL;
  return knn_alloc(scope, rows * columns, size);
}

knn_status labels_workload(knn_scope *scope, const loaded_rows *rows, sample_mode mode, workload *work) {
  *work = (workload){.rows = rows, .mode = mode};
  work->answer.labels = knn_alloc(scope, rows->count, sizeof *work->answer.labels);
  return work->answer.labels == NULL ? knn_no_memory() : KNN_OK;
}

static knn_status predict_all(void *context) {
  const workload *work = context;
  return told_by("knn_predict", knn_predict(work->model, work->rows->all, &work->answer));
}

static knn_status predict_next(void *context) {
  workload *work = context;
  knn_answer answer = work->answer;
  answer.labels += work->next;
  const knn_rows *row = work->rows->single[work->next];
  work->next = work->next + 1 == work->rows->count ? 0 : work->next + 1;
  return told_by("knn_predict", knn_predict(work->model, row, &answer));
}

call call_of(workload *work) {
  return (call){work->mode == MODE_SINGLE && work->answer.labels != NULL ? predict_next : predict_all, work};
}

size_t least_calls(const workload *work) {
  if (work->mode == MODE_BATCH) return 1;
  return work->rows->count > MIN_SINGLE_CALLS ? work->rows->count : MIN_SINGLE_CALLS;
}

void forget_labels(const workload *work) {
  for (size_t i = 0; i < work->rows->count; i++) work->answer.labels[i] = -1;
}

knn_status check_labels(const int32_t *labels, size_t rows, size_t n_classes) {
  for (size_t i = 0; i < rows; i++) {
    if (labels[i] < 0 || (size_t)labels[i] >= n_classes)
      return knn_fail("knn_predict gave %ld for row %zu, not a class code", (long)labels[i], i);
  }
  return KNN_OK;
}
