#define _GNU_SOURCE
#include "clinux.h"

#include <fcntl.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/vfs.h>

const void *clinux_find(const void *text, size_t count, const void *needle, size_t needle_count) {
  return memmem(text, count, needle, needle_count);
}

int clinux_reserve(int descriptor, int64_t offset, int64_t length) {
  return fallocate(descriptor, FALLOC_FL_KEEP_SIZE, offset, length);
}

int64_t clinux_file_system(const char *path) {
  struct statfs status;
  return statfs(path, &status) == 0 ? (int64_t)status.f_type : -1;
}

int clinux_poller(void) {
  return epoll_create1(EPOLL_CLOEXEC);
}

int clinux_watch(int poller, int descriptor, uint32_t events, int is_new) {
  struct epoll_event event = {.events = events | EPOLLONESHOT, .data = {.fd = descriptor}};
  return epoll_ctl(poller, is_new ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, descriptor, &event);
}

int clinux_await(int poller, int *descriptors, uint32_t *events, int capacity, int milliseconds) {
  struct epoll_event found[64];
  int count = epoll_wait(poller, found, capacity < 64 ? capacity : 64, milliseconds);
  for (int index = 0; index < count; index++) {
    descriptors[index] = found[index].data.fd;
    events[index] = found[index].events;
  }
  return count;
}

int clinux_bell(void) {
  return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}
