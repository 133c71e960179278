/**
 * An engine for knnbench in C: three functions to fill in, knn_load, knn_fit and knn_predict, and KNN_FACTS.
 *
 * The driver beside this header reads the job and the data, calls them, takes the times and writes the answers, so that
 * no engine times itself in its own way. The meaning of everything is scikit-learn's KNeighborsClassifier.
 */
#ifndef KNN_H
#define KNN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** How a function ended. Other than KNN_OK come from knn_fail, knn_unsupported and knn_no_memory. */
typedef enum { KNN_OK, KNN_ERROR, KNN_UNSUPPORTED, KNN_OUT_OF_MEMORY } knn_status;

/** What the votes of neighbors weigh: 1, or 1/distance. */
typedef enum { KNN_UNIFORM = 1, KNN_DISTANCE = 2 } knn_weights;

/** The number type of the distances an engine compares. */
typedef enum { KNN_FLOAT64, KNN_FLOAT32 } knn_dtype;

/** The loosest form of its distances: sum of (x - q)^2, or |x|^2 - 2xq + |q|^2. */
typedef enum { KNN_DIFFERENCE_FORM, KNN_NORM_FORM } knn_form;

/** What an engine is and can do, as in its manifest; whatever else a job asks is told as unsupported. */
typedef struct {
  const char *library;
  const char *version;
  knn_dtype dtype;
  knn_form form;
  const char *const *metrics; /* names, then NULL */
  unsigned weights;           /* KNN_UNIFORM | KNN_DISTANCE */
  const char *const *params;  /* names of numbers that a study may give, then NULL; or NULL */
  bool neighbors;             /* whether knn_predict tells indices and distances */
  bool probabilities;         /* whether it tells probabilities */
} knn_facts;

/** Defined by the engine. */
extern const knn_facts KNN_FACTS;

/** Rows of float64, row-major: row i begins at values + i * columns. */
typedef struct {
  size_t rows;
  size_t columns;
  const double *values;
} knn_matrix;

/** Rows in the engine's own input type; the engine defines struct knn_rows. */
typedef struct knn_rows knn_rows;

/** A fitted engine; the engine defines struct knn_model. */
typedef struct knn_model knn_model;

/** Memory that lives as long as what is made with it: the driver frees it all. */
typedef struct knn_scope knn_scope;

/** `count` things of `size` bytes, all zero; NULL where there is not enough memory. */
void *knn_alloc(knn_scope *scope, size_t count, size_t size);

/** Has `release(what)` called when the scope ends, last one first. Where it cannot, it calls it now. */
knn_status knn_defer(knn_scope *scope, void (*release)(void *), void *what);

/** What a fit is given beside the rows. */
typedef struct knn_fit_options knn_fit_options;
struct knn_fit_options {
  const char *metric;
  size_t n_neighbors; /* only for engines whose manifest says fit_depends_on: [n_neighbors] */
  knn_weights weights;
  size_t n_classes;
  size_t threads; /* as many as it may use */
  const void *params;
};

/** The value of one of KNN_FACTS.params, or `otherwise` where the study does not give it. */
double knn_param(const knn_fit_options *options, const char *name, double otherwise);

/** What a prediction is asked, and where its answers go. NULL is what nobody asks for. */
typedef struct {
  size_t n_neighbors;    /* from 1 to the number of training rows */
  knn_weights weights;
  int32_t *labels;       /* (rows): class codes */
  double *probabilities; /* (rows, n_classes), row-major; each row sums to 1 */
  int32_t *indices;      /* (rows, n_neighbors): training rows, nearest first */
  double *distances;     /* (rows, n_neighbors): true distances, not squared; with indices */
} knn_answer;

/** To fill in: from the driver's matrix to the engine's own input type. Timed apart. X lives as long as the rows. */
knn_status knn_load(knn_scope *scope, const knn_matrix *X, knn_rows **rows);

/** To fill in: a model of the training rows and their class codes, 0 to n_classes - 1. X and y outlive it. */
knn_status knn_fit(knn_scope *scope, const knn_rows *X, const int32_t *y, const knn_fit_options *options,
                   knn_model **model);

/** To fill in: the call that is timed, with every copy it needs inside. */
knn_status knn_predict(const knn_model *model, const knn_rows *X, const knn_answer *answer);

/** The neighbors of one row, nearest first. */
typedef struct {
  size_t n_neighbors;
  const int32_t *indices;
  const double *distances;
  const int32_t *y; /* class codes of the training rows */
} knn_voters;

/**
 * scikit-learn's vote for an engine that only searches: sums the votes of each class into `scores` (n_classes) and gives
 * the class with most of them; the smallest wins a tie.
 */
int32_t knn_vote(const knn_voters *voters, knn_weights weights, double *scores, size_t n_classes);

/** Divides the scores of a vote by their sum, which makes them probabilities. */
void knn_shares(double *scores, size_t n_classes);

/** Something went wrong; the sentence, as of printf, is shown for the cell. Gives KNN_ERROR. One thread at a time. */
#if defined(__GNUC__)
__attribute__((format(printf, 1, 2)))
#endif
knn_status knn_fail(const char *format, ...);

/** Something the engine cannot do. Gives KNN_UNSUPPORTED. */
#if defined(__GNUC__)
__attribute__((format(printf, 1, 2)))
#endif
knn_status knn_unsupported(const char *format, ...);

/** There was not enough memory. Gives KNN_OUT_OF_MEMORY. */
knn_status knn_no_memory(void);

#endif
