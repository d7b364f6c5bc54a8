# The commands of the suite. Each is one line here and one program in graders/: this file only passes
# the variables on. `make` alone shows what there is, and where you stand.

LAB ?=
SEED ?=
FROM ?=
FORCE ?=

.DEFAULT_GOAL := help
.PHONY: help setup demo grade test lint skeletons bench clean

help:
	@graders/status

setup:
	@graders/setup

demo:
	@graders/demo

# Less than full marks (status 1) is a result, and no error of make's: only what could not be graded is.
# Scripts ask graders/grade itself.
grade:
	@graders/grade $(if $(FROM),--from '$(FROM)') $(if $(SEED),--seed '$(SEED)') $(LAB) || [ $$? -eq 1 ]

test:
	@graders/test/run

lint:
	@graders/test/lint

skeletons:
	@graders/skeleton --write $(if $(FORCE),--force) $(LAB)

bench:
	@graders/bench

clean:
	@graders/clean
