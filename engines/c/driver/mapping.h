#ifndef KNN_MAPPING_H
#define KNN_MAPPING_H

#include "knn.h"

/**
 * The first `bytes` of an open file as memory that is only read, for as long as the scope: processes that map a file
 * share its pages, and nothing is copied. NULL where it cannot be mapped; it can still be read then.
 */
const void *map_file(knn_scope *scope, int file, size_t bytes);

#endif
