#!/usr/bin/env bats
#
# make dist: what students get gives no reference away, and grades on its own.

load common

setup_file() {
    suite=$BATS_FILE_TMPDIR/suite
    copy_suite "$suite"
    # Somebody's own work in the tree, which is nobody else's.
    cp "$suite"/solutions/01-posix-shm/*.c "$suite/labs/01-posix-shm/"
    "$suite/graders/instructors/dist" "$BATS_FILE_TMPDIR/students.tar.gz"
    tar -C "$BATS_FILE_TMPDIR" -xf "$BATS_FILE_TMPDIR/students.tar.gz"
}

setup() {
    suite=$BATS_FILE_TMPDIR/suite
    students=$BATS_FILE_TMPDIR/shared-memory-labs
    # shellcheck source=../lib/labs.bash
    source "$top/graders/lib/labs.bash"
}

# telling_lines LAB FILE - prints the lines of a reference that tell something: what students have to write, 24 letters or
# more, and in no given file of a lab and no program of the docs.
telling_lines() {
    awk '/^[ \t]*(\/\/|#): ?begin/ { inside = 1; next } /^[ \t]*(\/\/|#):/ { inside = 0 } inside' "$top/solutions/$1/$2" \
        | sed 's/^[ \t]*//; s/[ \t]*$//' | awk 'length($0) >= 24 && !seen[$0]++' | grep -vxFf "$BATS_TEST_TMPDIR/given"
}

@test "the package holds no reference, no known submission, and no line of either" {
    for lab in $(all_labs); do
        cat "$students/labs/$lab"/*.[ch] "$students"/docs/programs/*.c
    done | sed 's/^[ \t]*//; s/[ \t]*$//' | sort -u | grep . >"$BATS_TEST_TMPDIR/given"
    total=0
    for lab in $(all_labs); do
        for file in $(lab_field "$lab" STUDENT_FILES); do
            telling_lines "$lab" "$file" >"$BATS_TEST_TMPDIR/lines" || continue
            count=$(wc -l <"$BATS_TEST_TMPDIR/lines")
            total=$((total + count))
            # Graders plant objects and list them in the words that everybody uses, a line here and there.
            grep -rFHoIf "$BATS_TEST_TMPDIR/lines" "$students" | sort -u | cut -d : -f 1 | uniq -c | while read -r found path; do
                if ((found > 3 && found * 20 > count)); then
                    echo "${path#"$students"/} has $found of the $count lines of $lab/$file"
                fi
            done
        done
    done >"$BATS_TEST_TMPDIR/found"
    assert_equal "$(<"$BATS_TEST_TMPDIR/found")" ''
    # The test itself can see: there is something to look for.
    ((total > 300)) || fail "only $total lines are looked for"
    run find "$students" -path '*/solutions*' -o -path '*/graders/*/wrong*' -o -path '*/graders/*/right*' \
        -o -path '*/graders/*/test' -o -name hostile
    assert_output ''
    run grep -rlE '^[ \t]*(//|#): ?(begin|instead)' "$students/labs"
    assert_output ''
}

@test "the student files are the skeletons, whatever lies in the instructor's labs/" {
    for lab in $(all_labs); do
        for file in $(lab_field "$lab" STUDENT_FILES); do
            assert_equal "$("$top/graders/maintainers/skeleton" --print "$top/solutions/$lab/$file")" "$(<"$students/labs/$lab/$file")"
        done
    done
}

@test "it grades on its own, also the lab whose grader needs a reference" {
    copy_tools "$students/build"
    export PROGRESS=$BATS_TEST_TMPDIR/progress
    run "$students/graders/grade" --from "$top/solutions" --out "$BATS_TEST_TMPDIR/out" 06
    assert_success
    run make -s -C "$students"
    assert_success
    assert_output --partial "0 of $(all_labs | wc -l) labs done"
}

@test "it knows which version of the suite it is" {
    assert_equal "$("$students/graders/grade" --version)" "$("$suite/graders/grade" --version)"
    assert_equal "$(<"$students/graders/version")" "$(git -C "$suite" rev-parse --short HEAD)"
}

@test "what needs the references says so on one line" {
    for command in demo test bench dist skeletons slides; do
        run make -s --no-print-directory -C "$students" "$command"
        assert_failure 2
        assert_line -n 0 --partial 'needs the references, which are not part of this copy'
    done
    run make -s -C "$students" solution LAB=01
    assert_line -n 0 --partial 'The references are not part of this copy'
}

@test "packed twice, it is the same to the byte; where nothing can be written it says so" {
    "$suite/graders/instructors/dist" "$BATS_TEST_TMPDIR/again.tar.gz"
    cmp "$BATS_TEST_TMPDIR/again.tar.gz" "$BATS_FILE_TMPDIR/students.tar.gz"
    run "$suite/graders/instructors/dist" /proc/x.tar.gz
    assert_failure 2
    assert_output 'Cannot pack: cannot write to /proc'
}
