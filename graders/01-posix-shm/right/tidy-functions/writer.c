/*
 * right: one function for each phase; the size comes from the object, the text through snprintf
 */
#include <err.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "shm.h"

struct object {
    int fd;
    char *text;
};

static bool report(const char *call)
{
    perror(call);
    return false;
}

static bool open_object(struct object *object)
{
    object->fd = shm_open(SHM_NAME, O_RDWR | O_CREAT, 0600);
    return object->fd >= 0 || report("shm_open");
}

static bool map_object(struct object *object)
{
    if (ftruncate(object->fd, SHM_SIZE) < 0) {
        return report("ftruncate");
    }
    object->text = mmap(NULL, SHM_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, object->fd, 0);
    return object->text != MAP_FAILED || report("mmap");
}

int main(int argc, char *argv[])
{
    if (argc > 2) {
        fprintf(stderr, "usage: %s [MESSAGE]\n", argv[0]);
        return 2;
    }
    const char *message = argv[1] ? argv[1] : "Hello from Writer!";
    const long over = (long)strlen(message) - (SHM_SIZE - 1);
    if (over > 0) {
        fprintf(stderr, "message too long: %ld bytes, at most %d\n", over + SHM_SIZE - 1,
                SHM_SIZE - 1);
        return EXIT_FAILURE;
    }
    struct object object;
    if (!open_object(&object)) {
        return EXIT_FAILURE;
    }
    if (!map_object(&object)) {
        close(object.fd);
        return EXIT_FAILURE;
    }
    snprintf(object.text, SHM_SIZE, "%s", message);
    printf("Writer: stored: %s\n", object.text);
    return munmap(object.text, SHM_SIZE) || close(object.fd);
}
