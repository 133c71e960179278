#include <math.h>
#include <stdio.h>
#include <string.h>

#include "events.h"
#include "npy.h"
#include "run.h"
#include "scope.h"
#include "system.h"

/** The metric is one that the engine named, so it is safe in the name of a file. */
typedef char file_name[256];

static knn_status predict(const run_context *context, const configuration *one, const knn_answer *answer) {
  const knn_model *model;
  const knn_status status = model_for(context->models, one, &model);
  if (status != KNN_OK) return status;
  return told_by("knn_predict", knn_predict(model, context->rows->all, answer));
}

static knn_status write_probabilities(const run_context *context, knn_scope *scope, const configuration *one,
                                      const char *name) {
  const size_t rows = context->rows->count, n_classes = context->job->n_classes;
  double *probabilities = alloc_table(scope, rows, n_classes, sizeof *probabilities);
  if (probabilities == NULL) return knn_no_memory();
  const knn_answer answer = {.n_neighbors = one->n_neighbors, .weights = one->weights, .probabilities = probabilities};
  knn_status status = predict(context, one, &answer);
  if (status != KNN_OK) return status;
  pulse(now_ns());
  return write_floats(context->job->out, name, (npy_shape){rows, n_classes}, probabilities);
}

static knn_status write_labels(const run_context *context, knn_scope *scope, const configuration *one) {
  const size_t rows = context->rows->count;
  file_name labels, probabilities;
  const char *weights = weights_name(one->weights);
  snprintf(labels, sizeof labels, "labels-%s-%zu-%s.npy", one->metric, one->n_neighbors, weights);
  snprintf(probabilities, sizeof probabilities, "probabilities-%s-%zu-%s.npy", one->metric, one->n_neighbors, weights);
  workload work;
  knn_status status = labels_workload(scope, context->rows, MODE_BATCH, &work);
  if (status != KNN_OK) return status;
  forget_labels(&work);
  work.answer.n_neighbors = one->n_neighbors;
  work.answer.weights = one->weights;
  status = predict(context, one, &work.answer);
  if (status == KNN_OK) status = check_labels(work.answer.labels, rows, context->job->n_classes);
  if (status != KNN_OK) return status;
  pulse(now_ns());
  status = write_integers(context->job->out, labels, (npy_shape){.rows = rows}, work.answer.labels);
  if (status == KNN_OK && KNN_FACTS.probabilities) status = write_probabilities(context, scope, one, probabilities);
  if (status != KNN_OK) return status;
  begin_event("result");
  add_configuration(one);
  add_text("labels", labels);
  add_text("probabilities", KNN_FACTS.probabilities ? probabilities : NULL);
  tell();
  return KNN_OK;
}

static knn_status write_neighbors(const run_context *context, knn_scope *scope, const configuration *one) {
  const npy_shape shape = {context->rows->count, one->n_neighbors};
  const size_t count = shape.rows * shape.columns;
  knn_answer answer = {.n_neighbors = one->n_neighbors, .weights = one->weights};
  answer.indices = alloc_table(scope, shape.rows, shape.columns, sizeof *answer.indices);
  answer.distances = alloc_table(scope, shape.rows, shape.columns, sizeof *answer.distances);
  if (answer.indices == NULL || answer.distances == NULL) return knn_no_memory();
  for (size_t i = 0; i < count; i++) {
    answer.indices[i] = -1;
    answer.distances[i] = (double)NAN;
  }
  file_name indices, distances;
  snprintf(indices, sizeof indices, "neighbors-%s-%zu.npy", one->metric, one->n_neighbors);
  snprintf(distances, sizeof distances, "distances-%s-%zu.npy", one->metric, one->n_neighbors);
  knn_status status = predict(context, one, &answer);
  if (status == KNN_OK) status = write_integers(context->job->out, indices, shape, answer.indices);
  if (status == KNN_OK) status = write_floats(context->job->out, distances, shape, answer.distances);
  if (status != KNN_OK) return status;
  begin_event("neighbors");
  add_text("metric", one->metric);
  add_count("n_neighbors", one->n_neighbors);
  add_text("indices", indices);
  add_text("distances", distances);
  tell();
  return KNN_OK;
}

typedef knn_status answer_step(const run_context *context, knn_scope *scope, const configuration *one);

static knn_status in_scope(answer_step *step, const run_context *context, const configuration *one) {
  knn_scope *scope = scope_open();
  if (scope == NULL) return knn_no_memory();
  const knn_status status = step(context, scope, one);
  scope_close(scope);
  return status;
}

/** One metric: its configurations in the job's order, neighbors last. */
static void answer_metric(const run_context *context, const char *metric) {
  const configurations *asked = &context->job->untimed, *neighbors = &context->job->neighbors;
  bool is_any_open = false;
  for (size_t i = 0; i < asked->count; i++) {
    const configuration *one = &asked->each[i];
    if (strcmp(one->metric, metric) != 0) continue;
    if (is_open(context->outcomes, one)) settle(context->outcomes, one, in_scope(write_labels, context, one));
    is_any_open = is_any_open || is_open(context->outcomes, one);
  }
  /* Neighbors are the basis of answers: where none came, there is nothing to ask for. */
  if (!is_any_open || !KNN_FACTS.neighbors) return;
  const knn_weights weights = (KNN_FACTS.weights & KNN_UNIFORM) != 0 ? KNN_UNIFORM : KNN_DISTANCE;
  for (size_t i = 0; i < neighbors->count; i++) {
    const configuration one = {neighbors->each[i].n_neighbors, neighbors->each[i].metric, weights};
    if (strcmp(one.metric, metric) == 0) settle_part("neighbors", &one, in_scope(write_neighbors, context, &one));
  }
}

/** Metric by metric in the order in which each is first asked for, so that one model serves all it can. */
void write_answers(const run_context *context) {
  const configurations *asked = &context->job->untimed;
  for (size_t i = 0; i < asked->count; i++) {
    bool is_seen = false;
    for (size_t j = 0; j < i; j++) is_seen = is_seen || strcmp(asked->each[j].metric, asked->each[i].metric) == 0;
    if (!is_seen) answer_metric(context, asked->each[i].metric);
  }
}
