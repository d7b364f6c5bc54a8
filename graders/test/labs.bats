#!/usr/bin/env bats
#
# What every lab has to have, whatever it is about. A new lab is found and held to this by itself.

load common

setup() {
    set -o pipefail
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
        missing_parts "$lab"
    done | sed '$a docs/CONTRIBUTING.md, "Add a lab", tells what a lab has to have.' | expect_no_problem
}

@test "every check of every lab is failed by a wrong submission: it can fail" {
    for lab in $(whole_labs); do
        # The replay of a hand-written schedule gives no points and takes none where it cannot be done.
        missing=$(comm -23 <(checks "$lab" | sort) <(named "$lab") | { grep -vxF "$(ungraded "$lab")" || true; })
        [[ -z $missing ]] || echo "$lab: no mistake fails ${missing//$'\n'/, }: docs/CONTRIBUTING.md, Add a mistake"
    done | expect_no_problem
}

# ungraded LAB - checks that end in not_graded wherever they run.
ungraded() {
    awk '/^# bats test_tags=/ { match($0, /id:[^,]*/); id = substr($0, RSTART + 3, RLENGTH - 3) }
        /^    not_graded / { print id }' "$top/graders/$1/grade.bats"
}

@test "a wrong submission names only checks that there are" {
    for lab in $(whole_labs); do
        for name in $(list_mistakes "$lab"); do
            find_mistake "$lab" "$name" || printf '%s\n' "${mistake_problem[@]}"
            comm -13 <(checks "$lab" | sort) <({ header fails "$mistake" && header explored "$mistake"; } | tr -s ' ' '\n' | sort -u) \
                | sed "s:.*:${mistake#"$top"/} names the unknown check &:"
        done
    done | expect_no_problem
}

@test "the section that a failed check names is in the handout" {
    for lab in $(whole_labs); do
        while IFS= read -r section; do
            grep -qxF "## $section" "$top/labs/$lab/README.md" || fail "$lab: no section \"$section\""
        done < <(grep -hoP "^ *see '\K[^']*" "$top/graders/$lab"/*.ba*)
    done
}

@test "the steps of each skeleton are numbered without a gap, and no solution has one" {
    for lab in $(whole_labs); do
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
    for lab in $(whole_labs); do
        cd "$BATS_TEST_TMPDIR/suite/labs/$lab"
        run make
        assert_success
        refute_output --partial warning
        make -s clean
        assert_equal "$(git status --short .)" ''
    done
}
