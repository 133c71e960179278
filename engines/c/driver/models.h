#ifndef KNN_MODELS_H
#define KNN_MODELS_H

#include "fault.h"
#include "job.h"

/** Training rows in the engine's own input type, with their class codes. */
typedef struct {
  const knn_rows *X;
  const int32_t *y;
  size_t n_train;
} training;

/** Rows of one matrix in the engine's own input type. */
typedef struct {
  size_t count;
  knn_rows *all;
  knn_rows **single; /* each row alone; NULL unless the job times single rows */
} loaded_rows;

/** Whether one matrix is loaded as a whole only, or its rows one by one as well. */
typedef enum { LOAD_WHOLE, LOAD_EACH_ROW } load_extent;

knn_status load_rows(knn_scope *scope, const knn_matrix *X, load_extent extent, loaded_rows *rows);

/** What is told after a fit: its time, or that the engine is alive. */
typedef enum { TELL_FIT, TELL_LIFE } fit_report;

/** Keeps one fitted model at a time, so that memory is that of one. A failed fit is not tried twice in a row. */
typedef struct {
  const job *job;
  const training *training;
  fit_report report;
  bool is_fitted; /* or failed */
  configuration fitted;
  knn_scope *scope;
  knn_model *model;
  fault failure;
} models;

/** Lets go of the current model. */
void release_model(models *all);

/** Whether the current model is the one for this configuration. */
bool serves(const models *all, const configuration *one);

/** The model for this configuration: the current one while it serves, else a new fit. */
knn_status model_for(models *all, const configuration *one, const knn_model **model);

#endif
