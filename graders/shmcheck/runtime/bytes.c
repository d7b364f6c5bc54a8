/* bytes.c - memory as values. */
#include "bytes.h"

#include <string.h>

uint64_t load_value(const void *address, uint64_t size)
{
    uint8_t one;
    uint16_t two;
    uint32_t four;
    uint64_t eight = 0;

    switch (size) {
    case 1:
        memcpy(&one, address, sizeof(one));
        return one;
    case 2:
        memcpy(&two, address, sizeof(two));
        return two;
    case 4:
        memcpy(&four, address, sizeof(four));
        return four;
    default:
        memcpy(&eight, address, size < sizeof(eight) ? size : sizeof(eight));
        return eight;
    }
}
