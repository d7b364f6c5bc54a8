/*
 * counter.c - parent and child add 1 ten times each under a named semaphore, and nothing is
 * checked.
 *
 * usage: counter
 *
 * Written in the manner of a first example, to show where that breaks: see docs/article-notes.md.
 * Lab 04 writes the same program properly. One mistake is the missing <sys/wait.h>, which
 * -DINCLUDE_WAIT puts right.
 */
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#ifdef INCLUDE_WAIT
#include <sys/wait.h>
#endif

struct shared_data {
    int counter;
    char message[256];
};

int main(void)
{
    int fd = shm_open("/sync_shm", O_CREAT | O_RDWR, 0666);
    ftruncate(fd, sizeof(struct shared_data));
    struct shared_data *data = mmap(NULL, sizeof(*data), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    sem_t *sem = sem_open("/sync_sem", O_CREAT, 0666, 1);
    data->counter = 0;
    printf("counting\n");

    pid_t child = fork();
    for (int i = 0; i < 10; i++) {
        sem_wait(sem);
        data->counter++;
        sem_post(sem);
    }
    if (child == 0) {
        exit(0);
    }
    wait(NULL);
    printf("final counter: %d (expected: 20)\n", data->counter);
    sem_close(sem);
    sem_unlink("/sync_sem");
    munmap(data, sizeof(*data));
    close(fd);
    shm_unlink("/sync_shm");
    return 0;
}
