#!/usr/bin/env bats
#
# The command line: questions that it answers, and what it refuses.

bats_require_minimum_version 1.5.0

load helper

setup_file() {
    [[ -x ${SUPERVISE:-} ]]
}

setup() {
    begin
}

# expect_refused MESSAGE ARGUMENT... - supervise is called with just these arguments, and says why not.
expect_refused() {
    run --separate-stderr timeout 10 "$SUPERVISE" "${@:2}"
    assert_failure 2
    assert_output ''
    assert_equal "${stderr_lines[0]}" "supervise: $1"
    assert_equal "${stderr_lines[-1]}" 'supervise --help lists the options.'
    assert_not_exists "$folder"
}

# listed_options - prints the options of --help, one a line.
listed_options() {
    "$SUPERVISE" --help | grep -oP '^  --[a-z-]+'
}

@test "--help lists the options, on stdout, with status 0" {
    run --separate-stderr "$SUPERVISE" --help
    assert_success
    assert_equal "$stderr" ''
    assert_line --index 0 'usage: supervise --folder DIR [OPTION...] -- COMMAND [ARGUMENT...]'
    assert_line '  --wall SECONDS    end it after so much elapsed time (default 30)'
    assert_line '  --umask OCTAL     file mode creation mask (default 022)'
    for line in "${lines[@]}"; do
        if ((${#line} > 80)); then fail "${#line} columns: $line"; fi
    done
}

@test "--help does not list what supervise says to itself" {
    run "$SUPERVISE" --help
    refute_output --partial -- '--keep'
}

@test "--version says one line on stdout, with status 0" {
    run --separate-stderr "$SUPERVISE" --version
    assert_success
    assert_equal "$stderr" ''
    assert_equal "${#lines[@]}" 1
    assert_output --regexp '^supervise [^ ]+$'
}

@test "the version is the one that the build was given" {
    cp "$BATS_TEST_DIRNAME"/../{Makefile,*.[ch]} "$BATS_TEST_TMPDIR"
    make -s -C "$BATS_TEST_TMPDIR" OUT=build VERSION=1.2.3
    run "$BATS_TEST_TMPDIR/build/supervise" --version
    assert_output 'supervise 1.2.3'
    make -s -C "$BATS_TEST_TMPDIR" OUT=build VERSION=1.2.4
    run "$BATS_TEST_TMPDIR/build/supervise" --version
    assert_output 'supervise 1.2.4'
}

@test "the README describes exactly the options that --help lists" {
    diff <(listed_options | grep -oP -- '--[a-z-]+' | sort) \
        <(grep -oP '^\| `\K--[a-z-]+' "$BATS_TEST_DIRNAME/../README.md" | sort)
}

@test "an unknown option is named" {
    expect_refused '--bogus: unknown option' --folder "$folder" --bogus -- true
    expect_refused '-x: unknown option' --folder "$folder" -x -- true
}

@test "an option without its value is named, with what is missing" {
    expect_refused '--cpu: its value is missing: --cpu SECONDS' --folder "$folder" --cpu
}

@test "an option that takes no value is named" {
    expect_refused '--jail=yes: --jail takes no value' --folder "$folder" --jail=yes -- true
}

@test "a value that is not a number is named, for each option that takes one" {
    local option
    for option in wall:SECONDS polls:LOOKS cpu:SECONDS as:BYTES fsize:BYTES memory:BYTES processes:N; do
        for value in many 5x -1 '' 99999999999999999999; do
            expect_refused "--${option%:*} '$value': ${option#*:} must be a whole number from 0 to 9223372036854775807" \
                --folder "$folder" "--${option%:*}" "$value" -- true
        done
    done
    expect_refused "--umask '9': OCTAL must be an octal number, such as 022" --folder "$folder" --umask 9 -- true
}

@test "an option that may be given again has its limit" {
    local hooks=() i
    for ((i = 0; i < 17; i++)); do
        hooks+=(--on-blocked "true $i")
    done
    expect_refused "--on-blocked 'true 16': at most 16 times" --folder "$folder" "${hooks[@]}" -- true
}

@test "without a folder or a command nothing is run" {
    expect_refused '--folder DIR is needed' -- true
    expect_refused 'the command is missing: -- COMMAND [ARGUMENT...]' --folder "$folder"
}

@test "the options of the command are the command's" {
    supervise printf %s --help
    assert_success
    assert_equal "$(<"$folder/out")" --help
}
