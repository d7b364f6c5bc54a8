# lab.mk - the rules that every lab's Makefile includes after naming its TITLE, PROGRAMS,
# STUDENT_FILES and RUN. The grader compiles with the same CFLAGS and LDLIBS, read from here.

# make's own default is cc, which may be another compiler than the grader's.
ifeq ($(origin CC),default)
CC = gcc
endif
CFLAGS = -std=c17 -D_GNU_SOURCE -g -Wall -Wextra -Wpedantic
# glibc before 2.34 keeps shm_open, sem_open and threads in libraries of their own.
LDLIBS = -lrt -pthread

lab := $(notdir $(CURDIR))
top := $(abspath $(CURDIR)/../..)

.PHONY: all run grade explore clean
.DEFAULT_GOAL := all

all: $(PROGRAMS)

# Every program depends on the headers beside it; more sources are named in the lab's Makefile.
$(PROGRAMS): %: %.c $(wildcard *.h)
	$(CC) $(CFLAGS) $(filter %.c,$^) -o $@ $(LDLIBS)

run: all
	$(RUN)

grade:
	@$(MAKE) --no-print-directory -C $(top) grade LAB=$(lab)

explore:
	@$(top)/graders/students/explore $(lab) $(ARGS)

clean:
	rm -f $(PROGRAMS)
