#!/usr/bin/env bats
#
# The same exercise for programs that deceive the tools: Memcheck and shmcheck.

load ../lib/check/grader
load exercise

setup_file() {
    prepare_exercise
    compile_explored explored "-DSHM_NAME=\"$SHM_NAME\"" program.c
}

# bats test_tags=id:compiles,points:1
@test "the program compiles" {
    expect_compiled program
}

# bats test_tags=id:works,points:1,needs:compiles
@test "the program does what it is asked to do" {
    run_exercise
    expect_success "stored: $((number * number))"
}

# bats test_tags=id:memory,points:1,needs:works
@test "no memory error and no leak (Memcheck)" {
    run_valgrind memcheck program "$number"
    expect_no_findings
    expect_success "stored: $((number * number))"
}

# bats test_tags=id:explored,points:1,needs:memory
@test "the program is right in every order (shmcheck)" {
    expect_explorable explored
    explore --allow left-behind --expect "stored: $((number * number))" -- explored "$number"
    expect_explored 'the right answer'
}
