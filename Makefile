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

# make exits 2 for every failure; the exit status that tells less than full marks (1) from "could not
# be graded" (2) is that of graders/grade itself.
grade:
	@graders/grade $(if $(FROM),--from '$(FROM)') $(if $(SEED),--seed '$(SEED)') $(LAB)

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
