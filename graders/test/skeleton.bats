#!/usr/bin/env bats
#
# The tool that makes skeletons from solutions.

load common

setup() {
    file=$BATS_TEST_TMPDIR/solution.c
}

# Writes the arguments, one a line, as the solution.
solution() {
    printf '%s\n' "$@" >"$file"
}

skeleton() {
    run --separate-stderr "$top/graders/maintainers/skeleton" --print "$file"
}

# bats 1.8 wants to know that run's options are meant.
bats_require_minimum_version 1.5.0

@test "what stands between begin and instead is cut, and what follows instead takes its place" {
    solution 'a' '    //: begin' '    secret();' '    //: instead' '    //: /* TODO 1: say it. */' \
        '    //:' '    //:   deeper' '    //: end' 'z'
    skeleton
    assert_success
    assert_output "$(printf 'a\n    /* TODO 1: say it. */\n\n      deeper\nz')"
}

@test "a part without instead is cut" {
    solution a '//: begin' secret '//: end' z
    skeleton
    assert_success
    assert_output $'a\nz'
}

@test "files that are not C use #:" {
    solution '# a' '#: begin' 'secret' '#: instead' '#: write here' '#: end'
    skeleton
    assert_success
    assert_output $'# a\nwrite here'
}

@test "lines without markers are copied as they are" {
    solution $'\ttab' '' '  // comment' '/* // : no marker */'
    skeleton
    assert_success
    cmp "$file" <(printf '%s\n' "$output")
}

@test "begin without end is an error with file and line" {
    solution a b '//: begin' c
    skeleton
    assert_failure 2
    assert_equal "$stderr" "$file:3: begin without an end after it"
}

@test "end without begin is an error with file and line" {
    solution a '//: end'
    skeleton
    assert_failure 2
    assert_equal "$stderr" "$file:2: end without a begin before it"
}

@test "instead without begin is an error with file and line" {
    solution '//: instead'
    skeleton
    assert_failure 2
    assert_equal "$stderr" "$file:1: instead without a begin before it"
}

@test "a nested begin is an error with file and line" {
    solution '//: begin' a '//: begin' b '//: end' '//: end'
    skeleton
    assert_failure 2
    assert_equal "$stderr" "$file:3: begin inside the part that began at line 1"
}

@test "a second instead is an error with file and line" {
    solution '//: begin' '//: instead' '//: instead' '//: end'
    skeleton
    assert_failure 2
    assert_equal "$stderr" "$file:3: a second instead in the part that began at line 1"
}

@test "an unknown marker is an error with file and line" {
    solution a '//: beginn' b
    skeleton
    assert_failure 2
    assert_equal "$stderr" "$file:2: unknown marker: beginn"
}

@test "a line without a marker after instead is an error with file and line" {
    solution '//: begin' '//: instead' 'oops();' '//: end'
    skeleton
    assert_failure 2
    assert_equal "$stderr" "$file:3: a line without a marker between instead and end"
}

@test "the skeletons in labs/ are what the solutions give" {
    run "$top/graders/maintainers/skeleton" --check
    assert_success
    assert_output ''
}

@test "a solution that changed is found out, and make skeletons writes it" {
    copy_suite "$BATS_TEST_TMPDIR/suite"
    cd "$BATS_TEST_TMPDIR/suite"
    sed -i 's/TODO 1/TODO 99/' solutions/01-posix-shm/writer.c
    run graders/maintainers/skeleton --check 01
    assert_failure 1
    assert_output 'labs/01-posix-shm/writer.c differs from what solutions/01-posix-shm/writer.c gives'
    run make -s skeletons LAB=01
    assert_success
    assert_file_contains labs/01-posix-shm/writer.c 'TODO 99'
    run graders/maintainers/skeleton --check 01
    assert_success
}

@test "a student's work is not overwritten unasked, and the way out is named" {
    copy_suite "$BATS_TEST_TMPDIR/suite"
    cd "$BATS_TEST_TMPDIR/suite"
    echo '/* my evening */' >>labs/01-posix-shm/writer.c
    run make -s skeletons LAB=01
    assert_failure
    assert_output --partial 'labs/01-posix-shm/writer.c has work that git does not hold'
    assert_output --partial 'make skeletons FORCE=1'
    assert_file_contains labs/01-posix-shm/writer.c 'my evening'
    run make -s skeletons LAB=01 FORCE=1
    assert_success
    run grep 'my evening' labs/01-posix-shm/writer.c
    assert_failure
}

@test "without git nothing of a student's is overwritten either" {
    copy_suite "$BATS_TEST_TMPDIR/suite"
    cd "$BATS_TEST_TMPDIR/suite"
    rm -rf .git
    echo '/* my evening */' >>labs/01-posix-shm/reader.c
    run graders/maintainers/skeleton --write 01
    assert_failure 2
    assert_file_contains labs/01-posix-shm/reader.c 'my evening'
}
