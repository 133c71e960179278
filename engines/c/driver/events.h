#ifndef KNN_EVENTS_H
#define KNN_EVENTS_H

#include "fault.h"
#include "job.h"

/** The file descriptor the host listens on; stdout and stderr belong to the engine. */
enum { EVENT_FD = 3 };

/** Whether the host opened it. */
bool can_tell(void);

/** One event: begun, filled with its fields in any order, and told. It is with the host when `tell` returns. */
void begin_event(const char *name);
void add_text(const char *key, const char *text); /* NULL is null */
void add_count(const char *key, uint64_t count);
void add_configuration(const configuration *one);
void add_words(const char *key, const char *words); /* a list, of what spaces separate */
void begin_object(const char *key);
void end_object(void);
void tell(void);

/** A failure of a configuration, of a `part` beside its labels, or of the whole job; the last two may be NULL. */
void tell_failure(const fault *what, const configuration *of, const char *part);

/**
 * Called whenever a fit, a prediction or a search is over, and no clock runs: tells the host that the engine is alive,
 * if it has not heard anything for a while. `now` spares a reading of the clock.
 */
void pulse(uint64_t now);

#endif
