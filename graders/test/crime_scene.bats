#!/usr/bin/env bats
#
# The story of lab 08, where it has no terminal, and where it has no room.

load common

setup() {
    scene=$top/labs/08-inspect-and-clean/crime-scene
}

@test "without a terminal the scene is printed, nobody waits, and nothing is left" {
    export TMPDIR=$BATS_TEST_TMPDIR/tmp
    mkdir "$TMPDIR"
    run make -s -C "$top/labs/08-inspect-and-clean" crime-scene </dev/null
    assert_success
    assert_line --partial 'THE CASE OF THE MISSING MEMORY'
    assert_line --regexp '^-rw-------.* 4096 .* frames_[0-9]+$'
    assert_line --regexp '^-rw-------.* 32 .* sem\.lock_[0-9]+$'
    # Two segments: one that somebody has attached, one whose maker is gone.
    assert_equal "$(grep -cE '^[0-9]+ +[^ ]+ +[0-9]+ +[0-9]+' <<<"$output")" 2
    assert_equal "$(grep -cE '^ +[0-9]+ (backup|chat|game|mail|printer|webcam)$' <<<"$output")" 3
    assert_line 'No terminal here, so no shell: call make crime-scene in one to solve the case.'
    for line in "${lines[@]}"; do
        assert [ "${#line}" -le 80 ]
    done
    # Other tests use the host's /dev/shm meanwhile: of this room nothing may be there.
    for name in $(grep -oE '(cache|frames|note|sem\.lock)_[0-9]+$' <<<"$output"); do
        assert_not_exist "/dev/shm/$name"
    done
    assert_equal "$(ls -A "$TMPDIR")" ''
}

@test "where no room can be opened it says so, and does nothing" {
    mkdir "$BATS_TEST_TMPDIR/bin"
    printf '#!/bin/sh\nexit 1\n' >"$BATS_TEST_TMPDIR/bin/unshare"
    chmod +x "$BATS_TEST_TMPDIR/bin/unshare"
    PATH=$BATS_TEST_TMPDIR/bin:$PATH run "$scene"
    assert_failure 2
    assert_line --index 0 'No room can be opened here: this host forbids namespaces, as some containers do.'
    run "$scene" now
    assert_failure 2
    assert_output 'usage: ./crime-scene'
}
