#ifndef KNN_FAULT_H
#define KNN_FAULT_H

#include "knn.h"

/** Why something could not be done, as the host is told. */
typedef struct {
  knn_status kind; /* KNN_OK where nothing is wrong */
  char message[2001];
} fault;

/** What the last function that failed said. */
const fault *last_fault(void);

/** Forgets it, so that it is not told for another one. */
void clear_fault(void);

/** Passes on what a function of the engine gave; one that failed without a word gets one. */
knn_status told_by(const char *function, knn_status status);

/** Says again what went wrong before. */
knn_status fail_again(const fault *earlier);

#endif
