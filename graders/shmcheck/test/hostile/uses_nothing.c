/* uses_nothing.c - does not touch shared memory.
 *
 * status: 3
 * says: 0 events
 */
int main(void)
{
    return 0;
}
