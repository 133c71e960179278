#ifndef KNN_SCOPE_H
#define KNN_SCOPE_H

#include "knn.h"

/** An empty scope; NULL where there is not enough memory. */
knn_scope *scope_open(void);

/** Releases all that a scope holds, last one first; NULL holds nothing. */
void scope_close(knn_scope *scope);

#endif
