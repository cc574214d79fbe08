#define _GNU_SOURCE
#include "ccurl.h"

#include <dlfcn.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct ccurl_library {
  int (*global_init)(long flags);
  void *(*easy_init)(void);
  int (*easy_setopt)(void *handle, int option, ...);
  int (*easy_getinfo)(void *handle, int info, ...);
  int (*easy_perform)(void *handle);
  void (*easy_reset)(void *handle);
  void (*easy_cleanup)(void *handle);
  const char *(*easy_strerror)(int code);
  void *(*slist_append)(void *list, const char *text);
  void (*slist_free_all)(void *list);
};

enum { GLOBAL_DEFAULT = 3, OPTION_WRITEFUNCTION = 20011, OPTION_HEADERFUNCTION = 20079,
       OPTION_DEBUGFUNCTION = 20094 };

// The detour over void ** is the form that POSIX gives for function pointers from dlsym.
static bool resolve(void *image, const char *name, void **place, char *reason, size_t capacity) {
  *place = dlsym(image, name);
  if (*place == NULL) snprintf(reason, capacity, "it has no %s", name);
  return *place != NULL;
}

ccurl_library *ccurl_open(const char *path, char *reason, size_t capacity) {
  void *image = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (image == NULL) {
    const char *words = dlerror();
    snprintf(reason, capacity, "%s", words != NULL ? words : "it does not load");
    return NULL;
  }
  ccurl_library *it = calloc(1, sizeof *it);
  if (it == NULL) {
    snprintf(reason, capacity, "out of memory");
    return NULL;
  }
  const struct { const char *name; void **place; } wanted[] = {
    {"curl_global_init", (void **)&it->global_init},
    {"curl_easy_init", (void **)&it->easy_init},
    {"curl_easy_setopt", (void **)&it->easy_setopt},
    {"curl_easy_getinfo", (void **)&it->easy_getinfo},
    {"curl_easy_perform", (void **)&it->easy_perform},
    {"curl_easy_reset", (void **)&it->easy_reset},
    {"curl_easy_cleanup", (void **)&it->easy_cleanup},
    {"curl_easy_strerror", (void **)&it->easy_strerror},
    {"curl_slist_append", (void **)&it->slist_append},
    {"curl_slist_free_all", (void **)&it->slist_free_all},
  };
  for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
    if (!resolve(image, wanted[i].name, wanted[i].place, reason, capacity)) {
      free(it);
      return NULL;
    }
  }
  return it;
}

int ccurl_global_init(const ccurl_library *library) { return library->global_init(GLOBAL_DEFAULT); }

void *ccurl_init(const ccurl_library *library) { return library->easy_init(); }

void ccurl_reset(const ccurl_library *library, void *handle) { library->easy_reset(handle); }

void ccurl_cleanup(const ccurl_library *library, void *handle) { library->easy_cleanup(handle); }

int ccurl_set_long(const ccurl_library *library, void *handle, ccurl_option option, long value) {
  return library->easy_setopt(handle, (int)option, value);
}

int ccurl_set_size(const ccurl_library *library, void *handle, ccurl_option option, int64_t value) {
  return library->easy_setopt(handle, (int)option, value);
}

int ccurl_set_text(
    const ccurl_library *library, void *handle, ccurl_option option, const char *value) {
  return library->easy_setopt(handle, (int)option, value);
}

int ccurl_set_pointer(
    const ccurl_library *library, void *handle, ccurl_option option, const void *value) {
  return library->easy_setopt(handle, (int)option, value);
}

int ccurl_set_body_sink(const ccurl_library *library, void *handle, ccurl_sink sink) {
  return library->easy_setopt(handle, OPTION_WRITEFUNCTION, sink);
}

int ccurl_set_header_sink(const ccurl_library *library, void *handle, ccurl_sink sink) {
  return library->easy_setopt(handle, OPTION_HEADERFUNCTION, sink);
}

int ccurl_set_trace(const ccurl_library *library, void *handle, ccurl_trace trace) {
  return library->easy_setopt(handle, OPTION_DEBUGFUNCTION, trace);
}

int ccurl_get_long(const ccurl_library *library, void *handle, ccurl_info info, long *value) {
  return library->easy_getinfo(handle, (int)info, value);
}

int ccurl_perform(const ccurl_library *library, void *handle) {
  sigset_t pipe_signal, before, pending;
  sigemptyset(&pipe_signal);
  sigaddset(&pipe_signal, SIGPIPE);
  sigpending(&pending);
  bool was_pending = sigismember(&pending, SIGPIPE) == 1;
  pthread_sigmask(SIG_BLOCK, &pipe_signal, &before);
  int code = library->easy_perform(handle);
  if (!was_pending) {
    const struct timespec at_once = {0, 0};
    sigtimedwait(&pipe_signal, NULL, &at_once);
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return code;
}

const char *ccurl_describe(const ccurl_library *library, int code) {
  return library->easy_strerror(code);
}

void *ccurl_list_append(const ccurl_library *library, void *list, const char *text) {
  return library->slist_append(list, text);
}

void ccurl_list_free(const ccurl_library *library, void *list) { library->slist_free_all(list); }
