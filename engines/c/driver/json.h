#ifndef KNN_JSON_H
#define KNN_JSON_H

#include "knn.h"

typedef enum { JSON_NULL, JSON_BOOLEAN, JSON_NUMBER, JSON_TEXT, JSON_LIST, JSON_OBJECT } json_kind;

/** A value of a JSON text, with what follows it in its list or object. */
typedef struct json json;
struct json {
  json_kind kind;
  const char *key; /* within an object */
  const char *text;
  double number;
  bool truth;
  json *first; /* of a list or an object */
  json *next;
};

/** The value of a whole text (RFC 8259), in memory of the scope; NULL with the fault said where it is none. */
json *read_json(knn_scope *scope, const char *text);

/** The value of a key, or NULL. */
const json *json_at(const json *object, const char *key);

#endif
