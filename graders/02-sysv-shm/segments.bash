# shellcheck shell=bash
#
# segments.bash - plant and look at the System V segment of lab 02 from outside: /proc/sysvipc/shm lists
# what there is, and segment.c does what a shell cannot.
#
# setup_file calls choose_key, which exports:
#   FTOK_PATH, FTOK_ID   what the programs are compiled with     SHM_KEY   the key that these give
#   SHM_KEYS             the keys whose segments are ours to remove

# Compiles segment.c.
prepare_segments() {
    cp "$BATS_TEST_DIRNAME/segment.c" "$GRADE_RUN/src/"
    compile segment segment.c
    if [[ ! -x $GRADE_RUN/bin/segment ]]; then
        grader_fault "segment.c does not compile: $(head -n 2 "$GRADE_RUN/logs/segment.compile")"
    fi
}

# Runs segment.c. Whatever fails there is the grader's fault.
segment() {
    "$GRADE_RUN/bin/segment" "$@" 3>&- || grader_fault "segment $*: failed"
}

# Makes a file of our own, and draws an id until both give a key that nobody on this host has in use.
choose_key() {
    export FTOK_PATH=$GRADE_RUN/given/place FTOK_ID SHM_KEY SHM_KEYS
    : >"$FTOK_PATH"
    while :; do
        draw_number FTOK_ID 97 122
        SHM_KEY=$(segment key "$FTOK_PATH" "$FTOK_ID")
        find_segment "$SHM_KEY" || break
    done
    SHM_KEYS=$SHM_KEY
    # What a program makes that takes the -1 of a failed ftok() for a key.
    find_segment -1 || SHM_KEYS+=' -1'
}

# find_segment KEY - looks the segment up, into segment_id, segment_mode (four octal digits),
# segment_size and segment_users (how many have it attached); false if there is none.
find_segment() {
    local key mode
    while read -r key segment_id mode segment_size _ _ segment_users _; do
        if [[ $key == "$1" ]]; then
            # Behind the nine bits of the mode are flags of the kernel's.
            printf -v segment_mode %04o $((8#$mode & 8#777))
            return 0
        fi
    done </proc/sysvipc/shm
    return 1
}

# plant SIZE MODE [TEXT] - makes the segment anew, with TEXT and its NUL at its start and x in
# all other bytes; its id becomes $planted.
plant() {
    unplant
    planted=$(segment make "$SHM_KEY" "$@")
}

# hold_segment ID - somebody else has the segment attached, until release_segment or the check ends.
hold_segment() {
    coproc HOLDER { exec "$GRADE_RUN/bin/segment" hold "$1" 3>&-; }
    read -r _ <&"${HOLDER[0]}"
}

release_segment() {
    local pid=${HOLDER_PID:-}
    if [[ -n $pid ]]; then
        kill "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    fi
}

# Removes the segments with our keys.
unplant() {
    local key
    for key in $SHM_KEYS; do
        if find_segment "$key"; then
            ipcrm -m "$segment_id"
        fi
    done
}

# expect_there - a segment with our key is there.
expect_there() {
    if ! find_segment "$SHM_KEY"; then
        fail_check "a segment with the key $(key_name "$SHM_KEY"), which ftok() gives in this run" \
            "no such segment; there is: $(list_keys | summary)"
    fi
}

# expect_gone - no segment with our key is there.
expect_gone() {
    if find_segment "$SHM_KEY"; then
        fail_check "no segment with the key $(key_name "$SHM_KEY")" "it is there, with shmid $segment_id"
    fi
}

# expect_size SIZE - the segment is there and has SIZE bytes.
expect_size() {
    expect_there
    if [[ $segment_size != "$1" ]]; then
        fail_check "a segment of $1 bytes" "a segment of $segment_size bytes"
    fi
}

# expect_mode MODE [WHEN] - the segment is there and has this mode.
expect_mode() {
    expect_there
    if [[ $segment_mode != "$1" ]]; then
        fail_check "mode $1" "mode $segment_mode${2:-}"
    fi
}

# expect_content TEXT - the segment is there, and begins with TEXT and the NUL that ends it.
expect_content() {
    local LC_ALL=C
    expect_there
    if ! printf '%s\0' "$1" | cmp -s - <(segment bytes "$segment_id" $((${#1} + 1))); then
        fail_check "the segment begins with $(shown_text "$1") and a NUL" \
            "the segment begins with $(segment bytes "$segment_id" $((${#1} + 8)) | quoted $((${#1} + 8)))"
    fi
}

# expect_untouched SIZE MODE TEXT - the planted segment is still there, as plant made it.
expect_untouched() {
    expect_there
    if [[ $segment_id != "$planted" ]]; then
        fail_check "the segment that was there, shmid $planted" "another one, shmid $segment_id"
    fi
    if [[ $segment_size != "$1" || $segment_mode != "$2" ]]; then
        fail_check "the segment that was there: $1 bytes, mode $2" \
            "$segment_size bytes, mode $segment_mode"
    fi
    if ! { printf '%s\0' "$3" && tr '\0' x </dev/zero; } 2>/dev/null | head -c "$1" \
        | cmp -s - <(segment bytes "$segment_id" "$1"); then
        fail_check 'the segment that was there, unchanged' 'its content changed'
    fi
}

# expect_writer MESSAGE - exit status 0, and the writer's line for MESSAGE; the id in it becomes $printed.
expect_writer() {
    local output
    IFS= read -r -d '' output <"$run_out" || true
    printed=N
    if [[ $output =~ ' (shmid '([0-9]+)')'$'\n'$ ]]; then
        printed=${BASH_REMATCH[1]}
    fi
    expect_success "Writer: stored: $1 (shmid $printed)"
}

# Prints key $1 as ipcs(1) does.
key_name() {
    printf '0x%08x' $(($1 & 0xffffffff))
}

# Prints the key of each segment in sight. Outside a room others' segments are nobody's business.
list_keys() {
    local key id
    [[ $GRADE_TIER != names ]] || return 0
    while read -r key id _; do
        [[ $key == key ]] || printf 'shmid %s with the key %s\n' "$id" "$(key_name "$key")"
    done </proc/sysvipc/shm
}
