/* version.h - the version of this program: the build says it, with -DVERSION='"..."'. */
#ifndef VERSION_H
#define VERSION_H

#ifndef VERSION
#define VERSION "unknown"
#endif

#endif
