#include "fault.h"

#include <stdarg.h>
#include <stdio.h>

static fault current;

const fault *last_fault(void) { return &current; }

void clear_fault(void) { current = (fault){0}; }

static knn_status say(knn_status kind, const char *format, va_list values) {
  current.kind = kind;
  if (vsnprintf(current.message, sizeof current.message, format, values) < 0) current.message[0] = '\0';
  return kind;
}

knn_status knn_fail(const char *format, ...) {
  va_list values;
  va_start(values, format);
  knn_status status = say(KNN_ERROR, format, values);
  va_end(values);
  return status;
}

knn_status knn_unsupported(const char *format, ...) {
  va_list values;
  va_start(values, format);
  knn_status status = say(KNN_UNSUPPORTED, format, values);
  va_end(values);
  return status;
}

knn_status knn_no_memory(void) {
  knn_fail("not enough memory");
  current.kind = KNN_OUT_OF_MEMORY;
  return KNN_OUT_OF_MEMORY;
}

knn_status told_by(const char *function, knn_status status) {
  if (status == KNN_OK || current.kind == status) return status;
  knn_fail("%s failed without a message", function);
  current.kind = status;
  return status;
}

knn_status fail_again(const fault *earlier) {
  current = *earlier;
  return earlier->kind;
}
