/**
 * The engine that is gated: every query with every training row, one feature after the other, as one writes it first.
 * Each addition waits for the one before it, so that a neighbor on the same core hardly changes its time. With
 * EXTRA_SHARE, that share of the rows is predicted once more in every call.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "driver/knn.h"

static const char *const METRICS[] = {"euclidean", NULL};

const knn_facts KNN_FACTS = {
    .library = "mine",
    .version = "0.1.0",
    .dtype = KNN_FLOAT64,
    .form = KNN_DIFFERENCE_FORM,
    .metrics = METRICS,
    .weights = KNN_UNIFORM,
    .neighbors = true,
    .probabilities = true,
};

struct knn_rows {
  const knn_matrix *X;
};

struct knn_model {
  const knn_matrix *X;
  const int32_t *y;
  size_t n_classes;
};

knn_status knn_load(knn_scope *scope, const knn_matrix *X, knn_rows **rows) {
  *rows = knn_alloc(scope, 1, sizeof **rows);
  if (*rows == NULL) return knn_no_memory();
  (*rows)->X = X;
  return KNN_OK;
}

knn_status knn_fit(knn_scope *scope, const knn_rows *rows, const int32_t *y, const knn_fit_options *options,
                   knn_model **model) {
  *model = knn_alloc(scope, 1, sizeof **model);
  if (*model == NULL) return knn_no_memory();
  **model = (knn_model){rows->X, y, options->n_classes};
  return KNN_OK;
}

/** The k nearest rows of one query, nearest first; of equal distances the first row. */
static void search(const knn_matrix *X, const double *query, size_t k, int32_t *indices, double *sums) {
  size_t count = 0;
  for (size_t row = 0; row < X->rows; row++) {
    const double *values = X->values + row * X->columns;
    double sum = 0;
    for (size_t f = 0; f < X->columns; f++) sum += (values[f] - query[f]) * (values[f] - query[f]);
    if (count == k && !(sum < sums[k - 1])) continue;
    size_t place = count < k ? count++ : k - 1;
    for (; place > 0 && sum < sums[place - 1]; place--) {
      sums[place] = sums[place - 1];
      indices[place] = indices[place - 1];
    }
    sums[place] = sum;
    indices[place] = (int32_t)row;
  }
}

static void predict_rows(const knn_model *model, const knn_matrix *X, const knn_answer *answer, double *memory) {
  const size_t k = answer->n_neighbors, n_classes = model->n_classes;
  double *own_scores = memory + k;
  int32_t *own_indices = (int32_t *)(own_scores + n_classes);
  for (size_t row = 0; row < X->rows; row++) {
    int32_t *indices = answer->indices == NULL ? own_indices : answer->indices + row * k;
    double *distances = answer->distances == NULL ? memory : answer->distances + row * k;
    double *scores = answer->probabilities == NULL ? own_scores : answer->probabilities + row * n_classes;
    search(model->X, X->values + row * X->columns, k, indices, distances);
    for (size_t i = 0; i < k; i++) distances[i] = sqrt(distances[i]);
    const knn_voters voters = {k, indices, distances, model->y};
    const int32_t label = knn_vote(&voters, answer->weights, scores, n_classes);
    if (answer->labels != NULL) answer->labels[row] = label;
    knn_shares(scores, n_classes);
  }
}

knn_status knn_predict(const knn_model *model, const knn_rows *rows, const knn_answer *answer) {
  double *memory = calloc(2 * answer->n_neighbors + model->n_classes, sizeof *memory);
  if (memory == NULL) return knn_no_memory();
  knn_matrix again = *rows->X;
  again.rows = (size_t)lround(EXTRA_SHARE * (double)again.rows);
  predict_rows(model, &again, answer, memory);
  predict_rows(model, rows->X, answer, memory);
  free(memory);
  return KNN_OK;
}
