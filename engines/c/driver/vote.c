#include <math.h>

#include "knn.h"

/** Below this distance n weights of 1/d could add up to infinity, for any n below 2^63. */
static const double TINY = 0x1p-960;
/** A power of two, so that only the scale of the weights changes and none of their digits. */
static const double SCALE_DOWN = 0x1p-64;

static size_t first_highest(const double *scores, size_t n_classes) {
  size_t highest = 0;
  for (size_t c = 1; c < n_classes; c++) {
    if (scores[c] > scores[highest]) highest = c;
  }
  return highest;
}

/** Under `distance` each counts 1/d; where 1/d is infinite for some, those count 1 and all others 0 (_get_weights). */
int32_t knn_vote(const knn_voters *voters, knn_weights weights, double *scores, size_t n_classes) {
  const double nearest = voters->distances[0];
  const bool is_masked = isinf(1.0 / nearest);
  const double unit = nearest < TINY ? SCALE_DOWN : 1.0;
  for (size_t c = 0; c < n_classes; c++) scores[c] = 0.0;
  for (size_t i = 0; i < voters->n_neighbors; i++) {
    double *score = &scores[voters->y[voters->indices[i]]];
    if (weights == KNN_UNIFORM) {
      *score += 1.0;
    } else if (is_masked) {
      *score += isinf(1.0 / voters->distances[i]) ? 1.0 : 0.0;
    } else {
      *score += unit / voters->distances[i];
    }
  }
  return (int32_t)first_highest(scores, n_classes);
}

void knn_shares(double *scores, size_t n_classes) {
  double total = 0.0;
  for (size_t c = 0; c < n_classes; c++) total += scores[c];
  for (size_t c = 0; c < n_classes; c++) scores[c] /= total;
}
