#ifndef KNN_NPY_H
#define KNN_NPY_H

#include "knn.h"

/** Maps a float64 matrix for as long as the scope, or reads it where that cannot be done; both touch every page. */
knn_status read_matrix(knn_scope *scope, const char *path, knn_matrix *matrix);

/** The same of an int32 vector. */
knn_status read_integers(knn_scope *scope, const char *path, const int32_t **values, size_t *count);

/** An array of one dimension, or of two where `columns` is not 0. */
typedef struct {
  size_t rows;
  size_t columns;
} npy_shape;

/** Write an array into the folder, renamed into place, so that an announced file is a whole one. */
knn_status write_integers(const char *folder, const char *name, npy_shape shape, const int32_t *values);
knn_status write_floats(const char *folder, const char *name, npy_shape shape, const double *values);

#endif
