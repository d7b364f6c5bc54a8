#!/usr/bin/env bats
#
# graders/grade from outside: exit statuses, result.json, bad input, and what it leaves behind.

load common

setup() {
    from=$BATS_TEST_TMPDIR/from
    out=$BATS_TEST_TMPDIR/out
    result=$out/01-posix-shm/result.json
}

grade() {
    run timeout -k 1 200 "$top/graders/grade" --out "$out" "$@"
}

# field EXPRESSION - of the result.
field() {
    jq -r "$1" "$result"
}

# break_grader SEDSCRIPT - changes one thing in the grader of lab 01, in a copy of the suite.
break_grader() {
    if [[ $top != "$BATS_TEST_TMPDIR/suite" ]]; then
        copy_suite "$BATS_TEST_TMPDIR/suite"
        top=$BATS_TEST_TMPDIR/suite
    fi
    sed -i "$1" "$top/graders/01-posix-shm/grade.bats"
}

@test "full marks are exit status 0, and result.json has every field" {
    grade --from "$top/solutions" --seed 7 01
    assert_success
    assert_equal "$(field '[.lab, .title, .isolation, .seed] | @csv' | tr -d '"' | sed -E 's/room|names/jail/')" \
        '01-posix-shm,POSIX writer and reader,jail,7'
    assert_equal "$(field '"grade (shared-memory labs) \(.version)"')" "$("$top/graders/grade" --version)"
    assert_equal "$(field '.score == .max_score and (.score == ([.tests[].score] | add))')" true
    assert_equal "$(field 'all(.tests[]; has("name", "status", "score", "max_score", "hint", "output"))')" true
    assert_equal "$(field '[.tests[].status] | unique | join(" ")')" passed
}

@test "less than full marks is exit status 1, with a hint and what was expected" {
    mistaken_submission "$from" mode-0666
    grade --from "$from" 01
    assert_failure 1
    assert_equal "$(field '[.tests[] | select(.status == "failed") | .id] | join(" ")')" mode
    assert_equal "$(field '.tests[] | select(.id == "mode") | .hint')" \
        'the third argument of shm_open() is the mode of a new object'
    assert_output --partial 'expected  mode 0600'
    assert_output --partial 'got       mode 0666, with umask 000'
}

@test "no line on the screen is wider than 80 columns, and without a terminal there is no colour" {
    export LC_ALL=C.UTF-8
    grade 01
    for line in "${lines[@]}"; do
        if ((${#line} > 80)); then fail "${#line} columns: $line"; fi
    done
    refute_output --partial $'\e'
}

@test "the same seed draws the same values" {
    mistaken_submission "$from" reader-prints-constant
    grade --from "$from" --seed 4711 01
    first=$(field 'del(.seconds)')
    grade --from "$from" --seed 4711 01
    assert_equal "$(field 'del(.seconds)')" "$first"
}

@test "a grading leaves nothing behind, in any tier" {
    for tier in jail room names; do
        grade --isolation "$tier" --seed 77777 --from "$top/solutions" 01
        assert_success
        assert_equal "$(find /dev/shm -name '*shmlab-77777*')" ''
        assert_equal "$(ls -A "$out")" 01-posix-shm
    done
}

@test "a check whose precondition failed is not run, and says what it needs" {
    mistaken_submission "$from" does-not-compile
    grade --from "$from" 01
    assert_failure 1
    assert_equal "$(field '[.tests[1:][].status] | unique | join(" ")')" not-run
    assert_equal "$(field '.tests[1].output')" 'not run: it needs "both programs compile"'
}

@test "an unknown lab is named, and what there is" {
    grade 99
    assert_failure 2
    assert_output --partial 'There is no lab "99". The labs are: 01-posix-shm'
}

@test "a FROM that does not exist, or has no such lab, is named" {
    grade --from "$BATS_TEST_TMPDIR/nowhere" 01
    assert_failure 2
    assert_output "Cannot grade: there is no folder $BATS_TEST_TMPDIR/nowhere"
    mkdir "$from"
    grade --from "$from" 01
    assert_failure 2
    assert_output --partial "$from has no folder 01-posix-shm"
    assert_output --partial 'writer.c reader.c'
}

@test "wrong values of options are named" {
    grade --seed hello 01
    assert_failure 2
    assert_output --partial 'SEED is a number from 1 to 99999, not "hello"'
    grade --isolation cage 01
    assert_failure 2
    grade --seed
    assert_failure 2
    grade --colour 01
    assert_failure 2
    assert_output --partial 'unknown option --colour'
}

@test "a missing tool is named, and the way out" {
    tools=$BATS_TEST_TMPDIR/tools
    mkdir "$tools"
    ln -s /usr/bin/* "$tools/"
    rm "$tools/valgrind" "$tools/jq"
    PATH=$tools grade 01
    assert_failure 2
    assert_output --partial 'missing: jq valgrind'
    assert_output --partial 'make setup'
}

@test "where nothing can be written it says so, and writes nothing" {
    out=/proc/results
    grade 01
    assert_failure 2
    assert_output --partial 'cannot write to /proc/results'
    assert_output --partial 'BUILD=DIR'
}

@test "without space it says so, and the last result stays whole" {
    if ! unshare --mount --user --map-root-user true; then skip 'needs a mount namespace'; fi
    mkdir "$out"
    run unshare --mount --user --map-root-user bash -c '
        mount -t tmpfs -o size=32k tmpfs "$1" && mkdir "$1/01-posix-shm" &&
        echo old >"$1/01-posix-shm/result.json" && { head -c 1M /dev/zero >"$1/filler" || true; }
        "$2/graders/grade" --out "$1" 01; echo "status $?"; cat "$1/01-posix-shm/result.json"; ls -A "$1"
        ' - "$out" "$top"
    assert_output --partial 'Cannot grade: cannot write to'
    assert_output --partial $'status 2\nold\n01-posix-shm\nfiller'
}

@test "a student file that is missing, a link, a fifo, too large or unreadable is charged and named" {
    submission "$from"
    cd "$from/01-posix-shm"
    rm writer.c
    grade --from "$from" 01
    assert_failure 1
    assert_equal "$(field '.score')" 0
    assert_output --partial 'writer.c is missing'

    ln -s /etc/hostname writer.c
    grade --from "$from" 01
    assert_output --partial 'writer.c is a link'
    rm writer.c && mkfifo writer.c
    grade --from "$from" 01
    assert_output --partial 'writer.c is not a regular file'
    rm writer.c && head -c 300000 /dev/zero >writer.c
    grade --from "$from" 01
    assert_output --partial 'writer.c is larger than 256 KiB'
    if ((EUID != 0)); then
        rm writer.c && : >writer.c && chmod 000 writer.c
        grade --from "$from" 01
        assert_output --partial 'writer.c cannot be read'
    fi
}

@test "given files of a submission are not looked at" {
    submission "$from"
    echo '#error mine' >"$from/01-posix-shm/shm.h"
    printf 'all:\n\tfalse\n' >"$from/01-posix-shm/Makefile"
    grade --from "$from" 01
    assert_success
}

@test "a check that breaks is an error, takes no points, the lab has no score, and its reason is kept" {
    break_grader 's/^    expect_usage$/    no_such_command/'
    grade --from "$top/solutions" 01
    assert_failure 2
    assert_equal "$(field '.score')" null
    assert_equal "$(field '.tests[] | select(.id == "usage") | .status')" error
    assert_output --partial 'no score: the grader itself failed'
    run grep -F 'no_such_command: command not found' "$(dirname "$result")/logs/bats"
    assert_success
}

@test "a setup that breaks is an error in every check" {
    break_grader 's/^    prepare_sources$/    no_such_command/'
    grade --from "$top/solutions" 01
    assert_failure 2
    run grep -F 'no_such_command: command not found' "$(dirname "$result")/logs/bats"
    assert_success
    assert_equal "$(field '[.tests[].status] | unique | join(" ")')" error
    assert_equal "$(field '.score')" null
}

@test "results that do not match the manifest are an error" {
    break_grader 's/^setup_file() {$/&\n    echo "ok 1 forged" >\&3/'
    grade --from "$top/solutions" 01
    assert_failure 2
    assert_equal "$(field '.score')" null
    assert_equal "$(field .error)" 'bats reported "ok 1 forged", which is not the next check of the manifest'
}

@test "a manifest that is missing is named, and one that is wrong with file and line" {
    break_grader 's/id:size,points:1/id:object,points:1/'
    grade 01
    assert_failure 2
    assert_output --partial 'grade.bats:'
    assert_output --partial 'a second check "object"'
    break_grader 's/id:object,points:1/id:size,points:1/; s/needs:object$/needs:objekt/'
    grade 01
    assert_output --partial 'needs the check "objekt", which is not above it'
    rm "$top/graders/01-posix-shm/grade.bats"
    grade 01
    assert_failure 2
    assert_line --index 0 'graders/01-posix-shm/grade.bats is missing: docs/CONTRIBUTING.md, "Add a lab"'
}

@test "no descriptor of the grader reaches a program of the submission" {
    submission "$from"
    cat >"$from/01-posix-shm/writer.c" <<'C'
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    for (int fd = 3; fd < 1024; fd++) {
        dprintf(fd, "ok 3 forged\n");
    }
    puts("ok 3 the writer creates the object and leaves it there");
    return 0;
}
C
    grade --from "$from" 01
    assert_failure 1
    assert_equal "$(field '.tests[2].status')" failed
    assert_equal "$(field '.error')" null
}

@test "escape sequences of a program do not reach the screen" {
    submission "$from"
    cat >"$from/01-posix-shm/writer.c" <<'C'
#include <stdio.h>

int main(void)
{
    fwrite("\033[2J\0\377evil\n", 1, 11, stdout);
    return 0;
}
C
    grade --from "$from" 01
    assert_failure 1
    refute_output --partial $'\e'
    assert_output --partial '\u001b[2J'
}

# interrupt TIER SEED - ends a grading in the middle, and looks for what is left. Other gradings go on
# at the same time: the seed is a part of the names of this one's objects.
interrupt() {
    mistaken_submission "$from" endless-loop
    env --default-signal=INT "$top/graders/grade" --isolation "$1" --seed "$2" --from "$from" --out "$out" 01 \
        >"$BATS_TEST_TMPDIR/said" 2>&1 3>&- &
    pid=$!
    # The reader computes for ever: the grading is in its middle now, and stays there.
    until pgrep -f "$out/.*/bin/reader\$" >/dev/null; do
        kill -0 "$pid" || fail "$(cat "$BATS_TEST_TMPDIR/said")"
    done
    kill -INT "$pid"
    status=0
    wait "$pid" || status=$?
    assert_equal "$status" 130
    run pgrep -f "$out"
    assert_failure
    assert_equal "$(ls -A "$out")" ''
    assert_equal "$(find /dev/shm -name "*shmlab-$2*")" ''
}

@test "Ctrl-C leaves no process, no object and no half result" {
    interrupt jail 77778
}

@test "Ctrl-C leaves nothing where there are no namespaces either" {
    interrupt names 77779
}

@test "make grade passes LAB, FROM and SEED on" {
    submission "$from"
    copy_tools "$BATS_TEST_TMPDIR/build"
    BUILD=$BATS_TEST_TMPDIR/build run make -s -C "$top" grade LAB=posix-shm FROM="$from" SEED=12
    assert_success
    assert_equal "$(jq -r .seed "$BATS_TEST_TMPDIR/build/grade/01-posix-shm/result.json")" 12
}

@test "make shows every lab with its last score" {
    copy_tools "$BATS_TEST_TMPDIR/build"
    export BUILD=$BATS_TEST_TMPDIR/build PROGRESS=$BATS_TEST_TMPDIR/progress
    run make -s -C "$top"
    assert_output --partial 'not graded yet'
    run make -s -C "$top" grade LAB=01
    run make -s -C "$top"
    assert_output --regexp '01  POSIX writer and reader +[█░]+ +3/[1-9][0-9]'
}

@test "a folder with blanks in its name does not disturb" {
    copy_suite "$BATS_TEST_TMPDIR/my labs"
    cp -r "$top/solutions/01-posix-shm"/*.c "$BATS_TEST_TMPDIR/my labs/labs/01-posix-shm/"
    run make -s -C "$BATS_TEST_TMPDIR/my labs" grade LAB=01
    assert_success
}

@test "a room for jails shows the suite to its other user, also one that is for its owner alone" {
    # shellcheck source=../lib/room.bash
    source "$top/graders/lib/room.bash"
    local closed=$BATS_TEST_TMPDIR/closed
    ((EUID == 0)) || skip "only where root grades is there another user"
    (umask 077 && mkdir -p "$closed"/suite/{labs,graders} "$closed"/{tools,run} \
        && echo check >"$closed/suite/graders/file" && echo tool >"$closed/tools/tool")
    GRADE_TOP=$closed/suite GRADE_TOOLS=$closed/tools GRADE_RUN=$closed/run \
        run run_in_tier jail setpriv --bounding-set -all --ambient-caps -all --inh-caps -all \
        bash -c 'cat "$1"/suite/graders/file "$1/tools/tool" && echo run >"$1/run/it" && cat "$1/run/it"' - "$closed"
    assert_success
    assert_output $'check\ntool\nrun'
}
