#include "csimdjson.h"
#include <simdjson.h>

using namespace simdjson;

struct csimdjson_parser {
  dom::parser dom;
  size_t max_bytes;
  size_t max_depth;
  std::unique_ptr<uint8_t[]> padded{};
  size_t capacity = 0;

  csimdjson_parser(size_t bytes, size_t depth) : dom(SIMDJSON_MAXSIZE_BYTES), max_bytes(bytes), max_depth(depth) {}

  // Grows in powers of two, so that records of ever new sizes do not allocate each time.
  bool reserve(size_t count) {
    if (padded && count <= capacity) { return true; }
    size_t wanted = 1024;
    while (wanted < count) { wanted *= 2; }
    capacity = 0;
    padded.reset(new (std::nothrow) uint8_t[wanted + SIMDJSON_PADDING]);
    if (!padded) { return false; }
    if (dom.allocate(wanted, max_depth) != SUCCESS) { return false; }
    if (dom.doc.allocate(wanted) != SUCCESS) { return false; }
    capacity = wanted;
    return true;
  }
};

static int32_t failure(error_code code) {
  switch (code) {
    case SUCCESS: return csimdjson_ok;
    case CAPACITY: return csimdjson_too_large;
    case MEMALLOC: return csimdjson_out_of_memory;
    case DEPTH_ERROR: return csimdjson_too_deep;
    case STRING_ERROR: return csimdjson_bad_string;
    case T_ATOM_ERROR:
    case F_ATOM_ERROR:
    case N_ATOM_ERROR: return csimdjson_bad_atom;
    case NUMBER_ERROR: return csimdjson_bad_number;
    case UTF8_ERROR: return csimdjson_bad_utf8;
    case EMPTY: return csimdjson_empty;
    case UNESCAPED_CHARS: return csimdjson_unescaped;
    case UNCLOSED_STRING: return csimdjson_unclosed_string;
    default: return csimdjson_bad_structure;
  }
}

extern "C" csimdjson_parser *csimdjson_create(size_t max_bytes, size_t max_depth) {
  return new (std::nothrow) csimdjson_parser(max_bytes, max_depth);
}

extern "C" void csimdjson_destroy(csimdjson_parser *parser) { delete parser; }

extern "C" csimdjson_document csimdjson_parse(csimdjson_parser *parser, const void *bytes, size_t count) {
  csimdjson_document document = {csimdjson_bad_structure, nullptr, nullptr};
  if (count > parser->max_bytes) {
    document.error = csimdjson_too_large;
    return document;
  }
  if (!parser->reserve(count)) {
    document.error = csimdjson_out_of_memory;
    return document;
  }
  if (count != 0) { std::memcpy(parser->padded.get(), bytes, count); }
  std::memset(parser->padded.get() + count, ' ', SIMDJSON_PADDING);
  auto result = parser->dom.parse(parser->padded.get(), count, false);
  document.error = failure(result.error());
  if (document.error == csimdjson_ok) {
    document.tape = parser->dom.doc.tape.get();
    document.strings = parser->dom.doc.string_buf.get();
  }
  return document;
}
