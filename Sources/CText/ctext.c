#include "ctext.h"

// Writes the places of the marked bytes of sixty-four. Nearly always there are no more than eight; so
// many are written whether there are or not, which is cheaper than to ask each time.
static inline __attribute__((always_inline)) size_t spell(
    uint64_t marks, uint32_t at, uint32_t *places) {
  const size_t count = (size_t)__builtin_popcountll(marks);
  const uint64_t last = (uint64_t)1 << 63;
  size_t done = 0;
  do {
    for (int step = 0; step < 8; step++) {
      places[done + step] = at + (uint32_t)__builtin_ctzll(marks | last);
      marks &= marks - 1;
    }
    done += 8;
  } while (done < count);
  return count;
}

#define PLACES(marks_of)                                                                            \
  size_t found = 0;                                                                                 \
  for (size_t at = start; at < end; at += 64) {                                                     \
    uint64_t marks = marks_of(text + at, four);                                                     \
    if (end - at < 64) marks &= ((uint64_t)1 << (end - at)) - 1;                                    \
    found += spell(marks, (uint32_t)at, places + found);                                            \
  }                                                                                                 \
  return found;

#if defined(__x86_64__)
#include <immintrin.h>

static inline __attribute__((always_inline)) uint64_t marks16(const uint8_t *text, uint32_t four) {
  uint64_t marks = 0;
  for (int part = 0; part < 4; part++) {
    const __m128i bytes = _mm_loadu_si128((const __m128i *)(text + 16 * part));
    __m128i hits = _mm_setzero_si128();
    for (int one = 0; one < 4; one++) {
      hits = _mm_or_si128(hits, _mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)(four >> 8 * one))));
    }
    marks |= (uint64_t)(uint32_t)_mm_movemask_epi8(hits) << 16 * part;
  }
  return marks;
}

__attribute__((target("avx2"))) static inline uint64_t marks32(const uint8_t *text, uint32_t four) {
  uint64_t marks = 0;
  for (int part = 0; part < 2; part++) {
    const __m256i bytes = _mm256_loadu_si256((const __m256i *)(text + 32 * part));
    __m256i hits = _mm256_setzero_si256();
    for (int one = 0; one < 4; one++) {
      hits =
          _mm256_or_si256(hits, _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8((char)(four >> 8 * one))));
    }
    marks |= (uint64_t)(uint32_t)_mm256_movemask_epi8(hits) << 32 * part;
  }
  return marks;
}

__attribute__((target("avx2,bmi,popcnt"))) static size_t places32(
    const uint8_t *text, size_t start, size_t end, uint32_t four, uint32_t *places) {
  PLACES(marks32)
}

static size_t places16(
    const uint8_t *text, size_t start, size_t end, uint32_t four, uint32_t *places) {
  PLACES(marks16)
}

size_t ctext_places(
    const uint8_t *text, size_t start, size_t end, uint32_t four, uint32_t *places) {
  const int is_wide = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi")
                      && __builtin_cpu_supports("popcnt");
  return is_wide ? places32(text, start, end, four, places)
                 : places16(text, start, end, four, places);
}

#else

// The compiler makes of it what the machine has.
static inline uint64_t marks1(const uint8_t *text, uint32_t four) {
  uint64_t marks = 0;
  for (int byte = 0; byte < 64; byte++) {
    const uint8_t value = text[byte];
    const int hit = value == (uint8_t)four || value == (uint8_t)(four >> 8)
                    || value == (uint8_t)(four >> 16) || value == (uint8_t)(four >> 24);
    marks |= (uint64_t)hit << byte;
  }
  return marks;
}

size_t ctext_places(
    const uint8_t *text, size_t start, size_t end, uint32_t four, uint32_t *places) {
  PLACES(marks1)
}

#endif
