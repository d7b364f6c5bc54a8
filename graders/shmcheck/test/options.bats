#!/usr/bin/env bats
# The command line: what each option does, and what is refused.

bats_require_minimum_version 1.5.0

setup() {
    load helper
    begin
}

@test "--help lists every option and exits with 0" {
    shmcheck --help
    assert_success
    local option
    for option in expect status allow forbid budget bound seed spurious fail kill stdin trace schedule \
        replay repeat format output explain statistics; do
        assert_output --partial "--$option"
    done
}

@test "--version prints the name and the version that make was given, on standard output, with status 0" {
    local version
    version=$(cat "$tool/version")
    assert_not_equal "$version" ""
    run --separate-stderr "$tool/shmcheck" --version
    assert_success
    assert_output "shmcheck $version"
    run --separate-stderr "$tool/shmcheck-cc" --version
    assert_success
    assert_output "shmcheck-cc $version"
    cp "$tool/shmcheck-cc" .
    run ./shmcheck-cc --version
    assert_success
    assert_output "shmcheck-cc unknown"
}

@test "shmcheck-cc --help prints its usage on standard output, with status 0" {
    run --separate-stderr "$tool/shmcheck-cc" --help
    assert_success
    assert_line --index 0 "usage: shmcheck-cc [GCC OPTION...] FILE.c... [-o PROGRAM]"
}

@test "wrong usage prints a usage line and exits with 2" {
    local arguments
    for arguments in "" "--nonsense x" "--budget 0 x" "--budget" "--status 256 x" "--allow mapping x" \
        "--forbid race x" "--bound 3 x" "--fail shm_open x" "--fail shm_open=ENONSENSE x" "--kill child x" \
        "--kill child@0 x" "--format pdf x" "--seed -1 x" "x +" "--repeat 0 x"; do
        # shellcheck disable=SC2086 # each word is an argument
        shmcheck $arguments
        assert_failure 2
        assert_output --partial "usage: shmcheck"
    done
    shmcheck --expect '(' x
    assert_failure 2
    assert_output --partial "not an extended regular expression"
}

@test "--expect is compared with the whole output less its last newline" {
    build program "$here/corpus/mutex_locked.c"
    shmcheck --expect 2 -- ./program
    assert_success
    shmcheck --expect '3|2' -- ./program
    assert_success
    shmcheck --expect '' -- ./program
    assert_failure 1
    assert_line --index 0 'wrong-output: the output is "2", expected was ""'
    shmcheck --expect 'sum \(of all\): [0-9]' -- ./program
    assert_line --index 0 'wrong-output: the output is "2", expected was "sum (of all): [0-9]"'
}

@test "--status says which exit statuses are right" {
    build program "$here/corpus/use_after_unlink.c"
    shmcheck -- ./program
    assert_failure 1
    assert_line --index 0 "status: parent exits with status 1"
    shmcheck --status 0,1 -- ./program
    assert_success
    shmcheck --status 7 -- ./program
    assert_failure 1
}

@test "--allow takes a kind out" {
    build program "$here/corpus/lost_update.c"
    shmcheck -- ./program
    assert_failure 1
    shmcheck --allow race -- ./program
    assert_success
    build left "$here/corpus/left_object.c"
    shmcheck --allow left-behind -- ./left
    assert_success
}

@test "--forbid finds mappings, descriptors, busy waits and sleeping under a lock, only when asked" {
    build left "$here/corpus/left_object.c"
    shmcheck --allow left-behind --forbid descriptor -- ./left
    assert_failure 1
    assert_line --index 0 --partial "descriptor: parent ends with a descriptor still open, from left_object.c:"
    shmcheck --allow left-behind --forbid mapping -- ./left
    assert_failure 1
    assert_line --index 0 --partial "mapping: parent ends with shared memory still mapped"
    build program "$here/labs/counter.c"
    shmcheck --forbid sleep-under-lock,busy-wait -- ./program 2
    assert_success
    build busy "$here/corpus/busy_flag.c"
    shmcheck -- ./busy
    assert_success
    build sleeps "$here/corpus/sleeps_in_lock.c"
    shmcheck -- ./sleeps
    assert_success
}

@test "--forbid names where a descriptor and a semaphore come from, and knows those that were given back" {
    cat >program.c <<'C'
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
    sem_t *semaphores = mmap(NULL, 2 * sizeof *semaphores, PROT_READ | PROT_WRITE,
                             MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    (void)argv;
    if (sem_init(&semaphores[0], 1, 1) == -1 ||
        sem_init(&semaphores[1], 1, 1) == -1)
        return 1;
    sem_destroy(&semaphores[0]);
    FILE *stream = fdopen(open("/dev/null", O_RDONLY), "r");
    if (argc == 1) {
        sem_destroy(&semaphores[1]);
        fclose(stream);
    }
    munmap(semaphores, 2 * sizeof *semaphores);
    return 0;
}
C
    build program program.c
    shmcheck --forbid descriptor,semaphore,mapping -- ./program
    assert_success
    shmcheck -- ./program keep
    assert_success
    shmcheck --forbid descriptor -- ./program keep
    assert_failure 1
    assert_line --index 0 "descriptor: parent ends with a descriptor still open, from program.c:17"
    shmcheck --forbid semaphore -- ./program keep
    assert_failure 1
    assert_line --index 0 --regexp "^semaphore: nobody has destroyed the semaphore at shared memory.*, made at program.c:14$"
}

@test "what is left behind is named with the line that made it, and a child before all else" {
    build left "$here/corpus/left_object.c"
    shmcheck -- ./left
    assert_line --index 0 "left-behind: the shared memory object /corpus is left behind, made at left_object.c:9"
    build left "$here/corpus/left_semaphore.c"
    shmcheck -- ./left
    assert_line --index 0 "left-behind: the named semaphore /corpus is left behind, made at left_semaphore.c:24"
    build left "$here/corpus/left_segment.c"
    shmcheck -- ./left
    assert_line --index 0 --regexp "^left-behind: the System V segment .* is left behind, made at left_segment.c:[0-9]+$"
    build left "$here/corpus/left_child.c"
    shmcheck -- ./left
    assert_line --index 0 "left-behind: nobody has waited for child, forked at common.h:45"
}

@test "--bound N searches orders with at most N preemptions and says so" {
    build program "$here/corpus/mutex_locked.c"
    shmcheck --bound 1 -- ./program
    assert_success
    assert_output --partial "AT MOST 1 PREEMPTIONS"
}

@test "a budget that is too small ends with 3 and says what was sampled, the same for the same seed" {
    build program "$here/labs/producer_consumer.c"
    shmcheck --budget 0.5 -- ./program 10 2 2
    assert_failure 3
    assert_output --partial "SAMPLED: "
    assert_output --partial "nothing found within the budget"
}

@test "--explain prints the claim" {
    build program "$here/corpus/mutex_locked.c"
    shmcheck --explain -- ./program
    assert_success
    assert_output --partial "every Mazurkiewicz"
    assert_output --partial "sequential consistency"
}

@test "--fail makes the N-th call fail with the given error" {
    build program "$here/labs/counter.c"
    local failure
    for failure in shm_open=EACCES sem_open=EACCES ftruncate=ENOSPC mmap=ENOMEM fork=EAGAIN \
        sem_wait=EINVAL waitpid=ECHILD; do
        shmcheck --fail "$failure" --status 1 --allow left-behind -- ./program 1
        assert_success
    done
    shmcheck --fail sem_wait:2=EINTR --expect 'final counter: 4 .*' -- ./program 2
    assert_success
    shmcheck --fail ftruncate=ENOSPC -- ./program 1
    assert_failure 1
    assert_output --partial "ftruncate = ENOSPC"
    assert_output --partial "<- made to fail"
}

@test "--kill kills a process at its step: outside the lock it is reported, inside nobody can help" {
    build program "$here/labs/counter.c"
    shmcheck --kill child@1 --status 1 -- ./program 1
    assert_success
    shmcheck --kill child@2 --status 1 -- ./program 1
    assert_failure 1
    assert_line --index 0 "deadlock: every process waits for another"
}

@test "--kill lets a robust mutex be recovered" {
    build program "$here/corpus/robust_recovered.c"
    shmcheck --kill child@3 -- ./program
    assert_success
}

@test "--spurious finds a condition that is asked only once" {
    build program "$here/corpus/if_instead_of_while.c"
    shmcheck --expect 1 -- ./program
    assert_success
    shmcheck --spurious --expect 1 -- ./program
    assert_failure 1
}

@test "--stdin gives the programs their input" {
    printf '#include <stdio.h>\n#include "%s"\n' "$here/corpus/common.h" >program.c
    printf 'int main(void)\n{\n    int *n = share(4);\n\n    *n = getchar();\n    return *n != 65;\n}\n' >>program.c
    build program program.c
    printf A >input
    shmcheck --stdin input -- ./program
    assert_success
    shmcheck -- ./program
    assert_failure 1
}

@test "--output writes the report to a file" {
    build program "$here/corpus/lost_update.c"
    shmcheck --output report -- ./program
    assert_failure 1
    assert_output ""
    run cat report
    assert_line --index 0 --partial "race: "
}
