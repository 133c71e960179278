#include "outcomes.h"

#include <string.h>

#include "events.h"

knn_status start_outcomes(outcomes *all, knn_scope *scope, const job *asked, size_t n_train) {
  size_t most = asked->untimed.count;
  for (size_t i = 0; i < asked->n_blocks; i++) most += asked->timed[i].open.count + 1;
  configuration *failed = knn_alloc(scope, most, sizeof *failed);
  if (failed == NULL) return knn_no_memory();
  *all = (outcomes){.job = asked, .n_train = n_train, .failed = {.each = failed}};
  return KNN_OK;
}

static bool offers(const char *const *metrics, const char *metric) {
  while (*metrics != NULL && strcmp(*metrics, metric) != 0) metrics++;
  return *metrics != NULL;
}

/** KNN_OK, or says why the engine cannot do it. */
static knn_status check_support(const outcomes *all, const configuration *one) {
  if (strcmp(all->job->task, "classification") != 0) return knn_unsupported("task=%s is not offered", all->job->task);
  if (!offers(KNN_FACTS.metrics, one->metric)) return knn_unsupported("metric=%s is not offered", one->metric);
  if ((KNN_FACTS.weights & (unsigned)one->weights) == 0)
    return knn_unsupported("weights=%s is not offered", weights_name(one->weights));
  if (one->n_neighbors > all->n_train) return knn_unsupported("k=%zu > n_train=%zu", one->n_neighbors, all->n_train);
  return KNN_OK;
}

bool is_supported(const outcomes *all, const configuration *one) {
  const knn_status status = check_support(all, one);
  clear_fault();
  return status == KNN_OK;
}

static bool has_failed(const outcomes *all, const configuration *one) {
  for (size_t i = 0; i < all->failed.count; i++) {
    if (same_configuration(&all->failed.each[i], one)) return true;
  }
  return false;
}

bool is_open(outcomes *all, const configuration *one) {
  if (has_failed(all, one)) return false;
  const knn_status status = check_support(all, one);
  settle(all, one, status);
  return status == KNN_OK;
}

void settle(outcomes *all, const configuration *one, knn_status status) {
  if (status == KNN_OK) return;
  all->failed.each[all->failed.count++] = *one;
  tell_failure(last_fault(), one, NULL);
  clear_fault();
}

void settle_part(const char *part, const configuration *one, knn_status status) {
  if (status == KNN_OK) return;
  tell_failure(last_fault(), one, part);
  clear_fault();
}
