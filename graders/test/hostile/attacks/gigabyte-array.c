/*
 * attack: an array that makes the program a gigabyte large
 * fails: compiles
 */

static char large[1 << 30] = {1};

int main(void)
{
    return large[0];
}
