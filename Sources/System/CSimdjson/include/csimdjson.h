#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct csimdjson_parser csimdjson_parser;

// What one parse gives: simdjson's tape, in the layout of its doc/tape.md, and the strings it refers to.
// Both belong to the parser and stand until its next parse.
typedef struct {
  int32_t error;  // 0: parsed
  const uint64_t *tape;
  const uint8_t *strings;
} csimdjson_document;

typedef enum {
  csimdjson_ok = 0,
  csimdjson_too_large,
  csimdjson_out_of_memory,
  csimdjson_too_deep,
  csimdjson_bad_string,
  csimdjson_bad_atom,
  csimdjson_bad_number,
  csimdjson_bad_utf8,
  csimdjson_empty,
  csimdjson_unescaped,
  csimdjson_unclosed_string,
  csimdjson_bad_structure
} csimdjson_failure;

csimdjson_parser *csimdjson_create(size_t max_bytes, size_t max_depth);
void csimdjson_destroy(csimdjson_parser *parser);

// Copies the bytes into the parser's own padded buffer, and parses them.
csimdjson_document csimdjson_parse(csimdjson_parser *parser, const void *bytes, size_t count);

#ifdef __cplusplus
}
#endif
