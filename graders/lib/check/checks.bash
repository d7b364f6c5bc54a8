# shellcheck shell=bash
#
# checks.bash - one check: what it needs, and what it has to say when it fails.
#
# A failure is data. It lies in $GRADE_RUN/checks/ID/, a file for each part:
#   expected, got   in words        why   why it matters
#   try             what to try     see   the handout's section
#   drawing         the order of processes that was found, row by row, shown as it is
# `passed`, `failed`, `skipped` or `fault` there says how the check ended. A bats test that fails
# without `failed` did not fail a check: something in the grader itself went wrong.

# bats follows every command with a DEBUG trap, to say which line failed. A failed check says more than
# a line number, and the trap takes most of the time of a run.
untrace() {
    trap - DEBUG
}

# Looks up the running test and skips it when a check that it needs has not passed. What needs a check that
# cannot be graded here cannot be graded either.
begin_check() {
    local needs name need
    while IFS=$'\t' read -r check_id _ needs name; do
        [[ $name != "$BATS_TEST_DESCRIPTION" ]] || break
    done <"$GRADE_RUN/manifest.tsv"
    check_folder=$GRADE_RUN/checks/$check_id
    for need in ${needs//,/ }; do
        if [[ -e $GRADE_RUN/checks/$need/ungraded ]]; then
            not_graded "$(<"$GRADE_RUN/checks/$need/ungraded")"
        fi
        if [[ $need != - && ! -e $GRADE_RUN/checks/$need/passed ]]; then
            printf '%s\n' "$need" >"$check_folder/skipped"
            skip "needs $need"
        fi
    done
}

# Notes that the check passed, if it came to its end.
end_check() {
    if [[ -n ${BATS_TEST_COMPLETED:-} && ! -e $check_folder/skipped ]]; then
        : >"$check_folder/passed"
    fi
}

# Three sentences for the student, said at the top of a check and shown when it fails.
why() { printf '%s\n' "$*" >"$check_folder/why"; }
try() { printf '%s\n' "$*" >"$check_folder/try"; }
# The title of the handout's section to read.
see() { printf '%s\n' "$*" >"$check_folder/see"; }

# Fails the check: $1 was expected, $2 came. Both may have several lines.
fail_check() {
    printf '%s\n' "$1" >"$check_folder/expected"
    printf '%s\n' "$2" >"$check_folder/got"
    : >"$check_folder/failed"
    return 1
}

# Ends the check without a verdict, because the grader itself could not do its work: $* says why.
grader_fault() {
    printf '%s\n' "$*" >"$check_folder/fault"
    return 1
}

# Ends the check without a verdict and takes its points out of the lab's, because what it is about
# cannot be had here: $* says what.
not_graded() {
    printf '%s\n' "$*" >"$check_folder/ungraded"
    skip "$*"
}
