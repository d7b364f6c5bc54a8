#!/usr/bin/env bats
#
# The exercise of the hostile programs (behave.h), with limits so low that an attack costs little.

load ../lib/check/grader
load exercise

setup_file() {
    prepare_exercise
}

# bats test_tags=id:compiles,points:1
@test "the program compiles" {
    expect_compiled program
}

# bats test_tags=id:works,points:1,needs:compiles
@test "the program does what it is asked to do" {
    run_exercise
    expect_success "stored: $((number * number))"
    expect_stored "$SHM_NAME" "$((number * number))"
}

# bats test_tags=id:nothing-left,points:1,needs:works
@test "the program leaves nothing but its object" {
    run_exercise
    expect_no_children
    rm -f "$(object_path "$SHM_NAME")"
    expect_nothing_left
}
