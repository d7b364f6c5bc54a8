/* fork_tree.c - the floor under every schedule: a tree of processes that do nothing.
 *
 * Usage: fork_tree CHILDREN SECONDS
 * Forks a root, which forks CHILDREN children and waits for them, again and again, pinned to one
 * CPU. Prints the trees per second.
 */
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void tree(int children)
{
    pid_t root = fork();

    if (root == 0) {
        for (int i = 0; i < children; i++) {
            if (fork() == 0) {
                _exit(0);
            }
        }
        while (wait(NULL) > 0) {
            continue;
        }
        _exit(0);
    }
    waitpid(root, NULL, 0);
}

int main(int count, char **arguments)
{
    double start = now(), seconds = count > 2 ? atof(arguments[2]) : 1;
    int children = count > 1 ? atoi(arguments[1]) : 2;
    long trees = 0;
    cpu_set_t cpu;

    CPU_ZERO(&cpu);
    CPU_SET(sched_getcpu(), &cpu);
    sched_setaffinity(0, sizeof(cpu), &cpu);
    for (; now() - start < seconds; trees++) {
        tree(children);
    }
    printf("%.0f\n", (double)trees / (now() - start));
    return 0;
}
