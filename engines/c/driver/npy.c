#define _POSIX_C_SOURCE 200809L

#include "npy.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mapping.h"

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "arrays are read and written as they lie in memory, which must be little-endian"
#endif

static const char MAGIC[] = "\x93NUMPY";
enum {
  MAGIC_BYTES = 6,
  ALIGNMENT = 64,           /* the data begins at a multiple of this */
  MAX_HEADER_BYTES = 65536, /* NumPy itself writes less than 1 KiB for plain arrays; more is not one of ours */
};

typedef struct {
  size_t dimensions;
  size_t lengths[2];
} header;

/** Reads the text of a header of format 1 or 2; the file then stands where the data begins. */
static const char *read_header(FILE *file, char text[MAX_HEADER_BYTES + 1]) {
  unsigned char start[MAGIC_BYTES + 2], size[4] = {0};
  if (fread(start, sizeof start, 1, file) != 1 || memcmp(start, MAGIC, MAGIC_BYTES) != 0) return "no .npy file";
  if (fread(size, start[MAGIC_BYTES] == 1 ? 2 : 4, 1, file) != 1) return "no .npy file";
  const uint32_t length = size[0] | (uint32_t)size[1] << 8 | (uint32_t)size[2] << 16 | (uint32_t)size[3] << 24;
  if (length > MAX_HEADER_BYTES) return "a header that is too long";
  if (fread(text, 1, length, file) != length) return "half a header";
  text[length] = '\0';
  return NULL;
}

/** The lengths in `'shape': (2, 3)`. */
static const char *read_shape(const char *text, header *found) {
  static const char KEY[] = "'shape': (";
  const char *at = strstr(text, KEY);
  if (at == NULL) return "no shape that can be read";
  at += sizeof KEY - 1;
  for (found->dimensions = 0;; found->dimensions++) {
    at += strspn(at, " ,");
    if (*at == ')') return NULL;
    if (strspn(at, "0123456789") == 0 || found->dimensions == 2) return "no shape of a vector or matrix";
    char *end;
    errno = 0;
    const uintmax_t length = strtoumax(at, &end, 10);
    if (errno != 0 || length > SIZE_MAX) return "a shape that is too large";
    found->lengths[found->dimensions] = (size_t)length;
    at = end;
  }
}

/** Where the values of a file are. */
typedef struct {
  size_t start; /* in bytes */
  size_t count;
} extent;

/** Checked before memory is taken: a header may say anything. */
static const char *check_size(FILE *file, const header *found, size_t item, extent *values) {
  size_t count = 1;
  for (size_t i = 0; i < found->dimensions; i++) {
    if (found->lengths[i] != 0 && count > SIZE_MAX / item / found->lengths[i]) return "a shape that is too large";
    count *= found->lengths[i];
  }
  struct stat status;
  const long start = ftell(file);
  if (start < 0 || fstat(fileno(file), &status) != 0 || !S_ISREG(status.st_mode)) return "no file of known size";
  if ((uintmax_t)status.st_size - (uintmax_t)start != (uintmax_t)count * item) return "its size is not that of its shape";
  *values = (extent){(size_t)start, count};
  return NULL;
}

typedef struct {
  const char *dtype;
  size_t item;
  size_t dimensions;
} wanted;

/** The values where they lie in the file; NULL where that is no place for numbers of this size, or cannot be mapped. */
static const void *map_values(knn_scope *scope, FILE *file, extent of, size_t item) {
  if (of.start % item != 0) return NULL;
  const unsigned char *bytes = map_file(scope, fileno(file), of.start + of.count * item);
  return bytes == NULL ? NULL : bytes + of.start;
}

static const char *read_open(knn_scope *scope, FILE *file, const wanted *want, header *found, const void **values) {
  static char text[MAX_HEADER_BYTES + 1];
  char descr[32];
  snprintf(descr, sizeof descr, "'descr': '%s'", want->dtype);
  const char *wrong = read_header(file, text);
  if (wrong != NULL) return wrong;
  if (strstr(text, descr) == NULL || strstr(text, "'fortran_order': False") == NULL) return "another number type or order";
  wrong = read_shape(text, found);
  if (wrong != NULL) return wrong;
  if (found->dimensions != want->dimensions) return "another number of dimensions";
  extent of;
  wrong = check_size(file, found, want->item, &of);
  if (wrong != NULL) return wrong;
  *values = map_values(scope, file, of, want->item);
  if (*values != NULL) return NULL;
  void *read = knn_alloc(scope, of.count, want->item);
  if (read == NULL) return "not enough memory for it";
  *values = read;
  return fread(read, want->item, of.count, file) == of.count ? NULL : "half an array";
}

static knn_status read_array(knn_scope *scope, const char *path, const wanted *want, header *found, const void **values) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) return knn_fail("%s: %s", path, strerror(errno));
  const char *wrong = read_open(scope, file, want, found, values);
  fclose(file);
  if (wrong == NULL) return KNN_OK;
  return knn_fail("%s: %s; row-major %s of %zu dimensions is needed", path, wrong, want->dtype, want->dimensions);
}

knn_status read_matrix(knn_scope *scope, const char *path, knn_matrix *matrix) {
  header found;
  const void *values;
  const knn_status status = read_array(scope, path, &(wanted){"<f8", sizeof(double), 2}, &found, &values);
  if (status == KNN_OK) *matrix = (knn_matrix){found.lengths[0], found.lengths[1], values};
  return status;
}

knn_status read_integers(knn_scope *scope, const char *path, const int32_t **values, size_t *count) {
  header found;
  const void *read;
  const knn_status status = read_array(scope, path, &(wanted){"<i4", sizeof(int32_t), 1}, &found, &read);
  if (status != KNN_OK) return status;
  *values = read;
  *count = found.lengths[0];
  return KNN_OK;
}

/** The whole header of format 1, padded to the alignment; gives its bytes. */
static size_t write_header(char bytes[2 * ALIGNMENT + 64], const char *dtype, npy_shape shape) {
  const size_t fixed = MAGIC_BYTES + 4;
  char lengths[64], text[160];
  if (shape.columns == 0) snprintf(lengths, sizeof lengths, "%zu,", shape.rows);
  else snprintf(lengths, sizeof lengths, "%zu, %zu", shape.rows, shape.columns);
  const int length =
      snprintf(text, sizeof text, "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }", dtype, lengths);
  const size_t padded = (fixed + (size_t)length + ALIGNMENT) / ALIGNMENT * ALIGNMENT - fixed;
  memcpy(bytes, MAGIC, MAGIC_BYTES);
  memcpy(bytes + MAGIC_BYTES, (const char[4]){1, 0, (char)(padded & 0xff), (char)(padded >> 8)}, 4);
  memset(bytes + fixed, ' ', padded - 1);
  memcpy(bytes + fixed, text, (size_t)length);
  bytes[fixed + padded - 1] = '\n';
  return fixed + padded;
}

static knn_status write_array(const char *folder, const char *name, const char *dtype, npy_shape shape,
                              const void *values, size_t item) {
  char bytes[2 * ALIGNMENT + 64], path[4096], temporary[4096 + 32];
  const int length = snprintf(path, sizeof path, "%s/%s", folder, name);
  if (length < 0 || (size_t)length >= sizeof path) return knn_fail("%s: the path is too long", folder);
  snprintf(temporary, sizeof temporary, "%s.%ld.tmp", path, (long)getpid());
  FILE *file = fopen(temporary, "wb");
  if (file == NULL) return knn_fail("%s: %s", path, strerror(errno));
  const size_t count = shape.rows * (shape.columns == 0 ? 1 : shape.columns);
  const size_t head = write_header(bytes, dtype, shape);
  bool is_whole = fwrite(bytes, 1, head, file) == head && fwrite(values, item, count, file) == count;
  is_whole = fclose(file) == 0 && is_whole;
  if (is_whole && rename(temporary, path) == 0) return KNN_OK;
  const int reason = errno;
  remove(temporary);
  return knn_fail("%s: %s", path, strerror(reason));
}

knn_status write_integers(const char *folder, const char *name, npy_shape shape, const int32_t *values) {
  return write_array(folder, name, "<i4", shape, values, sizeof *values);
}

knn_status write_floats(const char *folder, const char *name, npy_shape shape, const double *values) {
  return write_array(folder, name, "<f8", shape, values, sizeof *values);
}
