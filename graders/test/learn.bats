#!/usr/bin/env bats
#
# The commands for who learns alone: hint, watch, solution, and the way that `make` shows. Most tests put a
# result there themselves, newer than the student's files: no lab has to be graded for them.

load common

setup() {
    export BUILD=$BATS_TEST_TMPDIR/build PROGRESS=$BATS_TEST_TMPDIR/progress NO_COLOR=1
    # shellcheck source=../lib/labs.bash
    source "$top/graders/lib/labs.bash"
    # shellcheck source=../lib/manifest.bash
    source "$top/graders/lib/manifest.bash"
    # shellcheck source=../lib/progress.bash
    source "$top/graders/lib/progress.bash"
    # shellcheck source=../lib/hints.bash
    source "$top/graders/lib/hints.bash"
}

# result LAB ID STATUS [ID STATUS...] - puts a result of labs/LAB there, with one point for each check.
result() {
    local lab=$1
    shift
    mkdir -p "$BUILD/grade/$lab"
    printf '%s\n' "$@" | paste - - | jq -Rn --arg lab "$lab" '
        [inputs | split("\t") | {id: .[0], name: ("the check " + .[0]), status: .[1], hint: "try this",
            score: (if .[1] == "passed" then 1 else 0 end), max_score: 1,
            output: "expected: one\ntwo\ngot: none\nwhy: it matters\nsee: The task"}] as $tests |
        {$lab, submission: ("labs/" + $lab), score: ([$tests[].score] | add),
            max_score: ($tests | length), seconds: 0.1, $tests}' >"$BUILD/grade/$lab/result.json"
}

# topics LAB - the topics of a hint file, "FILE N", each with the number of its hints.
topics() {
    awk '/^#/ || NF == 0 { next }
        /^\[/ { if (topic != "") print topic, steps; topic = substr($0, 2, index($0, "]") - 2); steps = 1; next }
        /^--$/ { steps++; next }
        { text[topic, steps]++ }
        END { print topic, steps
            for (key in text) if (text[key] != 1) print "a hint of several lines", key }' "$top/graders/$1/hints"
}

@test "each TODO of each skeleton has exactly three hints, and each hint has a TODO" {
    for lab in $(whole_labs); do
        expected=$(
            echo 'general 3'
            for file in $(lab_field "$lab" STUDENT_FILES); do
                grep -oP 'TODO \K[0-9]+' "$top/labs/$lab/$file" | sed "s/.*/$file & 3/"
            done
        )
        if [[ $lab == 06-* ]]; then
            # Its predictions are marked with question marks, and not with a TODO.
            expected+=$'\npredictions.txt 3'
        fi
        assert_equal "$lab: $(topics "$lab" | sort)" "$lab: $(sort <<<"$expected")"
    done
}

@test "each check leads to a hint, and no hint names a check that is not there" {
    for lab in $(whole_labs); do
        named=$(sed -n 's/^\[[^]]*\]//p' "$top/graders/$lab/hints" | tr -s ' ' '\n' | sed '/^$/d' | sort -u)
        comm -3 <(print_manifest "$top/graders/$lab/grade.bats" | cut -f 1 | sort) <(printf '%s\n' "$named") \
            | awk -F '\t' -v file="graders/$lab/hints" '{ print file " names " (NF == 2 ? "the unknown check " $2 : "no check " $1) }'
    done | expect_no_problem
}

@test "no hint holds a whole line of the solution" {
    for lab in $(whole_labs); do
        for file in $(lab_field "$lab" STUDENT_FILES); do
            # Lines of some length: "return -1;" may stand in both.
            run grep -nFf <(awk '{ sub(/^[ \t]+/, "") } length > 30 && !/^(\/\/|\/\*|\*|#)/' \
                "$top/solutions/$lab/$file") "$top/graders/$lab/hints"
            assert_failure
        done
    done
}

@test "hints come one at a time, and the fourth time the last one again" {
    result 01-posix-shm compiles passed unsized failed mode failed
    for step in 1 2 3; do
        run "$top/graders/students/hint" 1
        assert_success
        assert_output --partial "the check unsized"
        assert_output --partial "hint $step of 3 · reader.c, TODO 3"
        # Folded at a blank, so it is compared without blanks.
        for other in 1 2 3; do
            text=$(hint_text 01-posix-shm 'reader.c 3' "$other")
            if ((other == step)); then
                assert [ "${output//[[:space:]]/}" != "${output//[[:space:]]/#}" ]
                [[ ${output//[[:space:]]/} == *"${text//[[:space:]]/}"* ]]
            else
                [[ ${output//[[:space:]]/} != *"${text//[[:space:]]/}"* ]]
            fi
        done
    done
    run "$top/graders/students/hint" 1
    assert_success
    assert_output --partial 'the last hint once more'
    assert_output --partial 'make solution LAB=01 FORCE=1'
    rm "$PROGRESS"
    run "$top/graders/students/hint" 1
    assert_output --partial 'hint 1 of 3'
}

@test "of several TODOs behind a check, one that is still in the file is hinted at first" {
    copy_suite "$BATS_TEST_TMPDIR/suite"
    sed -i 's/TODO/DONE/' "$BATS_TEST_TMPDIR/suite/labs/01-posix-shm/writer.c"
    result 01-posix-shm failures failed
    run "$BATS_TEST_TMPDIR/suite/graders/students/hint" 01
    assert_output --partial 'hint 1 of 3 · reader.c, TODO 1'
}

@test "where nothing fails there is no hint; an unknown lab and a broken grader are errors" {
    result 01-posix-shm compiles passed
    run "$top/graders/students/hint" 01
    assert_success
    assert_output --partial 'Nothing fails'
    run "$top/graders/students/hint" 99
    assert_failure 2
    assert_output --partial 'There is no lab "99"'
    result 01-posix-shm compiles error
    jq '.score = null' "$BUILD/grade/01-posix-shm/result.json" >"$BATS_TEST_TMPDIR/new"
    mv "$BATS_TEST_TMPDIR/new" "$BUILD/grade/01-posix-shm/result.json"
    run "$top/graders/students/hint" 01
    assert_failure 2
    assert_output --partial 'make grade LAB=01 says why'
}

@test "make shows the way: labs done, points, what is next" {
    [[ $(whole_labs) == "$(all_labs)" ]] || skip 'a lab lacks a part: labs.bats says which'
    most=$(for lab in $(all_labs); do print_manifest "$top/graders/$lab/grade.bats"; done | awk '{ sum += $2 } END { print sum }')
    run "$top/graders/students/status"
    assert_line --regexp "0 of [0-9]+ labs done · 0/$most points"
    assert_line --partial 'Next: read labs/01-posix-shm/README.md'
    remember_score 01-posix-shm 40 40
    remember_score 02-sysv-shm 7 44
    # Points that are lost again do not undo it.
    remember_score 01-posix-shm 39 40
    run "$top/graders/students/status"
    assert_line --regexp '1 of [0-9]+ labs done · 46/'
    assert_line --regexp '✓ 01  POSIX writer and reader .* 39/40  done [0-9]+ [A-Z]'
    assert_line --regexp '▸ 02  System V writer and reader .*  7/44$'
    assert_line --partial 'Next: read labs/02-sysv-shm/README.md'
    for line in "${lines[@]}"; do
        assert [ "$(LC_ALL=C.UTF-8 wc -m <<<"$line")" -le 81 ]
    done
}

@test "a progress file that is spoilt, deleted or not writable does no harm" {
    printf 'score 01-posix-shm x 0\nhint\n\377\n\ndone 02-sysv-shm 2026-99-99\nscore 03-race-condition 5 20 2026-01-02\n' >"$PROGRESS"
    run "$top/graders/students/status"
    assert_success
    assert_line --regexp '✓ 02 .*not graded yet'
    assert_line --regexp ' 03 .* 5/20$'
    remember 'hint 01-posix-shm writer.c 1' 2
    run grep -c . "$PROGRESS"
    assert_success
    read_progress
    assert_equal "${hints_shown['01-posix-shm writer.c 1']} ${score_now["03-race-condition"]}" '2 5'
    progress_file=/dev/null/progress
    run remember 'score 01-posix-shm' '1 2'
    assert_success
    assert_output --partial 'cannot be written'
}

@test "a grading of labs/ is remembered, one of somebody else's submission is not, and make clean forgets nothing" {
    suite=$BATS_TEST_TMPDIR/suite
    unset PROGRESS
    copy_suite "$suite"
    mkdir -p "$BATS_TEST_TMPDIR/from/06-mmap-flags"
    printf 'no C' >"$BATS_TEST_TMPDIR/from/06-mmap-flags/mapping.c"
    cp "$BATS_TEST_TMPDIR/from/06-mmap-flags/mapping.c" "$suite/labs/06-mmap-flags/"
    run "$suite/graders/grade" --quiet --from "$BATS_TEST_TMPDIR/from" 06
    assert_failure 1
    assert_file_not_exists "$suite/.progress"
    run "$suite/graders/grade" --quiet 06
    assert_failure 1
    run make -s -C "$suite" clean
    assert_success
    run "$suite/graders/students/status"
    assert_line --regexp ' 06 .* 0/[0-9]+$'
}

@test "the reference is shown when yours has full marks, or with FORCE=1" {
    run "$top/graders/students/solution"
    assert_failure 2
    assert_output --partial 'Which lab?'
    run "$top/graders/students/solution" 01
    assert_failure 1
    assert_output --partial 'not been graded yet'
    remember_score 01-posix-shm 3 40
    run "$top/graders/students/solution" 01
    assert_failure 1
    assert_output --partial '3 of 40 points'
    refute_output --partial 'memcpy'
    run "$top/graders/students/solution" --force 01
    assert_success
    assert_output --partial 'memcpy(memory, message'
    assert_line --regexp '^-.*TODO 6'
    refute_output --partial '//: '
    remember_score 01-posix-shm 40 40
    run "$top/graders/students/solution" 01
    assert_success
    assert_output --partial 'reader.c ── yours (-) and the reference (+)'
}

@test "a copy without references says so" {
    suite=$BATS_TEST_TMPDIR/suite
    copy_suite "$suite"
    rm -r "$suite/solutions"
    run "$suite/graders/students/solution" --force 01
    assert_failure 2
    assert_output --partial 'not part of this copy'
}

@test "make watch without a terminal says what to do" {
    run "$top/graders/students/watch" 01 </dev/null
    assert_failure 2
    assert_output 'make watch needs a terminal. Without one: make grade LAB=01, and make hint LAB=01.'
}

# await_shown TEXT - waits until the screen has shown TEXT.
await_shown() {
    await grep -qF -- "$1" "$BATS_TEST_TMPDIR/screen" \
        || fail "never shown: $1; but: $(tail -n 30 "$BATS_TEST_TMPDIR/screen")"
}

@test "make watch grades on save, gives hints, goes to the next lab, and quits" {
    suite=$BATS_TEST_TMPDIR/suite
    copy_suite "$suite"
    # In place of a grading: which lab, and how often.
    cat >"$suite/graders/grade" <<'END'
#!/bin/bash
echo graded >>"$BATS_TEST_TMPDIR/graded"
jq --arg n "grading number $(wc -l <"$BATS_TEST_TMPDIR/graded") of $2" '.tests[1].name = $n' \
    "$BATS_TEST_TMPDIR/template" >"$BUILD/grade/$2/result.json"
exit 1
END
    result 02-sysv-shm compiles passed unsized failed
    result 01-posix-shm compiles passed unsized failed
    cp "$BUILD/grade/01-posix-shm/result.json" "$BATS_TEST_TMPDIR/template"
    mkfifo "$BATS_TEST_TMPDIR/keys"
    export BATS_TEST_TMPDIR TERM=xterm
    WATCHED=$BATS_TEST_TMPDIR script -qefc "stty cols 80 rows 24; '$suite/graders/students/watch' 01" "$BATS_TEST_TMPDIR/screen" \
        <"$BATS_TEST_TMPDIR/keys" >/dev/null 3>&- &
    watch=$!
    exec 9>"$BATS_TEST_TMPDIR/keys"
    await_shown 'grading number 1 of 01-posix-shm'
    await_shown 'labs/01-posix-shm/README.md, "The task"'
    echo '/* saved */' >>"$suite/labs/01-posix-shm/reader.c"
    await_shown 'grading number 2 of 01-posix-shm'
    printf h >&9
    await_shown 'hint 1 of 3 · reader.c, TODO 3'
    printf n >&9
    await_shown 'of 02-sysv-shm'
    printf q >&9
    wait "$watch"
    exec 9>&-
    run grep -lsF "WATCHED=$BATS_TEST_TMPDIR" /proc/[0-9]*/environ
    refute_output
}
