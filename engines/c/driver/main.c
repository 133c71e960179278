#include <stdio.h>
#include <string.h>

#include "events.h"
#include "run.h"
#include "scope.h"

/** Why a job cannot be run as it stands: one line, exit code 2. */
static int refuse(const char *what, const char *why) {
  fprintf(stderr, "%s%s%s\n", what, what[0] == '\0' ? "" : ": ", why);
  return 2;
}

static int run_file(knn_scope *scope, const char *file) {
  const job *asked = read_job(scope, file);
  if (asked == NULL) return refuse(file, last_fault()->message);
  if (!can_tell()) return refuse("", "file descriptor 3 is not open. Start engines through knnbench");
  if (run_job(asked) == KNN_OK) return 0;
  tell_failure(last_fault(), NULL, NULL);
  fprintf(stderr, "%s\n", last_fault()->message);
  return 1;
}

/** The whole of an engine program: reads `--job`, runs it. Exit 0 after `done`, 2 for a job that cannot be run, else 1. */
int main(int count, char **words) {
  if (count != 3 || strcmp(words[1], "--job") != 0) return refuse("", "an engine takes one argument: --job FILE");
  knn_scope *scope = scope_open();
  if (scope == NULL) return refuse("", "not enough memory");
  const int code = run_file(scope, words[2]);
  scope_close(scope);
  return code;
}
