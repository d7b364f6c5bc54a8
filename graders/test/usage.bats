#!/usr/bin/env bats
#
# What every program of the suite answers to --help, to --version and to an option that it does not know.

load common

# Programs that hand every option on, these two as well, to the program that they start.
declare -gA hands_on=(
    ['graders/shmcheck/shmcheck-cc']='a compiler: its own tests see that it answers'
    ['slides/chromium']='starts the browser, which has a --help and a --version'
)

setup_file() {
    copy_suite "$BATS_FILE_TMPDIR/suite"
}

setup() {
    suite=$BATS_FILE_TMPDIR/suite
    mkdir "$BATS_TEST_TMPDIR"/{here,tmp}
}

# Prints the programs of the suite: what can be executed and begins as a program of a shell or of node does.
programs() {
    local file
    git -C "$suite" ls-files | while IFS= read -r file; do
        if [[ -x $suite/$file && -z ${hands_on[$file]:-} ]] && head -n 1 "$suite/$file" | grep -qE '^#!.*\b(sh|bash|node)$'; then
            printf '%s\n' "$file"
        fi
    done
}

# Everything that a program could have made or changed.
describe_files() {
    find "$suite" "$BATS_TEST_TMPDIR/here" "$BATS_TEST_TMPDIR/tmp" -printf '%p %s %T@\n' | sort
}

# ask PROGRAM ARGUMENT - calls a program of the copy from another folder; its status, and what it says on stdout and
# stderr, are $status, $out and $err.
ask() {
    status=0
    (cd "$BATS_TEST_TMPDIR/here" && TMPDIR=$BATS_TEST_TMPDIR/tmp BUILD=$suite/build timeout 20 "$suite/$1" "$2" </dev/null) \
        >"$BATS_TEST_TMPDIR/out" 2>"$BATS_TEST_TMPDIR/err" || status=$?
    out=$(<"$BATS_TEST_TMPDIR/out") err=$(<"$BATS_TEST_TMPDIR/err")
}

# expect_of_all ARGUMENT CONDITION... - asks every program, and lists those that do not keep a condition.
expect_of_all() {
    local argument=$1 program condition wrong=() before asked=0
    shift
    before=$(describe_files)
    while IFS= read -r program; do
        ask "$program" "$argument"
        asked=$((asked + 1))
        for condition in "$@"; do
            (eval "$condition") || wrong+=("$program $argument: not so: $condition"$'\n'"$out$err")
        done
    done < <(programs)
    ((asked > 30)) || fail "only $asked programs were found"
    ((${#wrong[@]} == 0)) || fail "$(printf '%s\n' "${wrong[@]}")"
    diff <(printf '%s\n' "$before") <(describe_files) || fail 'files were made or changed'
}

@test "the programs are found" {
    programs | grep -qx 'graders/grade'
    programs | grep -qx 'labs/08-inspect-and-clean/crime-scene'
    for program in "${!hands_on[@]}"; do
        assert_file_executable "$suite/$program"
    done
}

@test "--help tells what a program is, how it is called and what its exit status means" {
    expect_of_all --help '((status == 0))' '[[ -z $err ]]' '[[ $out == "${program##*/} - "* ]]' \
        '[[ $out == *$'\''\n'\''"usage: "*"${program##*/}"* ]]' '[[ $out == *"Exit status: "* ]]' \
        '! grep -qE ".{81}" <<<"$out"'
}

@test "--version names the program and the version of the suite, on one line" {
    local version
    version=$(git -C "$suite" describe --always --tags)
    expect_of_all --version '((status == 0))' '[[ -z $err ]]' \
        "[[ \$out == \"\${program##*/} (shared-memory labs) $version\" ]]"
}

@test "an option that a program does not know is one clear error with the usage, and does nothing" {
    expect_of_all --no-such-option '((status == 2))' '[[ -z $out ]]' '[[ $err == *"usage: "*"${program##*/}"* ]]'
}

@test "--help counts among other arguments, but not behind a --" {
    run "$suite/graders/grade" --brief 01 --help
    assert_success
    assert_line -n 0 --partial 'grade - grade labs'
    run "$suite/graders/batch" --quiet -- --help
    assert_failure 2
    assert_output --partial 'there is no ./--help'
}

@test "a program tells which argument is missing or too many" {
    run "$suite/graders/test/verdict" wrong
    assert_failure 2
    assert_line -n 0 'verdict: an argument is missing'
    run "$suite/graders/maintainers/clean" all
    assert_failure 2
    assert_line -n 0 'clean: too many arguments, from "all" on'
    assert_line -n 1 'usage: graders/maintainers/clean'
}

# version - what a program of the copy in $suite says.
version() {
    run "$suite/graders/maintainers/clean" --version
    assert_success
    output=${output#clean (shared-memory labs) }
}

@test "the version is that of the commit, and says whether the graders differ from it" {
    suite=$BATS_TEST_TMPDIR/suite
    cheap_suite "$suite"
    version
    assert_output unknown
    git -C "$suite" init -q
    version
    assert_output unknown
    git -C "$suite" add -A
    git -C "$suite" -c user.name=copy -c user.email=copy@localhost commit -q -m first
    version
    assert_output "$(git -C "$suite" rev-parse --short HEAD)"
    git -C "$suite" tag v1.2
    version
    assert_output v1.2
    # A student's own work is not another suite.
    echo '/* mine */' >>"$suite/labs/01-posix-shm/reader.c"
    version
    assert_output v1.2
    echo '# mine' >>"$suite/graders/01-posix-shm/grade.bats"
    version
    assert_output v1.2-dirty
}

@test "a packed copy knows its version, and takes no other repository's for it" {
    suite=$BATS_TEST_TMPDIR/outer/suite
    cheap_suite "$suite"
    git -C "$BATS_TEST_TMPDIR/outer" init -q
    git -C "$BATS_TEST_TMPDIR/outer" add -A
    git -C "$BATS_TEST_TMPDIR/outer" -c user.name=copy -c user.email=copy@localhost commit -q -m outer
    version
    assert_output unknown
    echo v3 >"$suite/graders/version"
    version
    assert_output v3
    git -C "$suite" init -q
    git -C "$suite" -c user.name=copy -c user.email=copy@localhost commit -q --allow-empty -m mine
    version
    assert_output v3
}
