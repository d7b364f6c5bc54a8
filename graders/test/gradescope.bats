#!/usr/bin/env bats
#
# The autograder for Gradescope, packed, installed and run in a folder that stands for /autograder.

load common

setup_file() {
    suite=$BATS_FILE_TMPDIR/suite
    cheap_suite "$suite"
    echo v7 >"$suite/graders/version"
    mkdir -p "$BATS_FILE_TMPDIR/hidden/01-posix-shm"
    printf '%s\n' 'load "$GRADE_TOP/graders/lib/check/grader"' '# bats test_tags=id:exam,points:2,needs:compiles' \
        '@''test "the reader fails without an object" {' '    run_program reader' \
        '    [[ $run_code == 1 ]] || fail_check "exit status 1" "$(describe_run)"' '}' \
        >"$BATS_FILE_TMPDIR/hidden/01-posix-shm/exam.bats"
    mkdir -p "$BATS_FILE_TMPDIR/autograder/source"
    "$suite/graders/instructors/gradescope/pack" --hidden "$BATS_FILE_TMPDIR/hidden" 01 "$BATS_FILE_TMPDIR/01.zip"
    bsdtar -C "$BATS_FILE_TMPDIR/autograder/source" -xf "$BATS_FILE_TMPDIR/01.zip"
    AUTOGRADER_ROOT=$BATS_FILE_TMPDIR/autograder "$BATS_FILE_TMPDIR/autograder/source/setup.sh"
}

setup() {
    root=$BATS_TEST_TMPDIR/autograder
    mkdir "$root"
    cp -a "$BATS_FILE_TMPDIR/autograder/source" "$root/source"
    cp "$root/source/run_autograder" "$root/"
    mkdir "$root/submission"
    export AUTOGRADER_ROOT=$root
    results=$root/results/results.json
}

# without_marks - results.json is whole, has no score, and says why.
without_marks() {
    assert_equal "$(jq -c '[has("score"), .tests[0].name, .tests[0].status, (.tests[0] | has("score"))]' "$results")" \
        '[false,"the grader did its work","failed",false]'
    assert_regex "$(jq -r .output "$results")" '^No marks: '
}

@test "the archive has what Gradescope looks for at its root, and no reference" {
    run bsdtar -tf "$BATS_FILE_TMPDIR/01.zip"
    assert_line setup.sh
    assert_line run_autograder
    assert_line hidden/01-posix-shm/exam.bats
    assert [ -x "$root/source/run_autograder" ]
    assert_equal "$(<"$root/source/suite/graders/version")" "$("$BATS_FILE_TMPDIR/suite/graders/grade" --version | cut -d ' ' -f 4)"
    run find "$root/source" -name solutions -o -name wrong -o -name right
    assert_output ''
}

@test "a submission is graded, and its hidden checks are shown when the grades are published" {
    cp "$top"/solutions/01-posix-shm/*.c "$root/submission/"
    run "$root/run_autograder"
    assert_success
    assert_equal "$(jq -c '[.score, [.tests[] | [.score, .visibility]]]' "$results")" '[3,[[1,"visible"],[2,"after_published"]]]'
    assert_regex "$(jq -r .output "$results")" 'lab 01: isolation (jail|room|names), seed [0-9]+'
}

@test "an empty submission has 0 points, and is told what is missing" {
    run "$root/run_autograder"
    assert_equal "$(jq -c .score "$results")" 0
    assert_regex "$(jq -r '.output, .tests[0].output' "$results")" 'reader.c is missing'
}

@test "a grader that breaks leaves results without marks" {
    cp "$top"/solutions/01-posix-shm/*.c "$root/submission/"
    rm "$root/source/suite/graders/batch"
    run "$root/run_autograder"
    without_marks
    cp "$BATS_FILE_TMPDIR/autograder/source/suite/graders/batch" "$root/source/suite/graders/"
    sed -i 's/    expect_compiled reader/    no_such_command/' "$root/source/suite/graders/01-posix-shm/grade.bats"
    run "$root/run_autograder"
    without_marks
    assert_regex "$(jq -r .output "$results")" '01-posix-shm: compiles: '
}

@test "killed in the middle it leaves results without marks, too" {
    cp "$top"/solutions/01-posix-shm/*.c "$root/submission/"
    # In the place of the batch: who called it is killed.
    printf '#!/bin/sh\nkill -KILL "$(cat %s)"\nsleep 5\n' "$BATS_TEST_TMPDIR/pid" >"$root/source/suite/graders/batch"
    bash -c 'echo $$ >"$1"; exec "$2"' - "$BATS_TEST_TMPDIR/pid" "$root/run_autograder" >/dev/null 2>&1 3>&- || true
    without_marks
}

@test "wrong usage of pack is one clear error" {
    run "$top/graders/instructors/gradescope/pack"
    assert_failure 2
    assert_line -n 0 'Cannot pack: for which lab?'
    run "$top/graders/instructors/gradescope/pack" --hidden "$BATS_TEST_TMPDIR/nowhere" 01
    assert_failure 2
    assert_output --partial 'there is no folder'
    run "$top/graders/instructors/gradescope/pack" 99
    assert_failure 2
    assert_output --partial 'There is no lab "99"'
}
