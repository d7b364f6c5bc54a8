#!/usr/bin/env bats
# Programs that do what they should not: each ends with one clear line and the right exit status, and leaves
# no process, object or segment on the host.

setup() {
    load helper
    begin
}

# hostile NAME
hostile() {
    run timeout -s KILL 1800 "$here/hostile-check" "$here/hostile/$1.c"
    assert_success
}

@test "a program that closes every descriptor that it can think of, and goes on" {
    hostile closes_everything
}

@test "a program that never comes to main" {
    hostile exits_in_constructor
}

@test "a program that every process forks another one" {
    hostile forks_for_ever
}

@test "a program that catches SIGSEGV and leaves without a word" {
    hostile handles_its_crash
}

@test "a program that sends a signal to every process of the host" {
    hostile kills_all
}

@test "a program that makes objects, semaphores and segments, and dies" {
    hostile leaves_names
}

@test "a program that tries to become a session of its own" {
    hostile leaves_the_group
}

@test "a program that recurses until the stack is full" {
    hostile overflows_the_stack
}

@test "a program that waits for bytes from a pipe" {
    hostile pipe_read
}

@test "a program that lets the kernel write to the control page, where no hook sees it" {
    hostile reads_over_the_page
}

@test "a program that computes for ever without touching shared memory" {
    hostile spins
}

@test "a program that does something else in every run" {
    hostile unsteady
}

@test "a program that does not touch shared memory" {
    hostile uses_nothing
}

@test "a program that finds the control page and clears it" {
    hostile writes_over_the_page
}

@test "a program that was not built with shmcheck-cc is not run" {
    printf 'int main(void) { return 0; }\n' >plain.c
    gcc -o plain plain.c
    shmcheck -- ./plain
    assert_failure 2
    assert_output "shmcheck: ./plain was not built with shmcheck-cc"
}

@test "a file that is no program, and one that is not there, are not run" {
    printf 'echo hello\n' >script
    chmod +x script
    shmcheck -- ./script
    assert_failure 2
    assert_output --partial "was not built with shmcheck-cc"
    shmcheck -- ./nowhere
    assert_failure 2
    assert_output --partial "No such file"
}

@test "a program that was built with shmcheck-cc says so when it is run by itself" {
    build program "$here/corpus/lost_update.c"
    run ./program
    assert_failure 2
    assert_output --partial "run it as: shmcheck -- ./program"
}

@test "sources that hide accesses are refused by shmcheck-cc" {
    printf '__attribute__((no_sanitize("thread"))) int main(void) { return 0; }\n' >a.c
    run "$tool/shmcheck-cc" -o a a.c
    assert_failure 2
    assert_output --partial "a.c:1: the attribute no_sanitize hides accesses to memory"
    printf 'int main(void)\n{\n    __asm__ volatile("nop; nop");\n}\n' >b.c
    run "$tool/shmcheck-cc" -o b b.c
    assert_failure 2
    assert_output --partial "b.c:3: inline assembly"
    printf '#pragma GCC optimize("O2")\nint main(void) { return 0; }\n' >c.c
    run "$tool/shmcheck-cc" -o c c.c
    assert_failure 2
    assert_output --partial "c.c:1: #pragma GCC optimize"
}

@test "sources that define what the runtime answers are refused by shmcheck-cc" {
    printf 'int sem_wait(void *s) { return s == 0; }\nint main(void) { return 0; }\n' >a.c
    run "$tool/shmcheck-cc" -o a a.c
    assert_failure 2
    assert_output --partial "defines sem_wait"
    printf 'void __tsan_write4(void *p) { (void)p; }\nint main(void) { return 0; }\n' >b.c
    run "$tool/shmcheck-cc" -o b b.c
    assert_failure 2
    assert_output --partial "defines __tsan_write4"
}

@test "a program may give its functions and variables the names that the runtime uses inside" {
    printf 'void touch(void) {}\nint take_turn = 0;\nint main(void) { touch(); return take_turn; }\n' >a.c
    run "$tool/shmcheck-cc" -o a a.c
    assert_success
    shmcheck -- ./a
    assert_output "INCOMPLETE: 0 events: the program touched no shared memory"
}

# ended_by SIGNAL SOURCE - a shmcheck that is ended while its program runs leaves neither process nor object.
#
# Whatever shmcheck starts holds the pipe `alive` as descriptor 9. The program writes "ready" to it when it has
# come to where it stays; its end comes when the last of these processes has gone.
ended_by() {
    local signal=$1 source=$2 pid line
    build program "$here/hostile/$source"
    rm -f alive && mkfifo alive
    exec 8<>alive
    "$tool/shmcheck" --allow race,crash,left-behind -- "$PWD/program" >report 2>&1 9>alive 8>&- 3>&- &
    pid=$!
    read -r -t 60 -u 8 line || fail "the program has not come to its end: $(<report)"
    assert_equal "$line" ready
    exec 7<alive 8>&-
    kill -"$signal" "$pid"
    wait "$pid" || true
    run timeout 600 cat <&7
    exec 7<&-
    assert_success
    run find /dev/shm -name "shmcheck-$pid-*"
    assert_output ""
}

@test "a shmcheck that is killed leaves no process" {
    ended_by KILL spins.c
}

@test "a shmcheck that is interrupted or terminated leaves no process and no object" {
    ended_by INT holds_an_object.c
    ended_by TERM holds_an_object.c
    ended_by KILL holds_an_object.c
}
