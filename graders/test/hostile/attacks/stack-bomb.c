/*
 * attack: a function that calls itself without end
 * fails: works
 */

static int deeper(volatile const char *above)
{
    volatile char here[4096] = {*above};
    return deeper(here) + here[1];
}

int main(void)
{
    return deeper("x");
}
