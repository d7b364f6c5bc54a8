# The commands of the suite. Each is one line here and one program in graders/: this file only passes
# the variables on. `make` alone shows what there is, and where you stand.

LAB ?=
SEED ?=
FROM ?=
FORCE ?=
ARGS ?=
SUBMISSIONS ?=
JOBS ?=
HOSTS ?=
OUT ?=
RESUME ?=
UNSAFE ?=
HIDDEN_DIR ?=

.DEFAULT_GOAL := help
.PHONY: help setup demo grade watch hint solution explore batch dist test lint docs slides setup-slides skeletons bench clean

help:
	@graders/commands/students/status

setup:
	@graders/commands/setup

demo:
	@graders/commands/demo

# make exits 2 for every failure; the exit status that tells less than full marks (1) from "could not
# be graded" (2) is that of graders/grade itself.
grade:
	@graders/grade $(if $(FROM),--from '$(FROM)') $(if $(HIDDEN_DIR),--hidden '$(HIDDEN_DIR)') $(if $(SEED),--seed '$(SEED)') $(LAB)

watch:
	@graders/commands/students/watch $(LAB)

hint:
	@graders/commands/students/hint $(LAB)

solution:
	@graders/commands/students/solution $(if $(FORCE),--force) $(LAB)

explore:
	@graders/commands/students/explore $(if $(FROM),--from '$(FROM)') $(LAB) $(ARGS)

batch:
	@graders/batch $(if $(LAB),--lab '$(LAB)') $(if $(JOBS),--jobs '$(JOBS)') $(if $(HOSTS),--hosts '$(HOSTS)') \
		$(if $(OUT),--out '$(OUT)') $(if $(SEED),--seed '$(SEED)') $(if $(RESUME),--resume) \
		$(if $(UNSAFE),--unsafe) $(if $(HIDDEN_DIR),--hidden '$(HIDDEN_DIR)') $(if $(SUBMISSIONS),'$(SUBMISSIONS)')

dist:
	@graders/commands/instructors/dist

test:
	@graders/test/run

lint:
	@graders/test/lint

docs:
	@graders/commands/maintainers/docs

slides:
	@slides/build $(LAB)

setup-slides:
	@slides/setup

skeletons:
	@graders/commands/maintainers/skeleton --write $(if $(FORCE),--force) $(LAB)

bench:
	@graders/commands/maintainers/bench

clean:
	@graders/commands/clean
