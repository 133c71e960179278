#ifndef KNN_SHA256_H
#define KNN_SHA256_H

#include <stddef.h>

/** Hexadecimal digits of a sha256, and the end of the text. */
#define SHA256_TEXT 65

/** SHA-256 (FIPS 180-4) of the bytes, as text. */
void sha256(const void *bytes, size_t count, char text[SHA256_TEXT]);

#endif
