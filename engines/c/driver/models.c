#include "models.h"

#include <stdio.h>
#include <string.h>

#include "events.h"
#include "scope.h"
#include "system.h"

knn_status load_rows(knn_scope *scope, const knn_matrix *X, load_extent extent, loaded_rows *rows) {
  const size_t singles = extent == LOAD_EACH_ROW ? X->rows : 0;
  *rows = (loaded_rows){.count = X->rows};
  knn_matrix *row = knn_alloc(scope, singles, sizeof *row);
  rows->single = knn_alloc(scope, singles, sizeof *rows->single);
  if (row == NULL || rows->single == NULL) return knn_no_memory();
  knn_status status = told_by("knn_load", knn_load(scope, X, &rows->all));
  for (size_t i = 0; i < singles && status == KNN_OK; i++) {
    row[i] = (knn_matrix){1, X->columns, X->values + i * X->columns};
    status = told_by("knn_load", knn_load(scope, &row[i], &rows->single[i]));
  }
  return status;
}

void release_model(models *all) {
  scope_close(all->scope);
  all->scope = NULL;
  all->model = NULL;
  all->is_fitted = false;
}

/** Parameters of the engine do not change within a job; only the grid's own can ask for a new fit. */
bool serves(const models *all, const configuration *one) {
  if (!all->is_fitted || strcmp(all->fitted.metric, one->metric) != 0) return false;
  if (all->job->fits_n_neighbors && all->fitted.n_neighbors != one->n_neighbors) return false;
  return !all->job->fits_weights || all->fitted.weights == one->weights;
}

static knn_status check_params(const json *params) {
  static const char *const NONE[] = {NULL};
  const char *const *known = KNN_FACTS.params == NULL ? NONE : KNN_FACTS.params;
  for (const json *one = params->first; one != NULL; one = one->next) {
    const char *const *name = known;
    while (*name != NULL && strcmp(*name, one->key) != 0) name++;
    if (*name != NULL && one->kind == JSON_NUMBER) continue;
    if (*name != NULL) return knn_fail("%s is no number", one->key);
    char allowed[512] = "";
    for (name = known; *name != NULL; name++) {
      const size_t length = strlen(allowed);
      snprintf(allowed + length, sizeof allowed - length, "%s%s", length > 0 ? ", " : "", *name);
    }
    return knn_fail("unknown parameter \"%s\"; allowed: %s", one->key, allowed[0] == '\0' ? "none" : allowed);
  }
  return KNN_OK;
}

double knn_param(const knn_fit_options *options, const char *name, double otherwise) {
  const json *found = json_at(options->params, name);
  return found == NULL ? otherwise : found->number;
}

static void tell_fit(const models *all, const configuration *one, uint64_t fit_ns, uint64_t used_ns) {
  char detail[64] = "";
  if (all->job->fits_n_neighbors) snprintf(detail, sizeof detail, "n_neighbors=%zu", one->n_neighbors);
  if (all->job->fits_weights) {
    const size_t length = strlen(detail);
    snprintf(detail + length, sizeof detail - length, "%sweights=%s", length > 0 ? " " : "", weights_name(one->weights));
  }
  begin_event("fit");
  add_text("metric", one->metric);
  add_count("fit_ns", fit_ns);
  add_count("cpu_ns", used_ns);
  if (detail[0] != '\0') add_text("detail", detail);
  tell();
}

static knn_status fit(models *all, const configuration *one) {
  const job *asked = all->job;
  const knn_fit_options options = {one->metric,     one->n_neighbors, one->weights,
                                   asked->n_classes, asked->threads,   asked->params};
  if (check_params(asked->params) != KNN_OK) return KNN_ERROR;
  const uint64_t cpu_start = cpu_ns(), start = now_ns();
  const knn_status status = knn_fit(all->scope, all->training->X, all->training->y, &options, &all->model);
  const uint64_t end = now_ns(), used_ns = cpu_ns() - cpu_start;
  if (status != KNN_OK) return told_by("knn_fit", status);
  if (all->report == TELL_FIT) tell_fit(all, one, end - start, used_ns);
  else pulse(end);
  return KNN_OK;
}

knn_status model_for(models *all, const configuration *one, const knn_model **model) {
  if (!serves(all, one)) {
    /* The old model goes before the new one comes: two at once would show as the engine's peak. */
    release_model(all);
    all->scope = scope_open();
    if (all->scope == NULL) return knn_no_memory();
    const knn_status status = fit(all, one);
    all->is_fitted = true;
    all->fitted = *one;
    all->failure = status == KNN_OK ? (fault){0} : *last_fault();
  }
  if (all->failure.kind != KNN_OK) return fail_again(&all->failure);
  *model = all->model;
  return KNN_OK;
}
