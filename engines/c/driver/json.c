#include "json.h"

#include <stdlib.h>
#include <string.h>

/** Jobs are five deep; a text that goes on and on must not use up the stack. */
enum { MAX_DEPTH = 32 };

typedef struct {
  knn_scope *scope;
  const char *text;
  const char *at;
} reader;

static json *read_value(reader *r, unsigned depth);

static json *refuse(const reader *r, const char *found) {
  knn_fail("%s at byte %zu of the JSON text", found, (size_t)(r->at - r->text));
  return NULL;
}

static void skip_space(reader *r) { r->at += strspn(r->at, " \t\n\r"); }

static bool takes(reader *r, char expected) {
  skip_space(r);
  if (*r->at != expected) return false;
  r->at++;
  return true;
}

/** Four hexadecimal digits; -1 where there are not so many. */
static long read_hex(reader *r) {
  char digits[5] = {0};
  for (size_t i = 0; i < 4; i++) {
    if (r->at[i] == '\0' || strchr("0123456789abcdefABCDEF", r->at[i]) == NULL) return -1;
    digits[i] = r->at[i];
  }
  r->at += 4;
  return strtol(digits, NULL, 16);
}

/** The code point of an escape `\u....`, whose `\u` is read; 0 where it is none that a text can hold. */
static unsigned long read_code_point(reader *r) {
  const long high = read_hex(r);
  if (high < 0xd800 || high > 0xdfff) return high > 0 ? (unsigned long)high : 0;
  if (high > 0xdbff || r->at[0] != '\\' || r->at[1] != 'u') return 0;
  r->at += 2;
  const long low = read_hex(r);
  if (low < 0xdc00 || low > 0xdfff) return 0;
  return 0x10000UL + ((unsigned long)(high - 0xd800) << 10) + (unsigned long)(low - 0xdc00);
}

static char *put_utf8(char *out, unsigned long code) {
  if (code < 0x80) {
    *out++ = (char)code;
    return out;
  }
  const unsigned more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
  static const unsigned FIRST[] = {0, 0xc0, 0xe0, 0xf0};
  *out++ = (char)(FIRST[more] | code >> (6 * more));
  for (unsigned i = more; i-- > 0;) *out++ = (char)(0x80 | (code >> (6 * i) & 0x3f));
  return out;
}

/** What stands for the letter behind a backslash, but for `u`; 0 where nothing does. */
static char escaped(char letter) {
  static const char LETTERS[] = "\"\\/bfnrt";
  const char *found = letter == '\0' ? NULL : strchr(LETTERS, letter);
  return found == NULL ? '\0' : "\"\\/\b\f\n\r\t"[found - LETTERS];
}

/** The rest of a string whose first quote is read. */
static const char *read_text(reader *r) {
  /* What is escaped is shorter than its escape, so the rest of the text up to a quote is enough at each time. */
  size_t length = 0;
  while (r->at[length] != '"' && r->at[length] != '\0') length += r->at[length] == '\\' && r->at[length + 1] ? 2 : 1;
  char *text = knn_alloc(r->scope, length + 1, 1);
  if (text == NULL) return NULL;
  char *out = text;
  while (*r->at != '"') {
    if ((unsigned char)*r->at < 0x20) return refuse(r, "a string that does not end"), NULL;
    if (*r->at != '\\') {
      *out++ = *r->at++;
      continue;
    }
    r->at++;
    if (*r->at == 'u') {
      r->at++;
      const unsigned long code = read_code_point(r);
      if (code == 0) return refuse(r, "no character"), NULL;
      out = put_utf8(out, code);
    } else {
      const char letter = escaped(*r->at);
      if (letter == '\0') return refuse(r, "an unknown escape"), NULL;
      *out++ = letter;
      r->at++;
    }
  }
  r->at++;
  return text;
}

static size_t digits_at(const char *at) { return strspn(at, "0123456789"); }

/** Bytes of a number; 0 where there is none. */
static size_t number_length(const char *start) {
  const char *at = start + (*start == '-');
  const size_t whole = digits_at(at);
  if (whole == 0 || (*at == '0' && whole > 1)) return 0;
  at += whole;
  if (*at == '.') {
    const size_t digits = digits_at(at + 1);
    if (digits == 0) return 0;
    at += 1 + digits;
  }
  if (*at == 'e' || *at == 'E') {
    at += at[1] == '+' || at[1] == '-' ? 2 : 1;
    const size_t digits = digits_at(at);
    if (digits == 0) return 0;
    at += digits;
  }
  return (size_t)(at - start);
}

static json *new_value(reader *r, json_kind kind) {
  json *value = knn_alloc(r->scope, 1, sizeof *value);
  if (value != NULL) value->kind = kind;
  return value;
}

static json *read_number(reader *r) {
  const size_t length = number_length(r->at);
  if (length == 0) return refuse(r, "no value");
  json *value = new_value(r, JSON_NUMBER);
  if (value == NULL) return NULL;
  value->number = strtod(r->at, NULL);
  r->at += length;
  return value;
}

static json *read_word(reader *r, const char *word, json_kind kind) {
  const size_t length = strlen(word);
  if (strncmp(r->at, word, length) != 0) return refuse(r, "no value");
  r->at += length;
  json *value = new_value(r, kind);
  if (value != NULL) value->truth = word[0] == 't';
  return value;
}

/** The members of a list or an object whose first bracket is read. */
static json *read_members(reader *r, json_kind kind, unsigned depth) {
  const char end = kind == JSON_LIST ? ']' : '}';
  json *whole = new_value(r, kind);
  if (whole == NULL || takes(r, end)) return whole;
  json **place = &whole->first;
  do {
    const char *key = NULL;
    if (kind == JSON_OBJECT) {
      if (!takes(r, '"')) return refuse(r, "no key");
      key = read_text(r);
      if (key == NULL) return NULL;
      if (json_at(whole, key) != NULL) return refuse(r, "a key for the second time");
      if (!takes(r, ':')) return refuse(r, "no colon");
    }
    *place = read_value(r, depth + 1);
    if (*place == NULL) return NULL;
    (*place)->key = key;
    place = &(*place)->next;
  } while (takes(r, ','));
  return takes(r, end) ? whole : refuse(r, "no end of a list or an object");
}

static json *read_value(reader *r, unsigned depth) {
  if (depth > MAX_DEPTH) return refuse(r, "too many brackets");
  skip_space(r);
  switch (*r->at) {
    case '{': r->at++; return read_members(r, JSON_OBJECT, depth);
    case '[': r->at++; return read_members(r, JSON_LIST, depth);
    case 't': return read_word(r, "true", JSON_BOOLEAN);
    case 'f': return read_word(r, "false", JSON_BOOLEAN);
    case 'n': return read_word(r, "null", JSON_NULL);
    case '"': break;
    default: return read_number(r);
  }
  r->at++;
  json *value = new_value(r, JSON_TEXT);
  if (value != NULL) value->text = read_text(r);
  return value == NULL || value->text == NULL ? NULL : value;
}

json *read_json(knn_scope *scope, const char *text) {
  reader r = {.scope = scope, .text = text, .at = text};
  knn_no_memory(); /* what is wrong where nothing else is said */
  json *value = read_value(&r, 0);
  if (value == NULL) return NULL;
  skip_space(&r);
  return *r.at == '\0' ? value : refuse(&r, "more than one value");
}

const json *json_at(const json *object, const char *key) {
  for (const json *one = object->first; one != NULL; one = one->next) {
    if (one->key != NULL && strcmp(one->key, key) == 0) return one;
  }
  return NULL;
}
