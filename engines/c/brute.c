/**
 * c-brute: compares every query with every training row and keeps the k best. Neighbors are ordered by the sum of a
 * distance before its root, then by training row.
 */
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "driver/knn.h"

static const char *const METRICS[] = {"euclidean", "manhattan", NULL};

const knn_facts KNN_FACTS = {
    .library = "knnbench",
    .version = "0.1.0", /* that of package.json */
    .dtype = KNN_FLOAT64,
    .form = KNN_DIFFERENCE_FORM,
    .metrics = METRICS,
    .weights = KNN_UNIFORM | KNN_DISTANCE,
    .neighbors = true,
    .probabilities = true,
};

/** Training rows that are compared side by side; the features of so many lie next to each other. */
enum { BLOCK = 8 };

typedef enum { EUCLIDEAN, MANHATTAN } metric;

struct knn_rows {
  const knn_matrix *X;
};

struct knn_model {
  metric metric;
  size_t n_train;
  size_t n_features;
  size_t n_classes;
  const int32_t *y;
  double *blocks; /* feature by feature, BLOCK rows each; the last block is filled up with zeros */
};

/** A training row and the sum of its distance. */
typedef struct {
  double value;
  size_t index;
} candidate;

knn_status knn_load(knn_scope *scope, const knn_matrix *X, knn_rows **rows) {
  *rows = knn_alloc(scope, 1, sizeof **rows);
  if (*rows == NULL) return knn_no_memory();
  (*rows)->X = X;
  return KNN_OK;
}

/** Beyond it a distance could overflow: d terms of at most (2M)^2, or 2M, stay below half of the largest number. */
static double largest_magnitude(metric of, size_t n_features) {
  const double d = (double)n_features;
  return of == EUCLIDEAN ? sqrt(DBL_MAX / (8.0 * d)) : DBL_MAX / (4.0 * d);
}

/** Refuses NaN, infinities and values whose distance could overflow, by place and limit. */
static knn_status check_magnitudes(const knn_matrix *X, metric of) {
  const double limit = largest_magnitude(of, X->columns);
  for (size_t i = 0; i < X->rows * X->columns; i++) {
    if (fabs(X->values[i]) <= limit) continue; /* NaN is not */
    const size_t row = i / X->columns, column = i % X->columns;
    if (!isfinite(X->values[i]))
      return knn_fail("X[%zu][%zu] is %g; every value must be a finite number", row, column, X->values[i]);
    return knn_fail("X[%zu][%zu] is %g; beyond +-%g a %s distance of %zu features could overflow", row, column,
                    X->values[i], limit, METRICS[of], X->columns);
  }
  return KNN_OK;
}

knn_status knn_fit(knn_scope *scope, const knn_rows *rows, const int32_t *y, const knn_fit_options *options,
                   knn_model **model) {
  const knn_matrix *X = rows->X;
  const metric of = strcmp(options->metric, METRICS[MANHATTAN]) == 0 ? MANHATTAN : EUCLIDEAN;
  if (check_magnitudes(X, of) != KNN_OK) return KNN_ERROR;
  const size_t blocks = (X->rows + BLOCK - 1) / BLOCK;
  *model = knn_alloc(scope, 1, sizeof **model);
  double *packed = knn_alloc(scope, blocks * BLOCK, X->columns * sizeof *packed);
  if (*model == NULL || packed == NULL) return knn_no_memory();
  for (size_t i = 0; i < X->rows; i++) {
    double *block = packed + i / BLOCK * BLOCK * X->columns;
    for (size_t f = 0; f < X->columns; f++) block[f * BLOCK + i % BLOCK] = X->values[i * X->columns + f];
  }
  **model = (knn_model){of, X->rows, X->columns, options->n_classes, y, packed};
  return KNN_OK;
}

/** The sums of one block, each in the order of features and without fused operations, as the reference does. */
static void sum_block(metric of, const double *block, const double *query, size_t n_features, double sums[BLOCK]) {
  double sum[BLOCK] = {0};
  for (size_t f = 0; f < n_features; f++) {
    for (size_t r = 0; r < BLOCK; r++) {
      const double difference = block[f * BLOCK + r] - query[f];
      sum[r] += of == EUCLIDEAN ? difference * difference : fabs(difference);
    }
  }
  memcpy(sums, sum, sizeof sum);
}

static bool is_before(candidate a, candidate b) {
  return a.value < b.value || (a.value == b.value && a.index < b.index);
}

/** Puts a candidate in the place of the root of a heap whose root is the worst, and lets it sink to where it belongs. */
static void sink(candidate *heap, size_t count, candidate one) {
  size_t hole = 0;
  for (size_t child = 1; child < count; child = 2 * hole + 1) {
    if (child + 1 < count && is_before(heap[child], heap[child + 1])) child++;
    if (!is_before(one, heap[child])) break;
    heap[hole] = heap[child];
    hole = child;
  }
  heap[hole] = one;
}

/** The k nearest rows of one query, nearest first. */
static void search(const knn_model *model, const double *query, candidate *list, size_t k) {
  for (size_t i = 0; i < k; i++) list[i] = (candidate){INFINITY, SIZE_MAX};
  for (size_t first = 0; first < model->n_train; first += BLOCK) {
    double sums[BLOCK];
    sum_block(model->metric, model->blocks + first * model->n_features, query, model->n_features, sums);
    const size_t rows = model->n_train - first < BLOCK ? model->n_train - first : BLOCK;
    for (size_t r = 0; r < rows; r++) {
      const candidate one = {sums[r], first + r};
      if (is_before(one, list[0])) sink(list, k, one);
    }
  }
  for (size_t last = k - 1; last > 0; last--) {
    const candidate one = list[last];
    list[last] = list[0];
    sink(list, last, one);
  }
}

/** Memory of one call, for one row after the other. */
typedef struct {
  candidate *list;
  int32_t *indices;
  double *distances;
  double *scores;
} workspace;

static void answer_row(const knn_model *model, const double *query, size_t row, const workspace *work,
                       const knn_answer *answer) {
  const size_t k = answer->n_neighbors, n_classes = model->n_classes;
  int32_t *indices = answer->indices == NULL ? work->indices : answer->indices + row * k;
  double *distances = answer->distances == NULL ? work->distances : answer->distances + row * k;
  double *scores = answer->probabilities == NULL ? work->scores : answer->probabilities + row * n_classes;
  search(model, query, work->list, k);
  for (size_t i = 0; i < k; i++) {
    indices[i] = (int32_t)work->list[i].index;
    distances[i] = model->metric == EUCLIDEAN ? sqrt(work->list[i].value) : work->list[i].value;
  }
  if (answer->labels == NULL && answer->probabilities == NULL) return;
  const knn_voters voters = {k, indices, distances, model->y};
  const int32_t label = knn_vote(&voters, answer->weights, scores, n_classes);
  if (answer->labels != NULL) answer->labels[row] = label;
  if (answer->probabilities != NULL) knn_shares(scores, n_classes);
}

knn_status knn_predict(const knn_model *model, const knn_rows *rows, const knn_answer *answer) {
  const knn_matrix *X = rows->X;
  if (check_magnitudes(X, model->metric) != KNN_OK) return KNN_ERROR;
  const size_t k = answer->n_neighbors;
  const workspace work = {malloc(k * sizeof(candidate)), malloc(k * sizeof(int32_t)), malloc(k * sizeof(double)),
                          malloc(model->n_classes * sizeof(double))};
  const bool is_there = work.list != NULL && work.indices != NULL && work.distances != NULL && work.scores != NULL;
  for (size_t row = 0; is_there && row < X->rows; row++)
    answer_row(model, X->values + row * X->columns, row, &work, answer);
  free(work.list);
  free(work.indices);
  free(work.distances);
  free(work.scores);
  return is_there ? KNN_OK : knn_no_memory();
}
