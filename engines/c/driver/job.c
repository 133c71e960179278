#include "job.h"

#include <stdio.h>
#include <string.h>

/** Reads fields and keeps the first thing that is wrong; after it, all fields are empty. */
typedef struct {
  knn_scope *scope;
  bool is_wrong;
} checker;

static const json NOTHING = {.text = ""};

static void refuse(checker *c, const char *key, const char *rule) {
  if (!c->is_wrong) knn_fail("%s is missing or wrong; allowed: %s", key, rule);
  c->is_wrong = true;
}

static const json *value_of(checker *c, const json *object, const char *key, json_kind kind, const char *rule) {
  const json *found = json_at(object, key);
  if (found != NULL && found->kind == kind) return found;
  refuse(c, key, rule);
  return &NOTHING;
}

static const char *text_of(checker *c, const json *object, const char *key) {
  return value_of(c, object, key, JSON_TEXT, "text")->text;
}

static double number_of(checker *c, const json *object, const char *key) {
  const double number = value_of(c, object, key, JSON_NUMBER, "a number from 0")->number;
  if (number < 0) refuse(c, key, "a number from 0");
  return number;
}

static size_t count_of(checker *c, const json *object, const char *key, size_t least) {
  const double number = number_of(c, object, key);
  const double MOST = 9007199254740991.0; /* the largest integer before which no other one is rounded to it */
  if (number >= (double)least && number <= MOST && (double)(size_t)number == number) return (size_t)number;
  refuse(c, key, least == 0 ? "a whole number from 0" : "a whole number from 1");
  return 0;
}

static bool truth_of(checker *c, const json *object, const char *key) {
  return value_of(c, object, key, JSON_BOOLEAN, "true, false")->truth;
}

/** Which of two words a text is: the second one, or the first. */
static bool is_second(checker *c, const json *object, const char *key, const char *const words[3]) {
  const char *text = text_of(c, object, key);
  if (strcmp(text, words[0]) != 0 && strcmp(text, words[1]) != 0) refuse(c, key, words[2]);
  return strcmp(text, words[1]) == 0;
}

/** A job has the keys of the protocol and nothing else; `keys` ends with NULL. */
static void refuse_others(checker *c, const json *object, const char *const *keys) {
  for (const json *one = object->first; one != NULL && !c->is_wrong; one = one->next) {
    const char *const *key = keys;
    while (*key != NULL && strcmp(*key, one->key) != 0) key++;
    if (*key == NULL) refuse(c, one->key, "nothing, it is no key of a job");
  }
}

static void *list_of(checker *c, const json *list, size_t size, size_t *count) {
  *count = 0;
  for (const json *one = list->first; one != NULL; one = one->next) {
    if (one->kind != JSON_OBJECT) refuse(c, "an item of a list", "an object");
    ++*count;
  }
  void *memory = knn_alloc(c->scope, *count, size);
  if (memory != NULL) return memory;
  c->is_wrong = true;
  *count = 0;
  knn_no_memory();
  return NULL;
}

static configuration configuration_of(checker *c, const json *object) {
  refuse_others(c, object, (const char *const[]){"n_neighbors", "metric", "weights", NULL});
  const bool is_distance =
      is_second(c, object, "weights", (const char *const[]){"uniform", "distance", "uniform, distance"});
  return (configuration){.n_neighbors = count_of(c, object, "n_neighbors", 1),
                         .metric = text_of(c, object, "metric"),
                         .weights = is_distance ? KNN_DISTANCE : KNN_UNIFORM};
}

static configurations configurations_of(checker *c, const json *object, const char *key) {
  const json *list = value_of(c, object, key, JSON_LIST, "a list");
  configurations all;
  all.each = list_of(c, list, sizeof *all.each, &all.count);
  configuration *next = all.each;
  for (const json *one = list->first; one != NULL && !c->is_wrong; one = one->next) *next++ = configuration_of(c, one);
  return all;
}

static configurations neighbors_of(checker *c, const json *object) {
  const json *list = value_of(c, object, "neighbors", JSON_LIST, "a list");
  configurations all;
  all.each = list_of(c, list, sizeof *all.each, &all.count);
  configuration *next = all.each;
  for (const json *one = list->first; one != NULL && !c->is_wrong; one = one->next) {
    refuse_others(c, one, (const char *const[]){"metric", "n_neighbors", NULL});
    *next++ = (configuration){.n_neighbors = count_of(c, one, "n_neighbors", 1), .metric = text_of(c, one, "metric")};
  }
  return all;
}

static void check_timed(checker *c, const json *root, job *to) {
  const json *list = value_of(c, root, "timed", JSON_LIST, "a list");
  to->timed = list_of(c, list, sizeof *to->timed, &to->n_blocks);
  metric_block *next = to->timed;
  for (const json *one = list->first; one != NULL && !c->is_wrong; one = one->next) {
    refuse_others(c, one, (const char *const[]){"metric", "first", "configurations", NULL});
    *next++ = (metric_block){.metric = text_of(c, one, "metric"),
                             .first = configuration_of(c, value_of(c, one, "first", JSON_OBJECT, "an object")),
                             .open = configurations_of(c, one, "configurations")};
  }
}

static void check_untimed(checker *c, const json *root, job *to) {
  const json *found = json_at(root, "untimed");
  if (found != NULL && found->kind == JSON_NULL) return;
  const json *untimed = value_of(c, root, "untimed", JSON_OBJECT, "an object, null");
  refuse_others(c, untimed, (const char *const[]){"configurations", "neighbors", NULL});
  to->has_untimed = true;
  to->untimed = configurations_of(c, untimed, "configurations");
  to->neighbors = neighbors_of(c, untimed);
}

static void check_options(checker *c, const json *root, job *to) {
  const json *options = value_of(c, root, "protocol_options", JSON_OBJECT, "an object");
  refuse_others(c, options, (const char *const[]){"warmup", "repeats", "min_time_ns", "mode", "time_proba",
                                                  "time_search", NULL});
  const json *given = value_of(c, options, "warmup", JSON_OBJECT, "an object");
  const bool is_calls = json_at(given, "calls") != NULL;
  refuse_others(c, given, (const char *const[]){is_calls ? "calls" : "time_ns", NULL});
  to->warmup.kind = is_calls ? WARMUP_CALLS : WARMUP_TIME;
  to->warmup.amount = is_calls ? (double)count_of(c, given, "calls", 0) : number_of(c, given, "time_ns");
  to->repeats = count_of(c, options, "repeats", 1);
  to->min_time_ns = number_of(c, options, "min_time_ns");
  to->mode = is_second(c, options, "mode", (const char *const[]){"batch", "single", "batch, single"})
                 ? MODE_SINGLE
                 : MODE_BATCH;
  to->time_proba = truth_of(c, options, "time_proba");
  to->time_search = truth_of(c, options, "time_search");
}

static void check_data(checker *c, const json *root, job *to) {
  const json *data = value_of(c, root, "data", JSON_OBJECT, "an object");
  refuse_others(c, data, (const char *const[]){"X_train", "y_train", "X_timed", "X_score", NULL});
  to->X_train = text_of(c, data, "X_train");
  to->y_train = text_of(c, data, "y_train");
  to->X_timed = text_of(c, data, "X_timed");
  to->X_score = text_of(c, data, "X_score");
}

static bool holds(checker *c, const json *root, const char *key, const char *word) {
  bool is_there = false;
  for (const json *one = value_of(c, root, key, JSON_LIST, "a list")->first; one != NULL; one = one->next) {
    if (one->kind != JSON_TEXT) refuse(c, key, "a list of text");
    else if (strcmp(one->text, word) == 0) is_there = true;
  }
  return is_there;
}

static bool check_job(checker *c, const json *root, job *to) {
  refuse_others(c, root, (const char *const[]){"protocol", "engine", "params", "fit_depends_on", "task", "n_classes",
                                               "threads", "data", "out", "protocol_options", "timed", "untimed", NULL});
  if (count_of(c, root, "protocol", 0) != PROTOCOL_VERSION) refuse(c, "protocol", "1");
  to->engine = text_of(c, root, "engine");
  to->params = value_of(c, root, "params", JSON_OBJECT, "an object");
  to->fits_n_neighbors = holds(c, root, "fit_depends_on", "n_neighbors");
  to->fits_weights = holds(c, root, "fit_depends_on", "weights");
  to->task = is_second(c, root, "task",
                       (const char *const[]){"classification", "regression", "classification, regression"})
                 ? "regression"
                 : "classification";
  to->n_classes = count_of(c, root, "n_classes", 0);
  to->threads = count_of(c, root, "threads", 1);
  to->out = text_of(c, root, "out");
  check_data(c, root, to);
  check_options(c, root, to);
  check_timed(c, root, to);
  check_untimed(c, root, to);
  return !c->is_wrong;
}

/** The whole text of a file; NULL where it cannot be read. */
static char *read_file(knn_scope *scope, const char *file) {
  FILE *stream = fopen(file, "rb");
  if (stream == NULL) return NULL;
  char *text = NULL;
  if (fseek(stream, 0, SEEK_END) == 0) {
    const long bytes = ftell(stream);
    rewind(stream);
    if (bytes >= 0) text = knn_alloc(scope, (size_t)bytes + 1, 1);
    if (text != NULL && fread(text, 1, (size_t)bytes, stream) != (size_t)bytes) text = NULL;
  }
  fclose(stream);
  return text;
}

const job *read_job(knn_scope *scope, const char *file) {
  const char *text = read_file(scope, file);
  if (text == NULL) return knn_fail("it cannot be read"), NULL;
  const json *root = read_json(scope, text);
  if (root == NULL) return NULL;
  if (root->kind != JSON_OBJECT) return knn_fail("it is no object"), NULL;
  job *read = knn_alloc(scope, 1, sizeof *read);
  if (read == NULL) return knn_no_memory(), NULL;
  checker c = {.scope = scope};
  return check_job(&c, root, read) ? read : NULL;
}

const char *weights_name(knn_weights weights) { return weights == KNN_UNIFORM ? "uniform" : "distance"; }

bool same_configuration(const configuration *a, const configuration *b) {
  return a->n_neighbors == b->n_neighbors && a->weights == b->weights && strcmp(a->metric, b->metric) == 0;
}
