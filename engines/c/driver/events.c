#define _POSIX_C_SOURCE 200809L

#include "events.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "system.h"

/** The most a line of the protocol may have. */
enum { MAX_LINE_BYTES = 1024 * 1024 };
/** Seldom enough to disturb nothing, often enough that the host need not allow for more than one call. */
static const uint64_t PULSE_PERIOD_NS = 250000000;

static char line[MAX_LINE_BYTES];
static size_t used;
static uint64_t told_ns;

bool can_tell(void) { return fcntl(EVENT_FD, F_GETFD) >= 0; }

/** Without a host that hears all of it, the process ends. */
static void end_untold(const char *why) {
  fprintf(stderr, "the event could not be told: %s\n", why);
  exit(1);
}

static void put(const char *bytes, size_t count) {
  if (count > sizeof line - used) end_untold("it is too long");
  memcpy(line + used, bytes, count);
  used += count;
}

/** The first `count` bytes of a text. */
static void put_part(const char *text, size_t count) {
  put("\"", 1);
  for (const char *at = text; at < text + count; at++) {
    char escape[8];
    if (*at == '"' || *at == '\\') {
      put("\\", 1);
      put(at, 1);
    } else if ((unsigned char)*at < 0x20) {
      put(escape, (size_t)snprintf(escape, sizeof escape, "\\u%04x", (unsigned)*at));
    } else {
      put(at, 1);
    }
  }
  put("\"", 1);
}

static void put_text(const char *text) { put_part(text, strlen(text)); }

static void put_key(const char *key) {
  if (line[used - 1] != '{') put(",", 1);
  put_text(key);
  put(":", 1);
}

void begin_event(const char *name) {
  used = 0;
  put("{", 1);
  add_text("event", name);
}

void add_text(const char *key, const char *text) {
  put_key(key);
  if (text == NULL) put("null", 4);
  else put_text(text);
}

void add_count(const char *key, uint64_t count) {
  char digits[24];
  put_key(key);
  put(digits, (size_t)snprintf(digits, sizeof digits, "%" PRIu64, count));
}

void add_words(const char *key, const char *words) {
  put_key(key);
  put("[", 1);
  for (const char *at = words + strspn(words, " "), *first = at; *at != '\0';) {
    const size_t length = strcspn(at, " ");
    if (at != first) put(",", 1);
    put_part(at, length);
    at += length;
    at += strspn(at, " ");
  }
  put("]", 1);
}

void begin_object(const char *key) {
  put_key(key);
  put("{", 1);
}

void end_object(void) { put("}", 1); }

void add_configuration(const configuration *one) {
  begin_object("configuration");
  add_count("n_neighbors", one->n_neighbors);
  add_text("metric", one->metric);
  add_text("weights", weights_name(one->weights));
  end_object();
}

void tell(void) {
  put("}\n", 2);
  for (size_t written = 0; written < used;) {
    const ssize_t more = write(EVENT_FD, line + written, used - written);
    if (more > 0) {
      written += (size_t)more;
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      /* A pipe that the host opened non-blocking refuses bytes while it is full. */
      nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    } else if (errno != EINTR) {
      end_untold(strerror(errno));
    }
  }
  told_ns = now_ns();
}

void tell_failure(const fault *what, const configuration *of, const char *part) {
  static const char *const KINDS[] = {"error", "error", "unsupported", "out-of-memory"};
  begin_event("failed");
  add_text("kind", KINDS[what->kind]);
  add_text("message", what->message);
  if (of != NULL) add_configuration(of);
  if (part != NULL) add_text("part", part);
  tell();
}

void pulse(uint64_t now) {
  if (now < told_ns + PULSE_PERIOD_NS) return;
  begin_event("alive");
  tell();
}
