#ifndef MERCHANT_CCURL_H
#define MERCHANT_CCURL_H

#include <stddef.h>
#include <stdint.h>

// A thin face on libcurl, which is loaded when it is first needed and is not needed to build.
// The numbers below are part of libcurl's public binary interface and never change; variadic
// calls cannot be made from Swift, hence the typed setters.

typedef struct ccurl_library ccurl_library;

/// Loads a shared library and resolves the calls used here. On failure returns NULL and writes the
/// loader's own words into `reason`. What is loaded stays loaded until the process ends.
ccurl_library *ccurl_open(const char *path, char *reason, size_t capacity);

/// curl_global_init(CURL_GLOBAL_DEFAULT); the caller sees to it that it is called once.
int ccurl_global_init(const ccurl_library *library);

typedef enum {
  CCURL_WRITEDATA = 10001,
  CCURL_URL = 10002,
  CCURL_PROXY = 10004,
  CCURL_ERRORBUFFER = 10010,
  CCURL_HTTPHEADER = 10023,
  CCURL_HEADERDATA = 10029,
  CCURL_SSLVERSION = 32,
  CCURL_VERBOSE = 41,
  CCURL_NOPROGRESS = 43,
  CCURL_POST = 47,
  CCURL_FOLLOWLOCATION = 52,
  CCURL_SSL_VERIFYPEER = 64,
  CCURL_CAINFO = 10065,
  CCURL_FRESH_CONNECT = 74,
  CCURL_FORBID_REUSE = 75,
  CCURL_HTTPGET = 80,
  CCURL_SSL_VERIFYHOST = 81,
  CCURL_HTTP_VERSION = 84,
  CCURL_DEBUGDATA = 10095,
  CCURL_CAPATH = 10097,
  CCURL_NOSIGNAL = 99,
  CCURL_POSTFIELDSIZE_LARGE = 30120,
  CCURL_TIMEOUT_MS = 155,
  CCURL_CONNECTTIMEOUT_MS = 156,
  CCURL_NOPROXY = 10177,
  CCURL_COPYPOSTFIELDS = 10165,
  CCURL_PROTOCOLS = 181,
  CCURL_PATH_AS_IS = 234,
  CCURL_SUPPRESS_CONNECT_HEADERS = 265,
  CCURL_HTTP09_ALLOWED = 285,
  CCURL_PROTOCOLS_STR = 10318,
  CCURL_QUICK_EXIT = 322
} ccurl_option;

typedef enum {
  CCURL_INFO_REQUEST_SIZE = 0x200000 + 12,
  CCURL_INFO_HTTP_CONNECTCODE = 0x200000 + 22,
  CCURL_INFO_NUM_CONNECTS = 0x200000 + 26
} ccurl_info;

/// Takes `size * count` bytes; a smaller result ends the transfer.
typedef size_t (*ccurl_sink)(char *bytes, size_t size, size_t count, void *context);
/// Sees what passes; `kind` is 2 for request header bytes and 4 for request body bytes.
typedef int (*ccurl_trace)(void *handle, int kind, char *bytes, size_t count, void *context);

void *ccurl_init(const ccurl_library *library);
void ccurl_reset(const ccurl_library *library, void *handle);
void ccurl_cleanup(const ccurl_library *library, void *handle);

// Each gives libcurl's code: 0 for success.
int ccurl_set_long(const ccurl_library *library, void *handle, ccurl_option option, long value);
int ccurl_set_size(const ccurl_library *library, void *handle, ccurl_option option, int64_t value);
int ccurl_set_text(
    const ccurl_library *library, void *handle, ccurl_option option, const char *value);
int ccurl_set_pointer(
    const ccurl_library *library, void *handle, ccurl_option option, const void *value);
int ccurl_set_body_sink(const ccurl_library *library, void *handle, ccurl_sink sink);
int ccurl_set_header_sink(const ccurl_library *library, void *handle, ccurl_sink sink);
int ccurl_set_trace(const ccurl_library *library, void *handle, ccurl_trace trace);
int ccurl_get_long(const ccurl_library *library, void *handle, ccurl_info info, long *value);

/// Runs the transfer with SIGPIPE held back from this thread: TLS libraries under older libcurl
/// write without MSG_NOSIGNAL.
int ccurl_perform(const ccurl_library *library, void *handle);
/// libcurl's words for a code.
const char *ccurl_describe(const ccurl_library *library, int code);

/// Adds a copy of the text; NULL on want of memory, the list being left as it was.
void *ccurl_list_append(const ccurl_library *library, void *list, const char *text);
void ccurl_list_free(const ccurl_library *library, void *list);

#endif
