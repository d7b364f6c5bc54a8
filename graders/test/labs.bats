#!/usr/bin/env bats
#
# What every lab has to have, whatever it is about. A new lab is found and held to this by itself.

load common

setup() {
    # shellcheck source=../lib/labs.bash
    source "$top/graders/lib/labs.bash"
    # shellcheck source=../lib/manifest.bash
    source "$top/graders/lib/manifest.bash"
    # shellcheck source=submissions.bash
    source "$top/graders/test/submissions.bash"
}

# checks LAB - the ids of its checks. Prints nothing, and fails, if its manifest is wrong.
checks() {
    print_manifest "$top/graders/$1/grade.bats" | cut -f 1
}

# named LAB - the ids of the checks that its mistakes must fail, each once.
named() {
    local name
    for name in $(list_mistakes "$1"); do
        find_mistake "$1" "$name" || fail "${mistake_problem[@]}"
        header fails "$mistake"
    done | tr -s ' ' '\n' | sort -u
}

@test "every lab has its three folders, a handout, a title, programs and student files" {
    for lab in $(all_labs); do
        assert_file_exists "$top/labs/$lab/README.md"
        assert_file_exists "$top/graders/$lab/grade.bats"
        assert_dir_exists "$top/graders/$lab/wrong"
        assert_dir_exists "$top/graders/$lab/right"
        for key in TITLE PROGRAMS STUDENT_FILES RUN; do
            assert [ -n "$(lab_field "$lab" "$key")" ]
        done
        for file in $(lab_field "$lab" STUDENT_FILES); do
            assert_file_exists "$top/solutions/$lab/$file"
            assert_file_exists "$top/labs/$lab/$file"
        done
    done
}

@test "every check of every lab is failed by a wrong submission: it can fail" {
    for lab in $(all_labs); do
        missing=$(comm -23 <(checks "$lab" | sort) <(named "$lab"))
        # The replay of a hand-written schedule gives no points and takes none where it cannot be done.
        missing=$(grep -vxF "$(ungraded "$lab")" <<<"$missing" || true)
        assert_equal "$lab: $missing" "$lab: "
    done
}

# ungraded LAB - checks that end in not_graded wherever they run.
ungraded() {
    awk '/^# bats test_tags=/ { match($0, /id:[^,]*/); id = substr($0, RSTART + 3, RLENGTH - 3) }
        /^    not_graded / { print id }' "$top/graders/$1/grade.bats"
}

@test "a wrong submission names only checks that there are" {
    for lab in $(all_labs); do
        assert_equal "$lab: $(comm -13 <(checks "$lab" | sort) <(named "$lab"))" "$lab: "
    done
}

@test "the section that a failed check names is in the handout" {
    for lab in $(all_labs); do
        while IFS= read -r section; do
            grep -qxF "## $section" "$top/labs/$lab/README.md" || fail "$lab: no section \"$section\""
        done < <(grep -hoP "^ *see '\K[^']*" "$top/graders/$lab"/*.ba*)
    done
}

@test "the steps of each skeleton are numbered without a gap, and no solution has one" {
    for lab in $(all_labs); do
        last=0
        for file in $(lab_field "$lab" STUDENT_FILES); do
            numbers=$(grep -oP 'TODO \K[0-9]+' "$top/labs/$lab/$file" | paste -sd' ' || true)
            if [[ -n $numbers ]]; then
                # They begin with 1, or go on where the file before ended.
                first=${numbers%% *}
                assert [ "$first" -eq 1 -o "$first" -eq $((last + 1)) ]
                last=${numbers##* }
                assert_equal "$lab/$file: $numbers" "$lab/$file: $(seq -s ' ' "$first" "$last")"
            fi
            run grep -nP '^(?!\s*(//|#):).*TODO' "$top/solutions/$lab/$file"
            assert_failure
        done
    done
}

@test "make in a lab folder compiles the skeleton without a warning, and make clean removes it" {
    copy_suite "$BATS_TEST_TMPDIR/suite"
    for lab in $(all_labs); do
        cd "$BATS_TEST_TMPDIR/suite/labs/$lab"
        run make
        assert_success
        refute_output --partial warning
        make -s clean
        assert_equal "$(git status --short .)" ''
    done
}
