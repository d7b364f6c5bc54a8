#!/usr/bin/env bats
#
# Hidden checks: they add points, nobody's submission reads them, and what is wrong with them is said.

load common

setup_file() {
    cheap_suite "$BATS_FILE_TMPDIR/suite"
}

setup() {
    suite=$BATS_FILE_TMPDIR/suite
    export BUILD=$suite/build
    hidden=$BATS_TEST_TMPDIR/hidden
    from=$BATS_TEST_TMPDIR/from
    out=$BATS_TEST_TMPDIR/out
    submission "$from"
    hidden_checks <<'END'
# bats test_tags=id:exam-says,points:3,needs:compiles
%test "the reader ends as the examiner's program says" {
    run_program exam
    wanted=$run_code
    run_program reader
    if [[ $run_end != exit || $run_code != "$wanted" ]]; then
        fail_check "exit status $wanted" "$(describe_run)"
    fi
}
END
    echo 'int main(void) { return 3; }' >"$hidden/01-posix-shm/exam.c"
}

# hidden_checks - writes stdin as a file of hidden checks; "%test" stands for "@test", which bats would take for its own.
hidden_checks() {
    mkdir -p "$hidden/01-posix-shm"
    {
        printf '%s\n' 'load "$GRADE_TOP/graders/lib/check/grader"' '' 'setup_file() {' '    prepare_sources' \
            '    compile exam "$BATS_TEST_DIRNAME/exam.c"' '}' ''
        sed 's/^%/@/'
    } >"$hidden/01-posix-shm/exam.bats"
}

grade() {
    run "$suite/graders/grade" --from "$from" --out "$out" --hidden "$hidden" "$@" 01
}

@test "a hidden check adds its points, and result.json says that it is hidden" {
    echo 'int main(void) { return 3; }' >"$from/01-posix-shm/reader.c"
    grade
    assert_success
    assert_line '  hidden checks'
    result=$out/01-posix-shm/result.json
    assert_equal "$(jq -c '[.score, .max_score, [.tests[] | [.id, .hidden]]]' "$result")" \
        '[4,4,[["compiles",null],["exam-says",true]]]'
    assert_equal "$(jq -r --slurpfile schema "$top/graders/instructors/schema/result.schema.json" -f "$top/graders/test/schema.jq" "$result")" ''
}

@test "a submission that looks for the hidden checks in a jail finds none" {
    # It ends with 3, and full marks, if it sees its own program and not the checks beside it.
    cat >"$from/01-posix-shm/reader.c" <<'END'
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(void)
{
    char own[4096] = "", hidden[4096];

    if (readlink("/proc/self/exe", own, sizeof own - 1) < 0 || strstr(own, "/bin/") == NULL) {
        return 1;
    }
    int run = (int)(strstr(own, "/bin/reader") - own);
    snprintf(hidden, sizeof hidden, "%.*s/hidden/exam.bats", run, own);
    if (access(own, F_OK) != 0) {
        return 2;
    }
    return access(hidden, F_OK) == 0 ? 0 : 3;
}
END
    grade --isolation room
    if ((status == 2)); then skip 'this host allows no room'; fi
    assert_equal "$(jq -r '.tests[1].output' "$out/01-posix-shm/result.json")" $'expected: exit status 3\ngot: exit status 0'
    grade --isolation jail
    if ((status == 2)); then skip 'this host allows no jail'; fi
    assert_success
}

@test "a batch grades with a copy of them, and the reports tell students the points alone" {
    mkdir "$BATS_TEST_TMPDIR/class"
    cp -r "$from/01-posix-shm" "$BATS_TEST_TMPDIR/class/kim"
    run make -s -C "$suite" batch UNSAFE=1 LAB=01 OUT="$out" HIDDEN_DIR="$hidden" SUBMISSIONS="$BATS_TEST_TMPDIR/class"
    assert_success
    assert_equal "$(jq -c '[.score, .max_score]' "$out/results/kim/01-posix-shm/result.json")" '[1,4]'
    assert_equal "$(jq -c '[.tests[].visibility]' "$out/import/gradescope/kim.json")" '["visible","after_published"]'
    run cat "$out/students/kim.html"
    assert_output --partial 'hidden checks of your instructor'
    refute_output --partial 'examiner'
}

@test "hidden checks that break are an error, and charge nobody" {
    hidden_checks <<'END'
# bats test_tags=id:exam-breaks,points:3
%test "this check breaks" {
    no_such_command
}
END
    grade
    assert_failure 2
    assert_equal "$(jq -c '[.score, .tests[1].status]' "$out/01-posix-shm/result.json")" '[null,"error"]'
}

@test "a mistake in hidden checks is one clear error" {
    for command in "grade --from $from --out $out" "batch --unsafe --out $out $from"; do
        # shellcheck disable=SC2086 # words
        set -- $command
        run "$suite/graders/$1" --hidden "$BATS_TEST_TMPDIR/nowhere" "${@:2}"
        assert_failure 2
        assert_output --partial "there is no folder $BATS_TEST_TMPDIR/nowhere with hidden checks"
        mkdir -p "$BATS_TEST_TMPDIR/empty"
        run "$suite/graders/$1" --hidden "$BATS_TEST_TMPDIR/empty" "${@:2}"
        assert_failure 2
        assert_output --partial 'there are no hidden checks in'
    done
    mv "$hidden/01-posix-shm" "$hidden/01-posix-smh"
    grade
    assert_failure 2
    assert_output --partial "01-posix-smh are for no lab"
    mv "$hidden/01-posix-smh" "$hidden/01-posix-shm"
    sed -i 's/exam-says/compiles/; s/,needs:compiles//' "$hidden/01-posix-shm/exam.bats"
    grade
    assert_failure 2
    assert_output --partial 'exam.bats:9: a second check "compiles"'
    sed -i 's/id:compiles,points:3/id:exam,points:three/' "$hidden/01-posix-shm/exam.bats"
    grade
    assert_output --partial 'exam.bats:9: a test without id and points'
    assert_file_not_exists "$out/01-posix-shm"
}
