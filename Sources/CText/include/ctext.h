// Where some bytes stand in a text, many bytes at a time: what Swift's vectors cannot say.
#pragma once

#include <stddef.h>
#include <stdint.h>

// Bytes behind the text that may be read, and places behind the last one that may be written.
enum { CTEXT_SLACK = 64 };

// Writes the place of every byte from `start` to before `end` that is one of the four, in order, and
// gives their number. `places` has room for as many as there are bytes, and CTEXT_SLACK more.
size_t ctext_places(
    const uint8_t *_Nonnull text, size_t start, size_t end, uint32_t four, uint32_t *_Nonnull places);

// Says that this memory will be written soon; no more than a hint, wherever it points.
static inline void ctext_will_write(const void *_Nonnull place) { __builtin_prefetch(place, 1, 3); }
