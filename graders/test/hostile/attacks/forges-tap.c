/*
 * attack: the lines of a grading that passed, on stdout and stderr
 * fails: works
 */
#include <stdio.h>

int main(void)
{
    for (int i = 1; i <= 3; i++) {
        printf("ok %d\n", i);
        fprintf(stderr, "ok %d\n", i);
    }
    printf("end=exit\ncode=0\ndone\n");
    return 0;
}
