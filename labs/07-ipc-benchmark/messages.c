/*
 * messages.c - random messages and their checksums.
 *
 * Every message differs from the ones before it, so that a lost, doubled or overtaken one is found.
 * But all are parts of one block, hardly larger than a message: were each in memory of its own, one
 * would measure how fast the sender reads memory, and not how fast a transport is.
 */
#include <stdlib.h>
#include <string.h>

#include "messages.h"

/* Messages begin at one of so many places, a cache line apart. */
enum { PLACES = 61, STEP = 64 };

static unsigned char *block;
static uint64_t sums[PLACES];

int make_messages(size_t size)
{
    size_t whole = size + (size_t)(PLACES - 1) * STEP;
    /* aligned_alloc wants a multiple of the alignment. */
    free(block);
    block = aligned_alloc(STEP, (whole + STEP - 1) / STEP * STEP);
    if (block == NULL) {
        return -1;
    }
    /* Knuth's MMIX generator; the upper half of its bits is good. */
    uint64_t state = 20250125;
    for (size_t i = 0; i < whole; i++) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        block[i] = (unsigned char)(state >> 56);
    }
    for (int place = 0; place < PLACES; place++) {
        sums[place] = checksum(block + place * STEP, size);
    }
    return 0;
}

const void *message_number(long number)
{
    return block + number % PLACES * STEP;
}

uint64_t checksum_number(long number)
{
    return sums[number % PLACES];
}

/* One of four sums that go side by side, so that memory sets the pace and not the additions. */
struct sum {
    uint64_t words, sums;
};

static inline struct sum add(struct sum total, uint64_t word)
{
    total.words += word;
    total.sums += total.words;
    return total;
}

/*
 * A checksum in the manner of Fletcher (1982): sums of the words, and sums of the sums, which
 * change when words change places.
 */
uint64_t checksum(const void *message, size_t size)
{
    struct sum a = {0, 0}, b = {0, 0}, c = {0, 0}, d = {0, 0};
    uint64_t word[4];
    const unsigned char *next = message;
    for (; size >= sizeof(word); size -= sizeof(word), next += sizeof(word)) {
        memcpy(word, next, sizeof(word));
        a = add(a, word[0]);
        b = add(b, word[1]);
        c = add(c, word[2]);
        d = add(d, word[3]);
    }
    memset(word, 0, sizeof(word));
    memcpy(word, next, size);
    a = add(a, word[0]);
    b = add(b, word[1]);
    c = add(c, word[2]);
    d = add(d, word[3]);

    const uint64_t parts[] = {a.words, a.sums, b.words, b.sums, c.words, c.sums, d.words, d.sums};
    uint64_t all = 0;
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        all = (all ^ parts[i]) * 0x9E3779B97F4A7C15U;
    }
    return all;
}
