/*
 * attack: NUL bytes and what is no text in the output
 * fails: works
 */
#include <stdio.h>

int main(void)
{
    static char bytes[4096] = "stored: ";
    for (int i = 8; i < 4096; i++) {
        bytes[i] = (char)(i % 3 == 0 ? 0 : i);
    }
    fwrite(bytes, 1, sizeof(bytes), stdout);
    return 0;
}
