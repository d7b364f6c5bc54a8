/* hooks.h - the calls that gcc -fsanitize=thread plants before every access to memory.
 *
 * A hook comes before its access: the access itself happens between the hook's return and the next
 * hook. Only accesses to shared mappings are visible to others; the rest return at once. The names
 * are fixed by the interface of libtsan (tsan_interface.h in GCC's sources); atomics are in
 * atomics.h.
 */
#ifndef SHMCHECK_HOOKS_H
#define SHMCHECK_HOOKS_H

void __tsan_read1(void *address);
void __tsan_read2(void *address);
void __tsan_read4(void *address);
void __tsan_read8(void *address);
void __tsan_read16(void *address);
void __tsan_write1(void *address);
void __tsan_write2(void *address);
void __tsan_write4(void *address);
void __tsan_write8(void *address);
void __tsan_write16(void *address);
void __tsan_unaligned_read2(void *address);
void __tsan_unaligned_read4(void *address);
void __tsan_unaligned_read8(void *address);
void __tsan_unaligned_read16(void *address);
void __tsan_unaligned_write2(void *address);
void __tsan_unaligned_write4(void *address);
void __tsan_unaligned_write8(void *address);
void __tsan_unaligned_write16(void *address);

/* Before an access of any other size. A struct copy calls write_range, read_range, and only then
 * copies: at the first of the two nothing has been written yet, and the second one is a read and a
 * write. */
void __tsan_read_range(void *address, unsigned long size);
void __tsan_write_range(void *address, unsigned long size);

/* Not needed here; GCC plants them all the same. */
void __tsan_init(void);
void __tsan_func_entry(void *caller);
void __tsan_func_exit(void);

#endif
