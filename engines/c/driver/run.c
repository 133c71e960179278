#include "run.h"

#include <string.h>

#include "events.h"
#include "npy.h"
#include "scope.h"
#include "system.h"

#define WORDS_OF(x) #x
#define WORDS(x) WORDS_OF(x)

/** What the program was built with. */
#if defined(__clang__)
#define COMPILER "clang " WORDS(__clang_major__) "." WORDS(__clang_minor__) "." WORDS(__clang_patchlevel__)
#elif defined(__GNUC__)
#define COMPILER "gcc " WORDS(__GNUC__) "." WORDS(__GNUC_MINOR__) "." WORDS(__GNUC_PATCHLEVEL__)
#else
#define COMPILER "an unknown C compiler"
#endif

#if !defined(KNN_FLAGS)
#define KNN_FLAGS ""
#endif

static void say_hello(const job *asked) {
  begin_event("hello");
  add_count("protocol", PROTOCOL_VERSION);
  add_text("engine", asked->engine);
  add_text("library", KNN_FACTS.library);
  add_text("version", KNN_FACTS.version);
  add_text("runtime", COMPILER);
  add_words("flags", KNN_FLAGS);
  add_text("dtype", KNN_FACTS.dtype == KNN_FLOAT64 ? "float64" : "float32");
  add_text("form", KNN_FACTS.form == KNN_DIFFERENCE_FORM ? "difference" : "norm");
  add_count("threads", asked->threads);
  tell();
}

void tell_memory(const char *phase, const char *metric) {
  if (strcmp(phase, "predict") != 0) return_freed_memory();
  const memory_reading reading = end_memory_phase();
  begin_event("memory");
  add_text("phase", phase);
  add_text("metric", metric);
  add_count("size_bytes", reading.size_bytes);
  add_count("peak_bytes", reading.peak_bytes);
  add_text("method", reading.method);
  tell();
}

typedef struct {
  knn_matrix X;
  training training;
  loaded_rows timed;
} loaded_data;

static knn_status load(knn_scope *scope, const job *asked, loaded_data *data) {
  knn_matrix *matrices = knn_alloc(scope, 2, sizeof *matrices);
  if (matrices == NULL) return knn_no_memory();
  knn_matrix *X = &matrices[0], *timed = &matrices[1];
  size_t n_labels = 0;
  const uint64_t start = now_ns();
  knn_status status = read_matrix(scope, asked->X_train, X);
  // Numbers of a regression are not read: every cell of it is told as unsupported.
  const bool has_labels = strcmp(asked->task, "classification") == 0;
  if (status == KNN_OK && has_labels)
    status = read_integers(scope, asked->y_train, &data->training.y, &n_labels);
  if (status == KNN_OK) status = read_matrix(scope, asked->X_timed, timed);
  if (status != KNN_OK) return status;
  if ((has_labels && n_labels != X->rows) || X->columns != timed->columns || timed->rows == 0)
    return knn_fail("%s, %s and %s do not fit together", asked->X_train, asked->y_train, asked->X_timed);
  const uint64_t read = now_ns();
  loaded_rows train;
  status = load_rows(scope, X, LOAD_WHOLE, &train);
  if (status == KNN_OK)
    status = load_rows(scope, timed, asked->mode == MODE_SINGLE ? LOAD_EACH_ROW : LOAD_WHOLE, &data->timed);
  const uint64_t end = now_ns();
  if (status != KNN_OK) return status;
  data->X = *X;
  data->training.X = train.all;
  data->training.n_train = X->rows;
  begin_event("loaded");
  add_count("load_ns", read - start);
  add_count("convert_ns", end - read);
  tell();
  return KNN_OK;
}

/** Reads the scored rows only now: rounds that write no answers never hold them. */
static knn_status answer(knn_scope *scope, const run_context *context, const loaded_data *data) {
  const job *asked = context->job;
  start_memory_phase();
  knn_matrix X;
  knn_status status = read_matrix(scope, asked->X_score, &X);
  if (status == KNN_OK && X.columns != data->X.columns)
    status = knn_fail("%s has another number of columns than %s", asked->X_score, asked->X_train);
  loaded_rows rows;
  if (status == KNN_OK) status = load_rows(scope, &X, LOAD_WHOLE, &rows);
  if (status != KNN_OK) return status;
  pulse(now_ns());
  models fitted = {.job = asked, .training = &data->training, .report = TELL_LIFE};
  write_answers(&(run_context){asked, context->outcomes, &rows, &fitted});
  tell_memory("answers", NULL);
  release_model(&fitted);
  return KNN_OK;
}

static knn_status run_parts(knn_scope *scope, const job *asked) {
  start_memory_phase();
  say_hello(asked);
  tell_memory("hello", NULL);
  loaded_data data;
  outcomes all;
  knn_status status = load(scope, asked, &data);
  if (status == KNN_OK) status = start_outcomes(&all, scope, asked, data.training.n_train);
  if (status != KNN_OK) return status;
  tell_memory("load", NULL);
  models fitted = {.job = asked, .training = &data.training, .report = TELL_FIT};
  const run_context context = {asked, &all, &data.timed, &fitted};
  run_timed_part(&context);
  release_model(&fitted);
  if (asked->has_untimed) status = answer(scope, &context, &data);
  if (status != KNN_OK) return status;
  begin_event("done");
  tell();
  return KNN_OK;
}

knn_status run_job(const job *asked) {
  knn_scope *scope = scope_open();
  if (scope == NULL) return knn_no_memory();
  const knn_status status = run_parts(scope, asked);
  scope_close(scope);
  return status;
}
