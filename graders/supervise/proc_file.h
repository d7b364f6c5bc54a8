/*
 * proc_file.h - reading one of the small files of proc(5).
 */
#ifndef PROC_FILE_H
#define PROC_FILE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Reads the start of file `path`, at most `size` - 1 bytes, into `text` and ends it with a NUL.
 * False when there is nothing to read: the process is gone.
 */
bool read_proc_file(const char *path, char *text, size_t size);

#endif
