/* libc_output.h - output calls of the C library, whose arguments may lie in shared memory.
 *
 * Each string that is printed from shared memory is a step, and so is the text that is written to
 * it. Positional arguments (%1$s) are left alone: the README says so. Results are those of C17
 * 7.21.6 and of printf(3).
 */
#ifndef SHMCHECK_LIBC_OUTPUT_H
#define SHMCHECK_LIBC_OUTPUT_H

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

int shmcheck_printf(const char *format, ...);
int shmcheck_fprintf(FILE *stream, const char *format, ...);
int shmcheck_dprintf(int fd, const char *format, ...);
int shmcheck_vprintf(const char *format, va_list arguments);
int shmcheck_vfprintf(FILE *stream, const char *format, va_list arguments);

int shmcheck_sprintf(char *to, const char *format, ...);
int shmcheck_snprintf(char *to, size_t size, const char *format, ...);
int shmcheck_vsnprintf(char *to, size_t size, const char *format, va_list arguments);

int shmcheck_puts(const char *text);
int shmcheck_fputs(const char *text, FILE *stream);
size_t shmcheck_fwrite(const void *bytes, size_t size, size_t count, FILE *stream);

#endif
