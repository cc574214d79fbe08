// Calls of Linux that are not POSIX: the toolchain's Glibc module leaves them out.
#pragma once

#include <stddef.h>
#include <stdint.h>

// Where the needle first occurs; NULL where it does not (memmem(3)).
const void *_Nullable clinux_find(
    const void *_Nonnull text, size_t count, const void *_Nonnull needle, size_t needle_count);

// Reserves blocks for a file, its size unchanged (fallocate(2), FALLOC_FL_KEEP_SIZE): 0, or -1 and errno.
int clinux_reserve(int descriptor, int64_t offset, int64_t length);

// The magic number of the file system that holds the path (statfs(2)); -1 and errno when it fails.
int64_t clinux_file_system(const char *_Nonnull path);

// A set of descriptors to wait for (epoll(7)), closed on exec; -1 and errno when there is none to give.
int clinux_poller(void);

// Waits once for events of a descriptor (EPOLLONESHOT): it is new to the set, or is armed again.
int clinux_watch(int poller, int descriptor, uint32_t events, int is_new);

// Waits for events for so many milliseconds, or for ever with -1. Gives how many came, each with its
// descriptor; -1 and errno when the wait was cut off.
int clinux_await(
    int poller, int *_Nonnull descriptors, uint32_t *_Nonnull events, int capacity, int milliseconds);

// A descriptor by which one thread wakes another (eventfd(2)); -1 and errno when there is none to give.
int clinux_bell(void);
