/*
 * right: each process opens and maps the object by itself, after fork
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "counter.h"

void increment(struct shared_data *data, int times)
{
    while (times-- > 0) {
        data->counter += 1;
    }
}

static int give_up(const char *call)
{
    perror(call);
    shm_unlink(SHM_NAME);
    return 1;
}

static struct shared_data *attach(void)
{
    const int object = shm_open(SHM_NAME, O_RDWR, 0);
    if (object == -1) {
        perror("shm_open");
        return NULL;
    }
    void *memory =
        mmap(NULL, sizeof(struct shared_data), PROT_READ | PROT_WRITE, MAP_SHARED, object, 0);
    if (memory == MAP_FAILED) {
        perror("mmap");
        memory = NULL;
    }
    close(object);
    return memory;
}

int main(int argc, char **argv)
{
    long long times = 100000;
    if (argc > 1) {
        const size_t digits = strspn(argv[1], "0123456789");
        times = digits > 0 && digits < 11 && argv[1][digits] == '\0' ? atoll(argv[1]) : 0;
    }
    if (argc > 2 || times < 1 || times > 1000000000) {
        fputs("usage: counter [TIMES]\n", stderr);
        exit(2);
    }

    const int object = shm_open(SHM_NAME, O_RDWR | O_CREAT, S_IRUSR | S_IWUSR);
    if (object < 0) {
        perror("shm_open");
        return 1;
    }
    if (ftruncate(object, 0) != 0 || ftruncate(object, sizeof(struct shared_data)) != 0) {
        return give_up("ftruncate");
    }
    close(object);

    const pid_t child = fork();
    if (child < 0) {
        return give_up("fork");
    }
    struct shared_data *mine = attach();
    if (child == 0) {
        if (mine == NULL) {
            _exit(1);
        }
        increment(mine, (int)times);
        munmap(mine, sizeof(*mine));
        _exit(0);
    }
    if (mine != NULL) {
        increment(mine, (int)times);
    }
    wait(NULL);
    shm_unlink(SHM_NAME);
    if (mine == NULL) {
        return 1;
    }
    printf("final counter: %d (expected: %lld)\n", mine->counter, times * 2);
    munmap(mine, sizeof(*mine));
    return 0;
}
