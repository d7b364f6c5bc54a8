# The commands of the suite. Each is one line here and one program in graders/: this file only passes
# the variables on. `make` alone shows where you stand, and what there is: it reads behind each target, after ##, an
# example of its variables and what it does, and below it the other variables that it takes.

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
.PHONY: help grade watch hint solution explore batch dist demo setup test bench lint setup-slides slides docs skeletons clean

help:
	@graders/students/status

# make exits 2 for every failure; the exit status that tells less than full marks (1) from "could not
# be graded" (2) is that of graders/grade itself.
grade: ## LAB=01 grade one lab (a number or a name); all without LAB
## FROM=dir grade dir/NN-name/ in place of labs/NN-name/
## SEED=n draw the same values as the run that showed this seed
## VERBOSE=1 explain every failed check, not only the first ones
	@graders/grade $(if $(FROM),--from '$(FROM)') $(if $(HIDDEN_DIR),--hidden '$(HIDDEN_DIR)') $(if $(SEED),--seed '$(SEED)') $(LAB)

watch: ## LAB=01 grade whenever you save; without LAB the next one
	@graders/students/watch $(LAB)

hint: ## LAB=01 a hint for the first failing check; again: the next one
	@graders/students/hint $(LAB)

solution: ## LAB=01 the reference, when yours has full marks (FORCE=1)
	@graders/students/solution $(if $(FORCE),--force) $(LAB)

explore: ## LAB=04 run your program in every order of its processes (ARGS=)
	@graders/students/explore $(if $(FROM),--from '$(FROM)') $(LAB) $(ARGS)

batch: ## grade a class: SUBMISSIONS=dir (LAB= OUT= HOSTS=)
## HIDDEN_DIR=dir with checks of your own, also for make grade
	@graders/batch $(if $(LAB),--lab '$(LAB)') $(if $(JOBS),--jobs '$(JOBS)') $(if $(HOSTS),--hosts '$(HOSTS)') \
		$(if $(OUT),--out '$(OUT)') $(if $(SEED),--seed '$(SEED)') $(if $(RESUME),--resume) \
		$(if $(UNSAFE),--unsafe) $(if $(HIDDEN_DIR),--hidden '$(HIDDEN_DIR)') $(if $(SUBMISSIONS),'$(SUBMISSIONS)')

dist: ## pack what students get, without the references
	@graders/instructors/dist

demo: ## see a full score, and what a mistake looks like
	@graders/maintainers/demo

setup: ## install what is missing
	@graders/maintainers/setup

test: ## test the suite itself
	@graders/test/run

bench: ## what grading costs
	@graders/maintainers/bench

lint: ## layout and common mistakes
	@graders/test/lint

setup-slides: ## install what the slides need
	@slides/setup

slides: ## make the slides in build/slides, and check them (LAB=)
	@slides/build $(LAB)

docs: ## check links, commands and translations of the pages
	@graders/maintainers/docs

skeletons: ## make labs/ again from solutions/ (LAB=, FORCE=1)
	@graders/maintainers/skeleton --write $(if $(FORCE),--force) $(LAB)

clean: ## remove everything that was built
	@graders/maintainers/clean
