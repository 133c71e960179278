/**
 * {{name}}: an engine for knnbench. Fill in knn_load, knn_fit and knn_predict; driver/knn.h says what each is given and
 * gives, and does everything else: data, times, memory, answers.
 */
#include <stdlib.h>
#include <string.h>

#include "driver/knn.h"

static const char *const METRICS[] = {"euclidean", "manhattan", NULL};

/** As in engine.yaml. */
const knn_facts KNN_FACTS = {
    .library = "{{name}}",
    .version = "0.1.0",
    .dtype = KNN_FLOAT64,
    .form = KNN_DIFFERENCE_FORM,
    .metrics = METRICS,
    .weights = KNN_UNIFORM | KNN_DISTANCE,
    .neighbors = true,
    .probabilities = true,
};

/** Rows as your library takes them. */
struct knn_rows {
  const knn_matrix *X;
};

/** What a fit makes. */
struct knn_model {
  const knn_matrix *X;
  const int32_t *y;
  size_t n_classes;
};

/** From the driver's matrix to your library's input; as it stands, the matrix itself. */
knn_status knn_load(knn_scope *scope, const knn_matrix *X, knn_rows **rows) {
  *rows = knn_alloc(scope, 1, sizeof **rows);
  if (*rows == NULL) return knn_no_memory();
  (*rows)->X = X;
  return KNN_OK;
}

/** Builds what a search needs, for options->metric. What it allocates by itself goes to knn_defer. */
knn_status knn_fit(knn_scope *scope, const knn_rows *rows, const int32_t *y, const knn_fit_options *options,
                   knn_model **model) {
  (void)scope, (void)rows, (void)y, (void)options, (void)model;
  return knn_fail("fill in knn_fit in engine.c");
}

/** Fills in what `answer` asks for and is not NULL. knn_vote and knn_shares make labels and probabilities of neighbors. */
knn_status knn_predict(const knn_model *model, const knn_rows *rows, const knn_answer *answer) {
  (void)model, (void)rows, (void)answer;
  return knn_fail("fill in knn_predict in engine.c");
}
