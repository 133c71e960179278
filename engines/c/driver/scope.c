#include "scope.h"

#include <stdlib.h>

typedef struct held held;
struct held {
  void (*release)(void *);
  void *what;
  held *before;
};

struct knn_scope {
  held *last;
};

knn_scope *scope_open(void) { return calloc(1, sizeof(knn_scope)); }

void scope_close(knn_scope *scope) {
  if (scope == NULL) return;
  for (held *one = scope->last; one != NULL;) {
    held *before = one->before;
    one->release(one->what);
    free(one);
    one = before;
  }
  free(scope);
}

knn_status knn_defer(knn_scope *scope, void (*release)(void *), void *what) {
  held *one = malloc(sizeof *one);
  if (one == NULL) {
    release(what);
    return knn_no_memory();
  }
  *one = (held){.release = release, .what = what, .before = scope->last};
  scope->last = one;
  return KNN_OK;
}

void *knn_alloc(knn_scope *scope, size_t count, size_t size) {
  /* One at least: NULL means that there is no memory. */
  void *memory = calloc(count > 0 ? count : 1, size > 0 ? size : 1);
  if (memory == NULL || knn_defer(scope, free, memory) != KNN_OK) return NULL;
  return memory;
}
