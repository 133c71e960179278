#define _POSIX_C_SOURCE 200809L

#include "mapping.h"

#include <sys/mman.h>
#include <unistd.h>

typedef struct {
  void *start;
  size_t bytes;
} mapping;

static void unmap(void *what) {
  const mapping *one = what;
  munmap(one->start, one->bytes);
}

/** All pages, so that loading pays for them and no later phase grows by them. */
static void touch_pages(const volatile unsigned char *bytes, size_t count) {
  const long page = sysconf(_SC_PAGESIZE);
  const size_t step = page > 0 ? (size_t)page : 1;
  for (size_t i = 0; i < count; i += step) (void)bytes[i];
}

const void *map_file(knn_scope *scope, int file, size_t bytes) {
  mapping *one = knn_alloc(scope, 1, sizeof *one);
  if (one == NULL) return NULL;
  void *start = mmap(NULL, bytes, PROT_READ, MAP_PRIVATE, file, 0);
  if (start == MAP_FAILED) return NULL;
  *one = (mapping){start, bytes};
  if (knn_defer(scope, unmap, one) != KNN_OK) return NULL;
  touch_pages(start, bytes);
  return start;
}
