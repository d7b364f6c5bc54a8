/* names.c - names that a program gives to objects and semaphores, and what stands for them. */
#include "names.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "objects.h"

const char *bare_name(const char *name, size_t longest, int *error)
{
    while (*name == '/') {
        name++;
    }
    *error = 0;
    if (*name == '\0' || strchr(name, '/') != NULL) {
        *error = EINVAL;
    } else if (strlen(name) > longest) {
        *error = ENAMETOOLONG;
    }
    return *error == 0 ? name : NULL;
}

/* FNV-1a, 64 bits. */
static uint64_t hash_name(const char *name)
{
    uint64_t sum = UINT64_C(0xcbf29ce484222325);

    while (*name != '\0') {
        sum = (sum ^ (unsigned char)*name++) * UINT64_C(0x100000001b3);
    }
    return sum;
}

int32_t name_object(enum object_kind kind, const char *bare)
{
    uint64_t key = hash_name(bare);
    int32_t index = find_object(kind, key, 0);

    if (index != -1) {
        return index;
    }
    char label[LABEL_SIZE];
    snprintf(label, sizeof(label), "/%.60s", bare);
    return make_object(kind, key, 0, label);
}
