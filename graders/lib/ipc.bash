# shellcheck shell=bash
#
# ipc.bash - plant and look at IPC objects from outside. On Linux a POSIX object /NAME is the file
# /dev/shm/NAME, and the System V segments are listed in /proc/sysvipc.

# object_path NAME - the file behind the POSIX object NAME ("/my_shm").
object_path() {
    printf '/dev/shm/%s' "${1#/}"
}

# plant_object NAME SIZE MODE [TEXT] - makes the object with SIZE bytes of 0xff and TEXT, with its
# NUL, at its start.
plant_object() {
    local path
    path=$(object_path "$1")
    rm -f "$path"
    {
        if (($# > 3)); then
            printf '%s\0' "$4"
        fi
        tr '\0' '\377' </dev/zero
    } 2>/dev/null | head -c "$2" >"$path" || true
    chmod "$3" "$path"
}

# expect_object_size NAME SIZE - the object is there and has SIZE bytes.
expect_object_size() {
    expect_object "$1"
    local size
    size=$(stat -c %s "$(object_path "$1")")
    if [[ $size != "$2" ]]; then
        fail_check "an object of $2 bytes" "an object of $size bytes"
    fi
}

# expect_object NAME - the object is there.
expect_object() {
    if [[ ! -f $(object_path "$1") ]]; then
        fail_check "an object named $1 (SHM_NAME in this run)" "no such object; there is: $(list_ipc | summary)"
    fi
}

# expect_no_object NAME - the object is not there.
expect_no_object() {
    if [[ -e $(object_path "$1") ]]; then
        fail_check "no object named $1 (SHM_NAME in this run)" 'it is there'
    fi
}

# expect_stored NAME TEXT - the object begins with TEXT and the NUL that ends it.
expect_stored() {
    local path
    path=$(object_path "$1")
    local length
    length=$(printf '%s' "$2" | wc -c)
    if ! printf '%s\0' "$2" | cmp -s -n $((length + 1)) - "$path"; then
        fail_check "the object begins with $(shown_text "$2") and a NUL" \
            "the object begins with $(head -c $((length + 8)) "$path" | quoted $((length + 8)))"
    fi
}

# Prints every IPC object in sight, one a line. In a room that is everything there is; elsewhere only
# names with this run's token are ours to look at.
list_ipc() {
    if [[ $GRADE_TIER == names ]]; then
        find /dev/shm -mindepth 1 -name "*$GRADE_TOKEN*" ! -name "*$BESIDE*" -printf '%P\n' | sort
        return
    fi
    find /dev/shm -mindepth 1 ! -name "*$BESIDE*" -printf '%P\n' | sort
    awk 'FNR > 1 { n = split(FILENAME, part, "/"); print "System V " part[n] " id " $2 }' \
        /proc/sysvipc/shm /proc/sysvipc/sem /proc/sysvipc/msg
}

# Joins lines to one, "nothing" if there are none.
summary() {
    local lines
    mapfile -t lines
    if ((${#lines[@]} == 0)); then
        echo nothing
    else
        printf '%s\n' "${lines[@]}" | paste -sd, | sed 's/,/, /g' | shown_lines
    fi
}

# expect_nothing_left - no IPC object is there any more.
expect_nothing_left() {
    local left
    left=$(list_ipc)
    if [[ -n $left ]]; then
        fail_check 'nothing left behind' "left behind: $(summary <<<"$left")"
    fi
}

# ipc_ids KIND - puts the ids of all System V objects of KIND (shm, sem or msg) into ids=().
ipc_ids() {
    local line
    ids=()
    while read -r _ line _; do
        [[ $line == *id ]] || ids+=("$line")
    done <"/proc/sysvipc/$1"
}

# Removes what a check or a program left.
remove_leftovers() {
    local id ids pattern='*'
    if [[ $GRADE_TIER == names ]]; then
        pattern="*$GRADE_TOKEN*"
    else
        ipc_ids shm
        for id in "${ids[@]}"; do ipcrm -m "$id" || true; done
        ipc_ids sem
        for id in "${ids[@]}"; do ipcrm -s "$id" || true; done
        ipc_ids msg
        for id in "${ids[@]}"; do ipcrm -q "$id" || true; done
    fi
    # Most often nothing is there: a look by the shell itself costs less than a program.
    if compgen -G '/dev/shm/*' >/dev/null || compgen -G '/dev/shm/.[!.]*' >/dev/null; then
        find /dev/shm -mindepth 1 -maxdepth 1 -name "$pattern" ! -name "*$BESIDE*" -exec rm -rf -- {} +
    fi
}
