#include <stdlib.h>

#include "events.h"
#include "run.h"
#include "scope.h"
#include "sha256.h"
#include "system.h"

static batch_limits limits_of(const job *asked, size_t min_calls) {
  return (batch_limits){min_calls, asked->min_time_ns};
}

/** A fit with memory phases of its own: what the model before it left belongs to neither. */
static knn_status fit_anew(const run_context *context, const configuration *one) {
  const knn_model *model;
  release_model(context->models);
  start_memory_phase();
  const knn_status status = model_for(context->models, one, &model);
  tell_memory("fit", one->metric);
  return status;
}

/** A workload of labels, asked for one configuration. */
static knn_status prepare(const run_context *context, knn_scope *scope, const configuration *one, workload *work) {
  knn_status status = labels_workload(scope, context->rows, context->job->mode, work);
  if (status == KNN_OK) status = model_for(context->models, one, &work->model);
  work->answer.n_neighbors = one->n_neighbors;
  work->answer.weights = one->weights;
  return status;
}

static knn_status start(const run_context *context, knn_scope *scope, const metric_block *block,
                        const configuration *fixed) {
  workload work;
  knn_status status = prepare(context, scope, fixed, &work);
  if (status != KNN_OK) return status;
  const call timed = call_of(&work);
  const uint64_t cpu_start = cpu_ns(), begin = now_ns();
  status = timed.run(timed.context);
  const uint64_t end = now_ns(), used_ns = cpu_ns() - cpu_start;
  if (status != KNN_OK) return status;
  if (fixed == &block->first) {
    begin_event("first");
    add_text("metric", block->metric);
    add_count("first_ns", end - begin);
    add_count("cpu_ns", used_ns);
    tell();
  }
  uint64_t calls;
  status = warm_up(timed, context->job->warmup, &calls);
  if (status != KNN_OK) return status;
  begin_event("warm");
  add_text("metric", block->metric);
  add_count("calls", calls);
  tell();
  return KNN_OK;
}

/** The fit for a configuration that the current model does not serve, with a short warm-up. */
static knn_status refit(const run_context *context, knn_scope *scope, const configuration *one) {
  tell_memory("predict", one->metric);
  knn_status status = fit_anew(context, one);
  workload work;
  if (status == KNN_OK) status = prepare(context, scope, one, &work);
  if (status != KNN_OK) return status;
  uint64_t calls;
  return warm_up(call_of(&work), short_warmup(context->job->warmup), &calls);
}

static void begin_sample(const configuration *one, const char *kind, const batch *measured) {
  begin_event("sample");
  add_configuration(one);
  add_text("kind", kind);
  add_count("predict_ns", measured->call_ns);
  add_count("count", measured->count);
  add_count("cpu_ns", measured->cpu_ns);
}

static void tell_labels(const workload *work, const configuration *one, const batch *measured) {
  char hash[SHA256_TEXT];
  sha256(work->answer.labels, work->rows->count * sizeof *work->answer.labels, hash);
  begin_sample(one, "predict", measured);
  if (work->mode == MODE_SINGLE) {
    begin_object("percentiles");
    add_count("p50_ns", quantile(measured, 0.5));
    add_count("p95_ns", quantile(measured, 0.95));
    add_count("p99_ns", quantile(measured, 0.99));
    end_object();
  }
  add_text("labels_sha256", hash);
  tell();
}

static knn_status sample_predict(const run_context *context, knn_scope *scope, const configuration *one) {
  const job *asked = context->job;
  knn_status status = serves(context->models, one) ? KNN_OK : refit(context, scope, one);
  workload work;
  if (status == KNN_OK) status = prepare(context, scope, one, &work);
  for (size_t i = 0; i < asked->repeats && status == KNN_OK; i++) {
    batch measured;
    forget_labels(&work);
    status = measure_batch(call_of(&work), limits_of(asked, least_calls(&work)), &measured);
    if (status != KNN_OK) return status;
    status = check_labels(work.answer.labels, work.rows->count, asked->n_classes);
    if (status == KNN_OK) tell_labels(&work, one, &measured);
    free(measured.sorted_ns);
  }
  return status;
}

static knn_status sample_proba(const run_context *context, knn_scope *scope, const configuration *one) {
  const job *asked = context->job;
  workload work = {.rows = context->rows, .mode = MODE_BATCH};
  work.answer = (knn_answer){.n_neighbors = one->n_neighbors, .weights = one->weights};
  work.answer.probabilities = alloc_table(scope, work.rows->count, asked->n_classes, sizeof(double));
  if (work.answer.probabilities == NULL) return knn_no_memory();
  knn_status status = model_for(context->models, one, &work.model);
  for (size_t i = 0; i < asked->repeats && status == KNN_OK; i++) {
    batch measured;
    status = measure_batch(call_of(&work), limits_of(asked, 1), &measured);
    if (status != KNN_OK) return status;
    begin_sample(one, "proba", &measured);
    tell();
    free(measured.sorted_ns);
  }
  return status;
}

static knn_status time_search(const run_context *context, knn_scope *scope, const configuration *one) {
  workload work = {.rows = context->rows, .mode = MODE_BATCH};
  work.answer = (knn_answer){.n_neighbors = one->n_neighbors, .weights = one->weights};
  work.answer.indices = alloc_table(scope, work.rows->count, one->n_neighbors, sizeof(int32_t));
  work.answer.distances = alloc_table(scope, work.rows->count, one->n_neighbors, sizeof(double));
  if (work.answer.indices == NULL || work.answer.distances == NULL) return knn_no_memory();
  batch measured;
  knn_status status = model_for(context->models, one, &work.model);
  if (status == KNN_OK) status = measure_batch(call_of(&work), limits_of(context->job, 1), &measured);
  if (status != KNN_OK) return status;
  begin_event("search");
  add_text("metric", one->metric);
  add_count("n_neighbors", one->n_neighbors);
  add_count("search_ns", measured.call_ns);
  add_count("count", measured.count);
  add_count("cpu_ns", measured.cpu_ns);
  tell();
  free(measured.sorted_ns);
  return KNN_OK;
}

typedef knn_status timed_step(const run_context *context, knn_scope *scope, const configuration *one);

/** Runs a step with memory of its own. */
static knn_status in_scope(timed_step *step, const run_context *context, const configuration *one) {
  knn_scope *scope = scope_open();
  if (scope == NULL) return knn_no_memory();
  const knn_status status = step(context, scope, one);
  scope_close(scope);
  return status;
}

/** Once per n_neighbors: the search does not depend on the vote. */
static void time_searches(const run_context *context, const configuration *const *open, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (!is_open(context->outcomes, open[i])) continue;
    bool is_seen = false;
    for (size_t j = 0; j < i; j++)
      is_seen = is_seen || (open[j]->n_neighbors == open[i]->n_neighbors && is_open(context->outcomes, open[j]));
    if (!is_seen) settle_part("search", open[i], in_scope(time_search, context, open[i]));
  }
}

static void attempt(timed_step *step, const run_context *context, const configuration *one) {
  if (is_open(context->outcomes, one)) settle(context->outcomes, one, in_scope(step, context, one));
}

static void time_metric(const run_context *context, knn_scope *scope, const metric_block *block) {
  outcomes *all = context->outcomes;
  const configuration **open = knn_alloc(scope, block->open.count, sizeof *open);
  size_t count = 0;
  for (size_t i = 0; open != NULL && i < block->open.count; i++) {
    if (is_open(all, &block->open.each[i])) open[count++] = &block->open.each[i];
  }
  if (count == 0) return;
  /* An engine that cannot do the fixed configuration is warmed up with its own first one and has no `first`. */
  const configuration *fixed = is_supported(all, &block->first) ? &block->first : open[0];
  if (is_open(all, fixed)) settle(all, fixed, fit_anew(context, fixed));
  if (is_open(all, fixed)) settle(all, fixed, start(context, scope, block, fixed));
  for (size_t i = 0; i < count; i++) attempt(sample_predict, context, open[i]);
  tell_memory("predict", block->metric);
  /* After the memory of the predict phase is read: these calls hold more. */
  for (size_t i = 0; i < count && context->job->time_proba && KNN_FACTS.probabilities; i++)
    attempt(sample_proba, context, open[i]);
  if (context->job->time_search && KNN_FACTS.neighbors) time_searches(context, open, count);
}

void run_timed_part(const run_context *context) {
  for (size_t i = 0; i < context->job->n_blocks; i++) {
    knn_scope *scope = scope_open();
    if (scope == NULL) return;
    time_metric(context, scope, &context->job->timed[i]);
    scope_close(scope);
  }
}
