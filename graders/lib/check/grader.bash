# shellcheck shell=bash
#
# grader.bash - what every graders/NN-name/grade.bats loads first: `load ../lib/check/grader`.
#
# graders/grade sets for it:
#   GRADE_TOP   the root of the suite         GRADE_LAB   the lab's name, NN-name
#   GRADE_RUN   a folder for this one run     GRADE_SEED  the number that all drawn values come from
#   GRADE_TIER  jail, room or names           GRADE_TOOLS the folder of the suite's own programs
#
# In the run's folder: submission/ the student's files, src/ where they are compiled, bin/ programs,
# checks/ what each check found, logs/ reports worth keeping, manifest.tsv.

# shellcheck source=../common/settings.bash
source "$GRADE_TOP/graders/lib/common/settings.bash"
# shellcheck source=checks.bash
source "$GRADE_TOP/graders/lib/check/checks.bash"
# shellcheck source=build.bash
source "$GRADE_TOP/graders/lib/check/build.bash"
# shellcheck source=run.bash
source "$GRADE_TOP/graders/lib/check/run.bash"
# shellcheck source=expect.bash
source "$GRADE_TOP/graders/lib/check/expect.bash"
# shellcheck source=draw.bash
source "$GRADE_TOP/graders/lib/check/draw.bash"
# shellcheck source=ipc.bash
source "$GRADE_TOP/graders/lib/check/ipc.bash"
# shellcheck source=beside.bash
source "$GRADE_TOP/graders/lib/check/beside.bash"
# shellcheck source=valgrind.bash
source "$GRADE_TOP/graders/lib/check/valgrind.bash"
# shellcheck source=shmcheck.bash
source "$GRADE_TOP/graders/lib/check/shmcheck.bash"

# Part of every IPC name that a grader uses. In a room the seed is enough; outside it two runs on one
# host must not meet.
GRADE_TOKEN=shmlab-$GRADE_SEED
if [[ $GRADE_TIER == names ]]; then
    run_name=${GRADE_RUN##*/}
    GRADE_TOKEN+=-${run_name//[!a-zA-Z0-9]/}
fi

# Where a fault is noted that comes before the first check.
check_folder=$GRADE_RUN/checks/setup

setup() {
    untrace
    begin_check
    start_drawing "$BATS_TEST_NUMBER"
}

teardown() {
    end_check
    remove_leftovers
}

teardown_file() {
    await_all_explored
    end_beside
}
