/*
 * scenarios.c - run the main() of several programs, one run after the other, each in a process of
 * its own.
 *
 * usage: scenarios NAME [ARGUMENT...] [+ NAME [ARGUMENT...]]...
 *
 * Valgrind needs most of its time to start. Here it starts once, and follows every fork: each run
 * is a child that was forked before any program did anything, ends by its own exit, and has a
 * report of its own. NAME is a program that is linked with this file, or else a command of the
 * host's, which prepares what the next run is to find.
 *
 * Compiled with -DPROGRAMS='PROGRAM(writer) PROGRAM(reader)'; the main() of writer is then the
 * symbol writer_main (see compile_scenarios in valgrind.bash). No heap memory is taken here: the
 * children would have it, too, and be charged for it.
 *
 * The file scenarios in the current folder gets a line for each run: its process id and its words.
 *
 * Exit status: 0 every run came to an end by itself, with whatever status; 125 something here, or a
 * command, failed. If a signal killed a run, the same signal ends this program at once.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { EXIT_OWN_FAULT = 125 };

/* All forms of main() are called alike: arguments that one does not take do no harm. */
typedef int main_function(int argc, char **argv, char **environment);

#define PROGRAM(name) main_function name##_main;
PROGRAMS
#undef PROGRAM

static const struct program {
    const char *name;
    main_function *main;
} programs[] = {
#define PROGRAM(name) {#name, name##_main},
    PROGRAMS
#undef PROGRAM
};

static _Noreturn void own_fault(const char *what)
{
    perror(what);
    _exit(EXIT_OWN_FAULT);
}

/* NULL if it is none of ours. */
static main_function *find_program(const char *name)
{
    for (size_t i = 0; i < sizeof(programs) / sizeof(programs[0]); i++) {
        if (strcmp(programs[i].name, name) == 0) {
            return programs[i].main;
        }
    }
    return NULL;
}

static void note_run(pid_t pid, char **words)
{
    int file = open("scenarios", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file == -1) {
        own_fault("scenarios");
    }
    dprintf(file, "%d", (int)pid);
    for (; *words != NULL; words++) {
        dprintf(file, " %.40s%s", *words, strlen(*words) > 40 ? "..." : "");
    }
    dprintf(file, "\n");
    close(file);
}

/* Runs one scenario; `words` is its argv, of `count` words and a NULL. */
static void run(int count, char **words)
{
    main_function *program = find_program(words[0]);
    pid_t pid = fork();
    if (pid == -1) {
        own_fault("fork");
    }
    if (pid == 0) {
        if (program != NULL) {
            exit(program(count, words, environ));
        }
        execvp(words[0], words);
        own_fault(words[0]);
    }
    int status;
    if (waitpid(pid, &status, 0) == -1) {
        own_fault("waitpid");
    }
    if (program != NULL) {
        note_run(pid, words);
    } else if (status != 0) {
        fprintf(stderr, "%s failed\n", words[0]);
        _exit(EXIT_OWN_FAULT);
    }
    if (WIFSIGNALED(status)) {
        signal(WTERMSIG(status), SIG_DFL);
        raise(WTERMSIG(status));
    }
}

int main(int argc, char *argv[])
{
    for (int first = 1, next = 1; next <= argc; next++) {
        if (next == argc || strcmp(argv[next], "+") == 0) {
            argv[next] = NULL;
            if (next > first) {
                run(next - first, argv + first);
            }
            first = next + 1;
        }
    }
    return EXIT_SUCCESS;
}
