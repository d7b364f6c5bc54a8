# shellcheck shell=bash
#
# ipc.bash - plant and look at IPC objects from outside. On Linux a POSIX object /NAME is the file
# /dev/shm/NAME, and the System V segments are listed in /proc/sysvipc.

# object_path NAME - the file behind the POSIX object NAME ("/my_shm").
object_path() {
    printf '/dev/shm/%s' "${1#/}"
}

# plant_object NAME SIZE MODE [TEXT] - makes the object anew, with SIZE bytes of 0xff, and TEXT with its NUL
# at its start. MODE has bits of 0666 only.
plant_object() {
    # Graders plant often, so no program is started. In this locale a character is a byte.
    local LC_ALL=C path=/dev/shm/${1#/} text=${4-} filler mask
    if [[ -e $path ]]; then
        rm -f "$path"
    fi
    printf -v filler '%*s' "$2" ''
    filler=${filler// /$'\xff'}
    # So the object has its mode from the first moment on.
    printf -v mask %o $((0666 & ~8#$3))
    if (($# > 3)) && ((${#text} < $2)); then
        (umask "$mask" && printf '%s\0%s' "$text" "${filler:${#text}+1}" >"$path")
    else
        (umask "$mask" && printf '%s%s' "${text:0:$2}" "${filler:${#text}}" >"$path")
    fi
}

# expect_object_size NAME SIZE - the object is there and has SIZE bytes.
expect_object_size() {
    expect_object "$1"
    local size
    size=$(stat -c %s "/dev/shm/${1#/}")
    if [[ $size != "$2" ]]; then
        fail_check "an object of $2 bytes" "an object of $size bytes"
    fi
}

# expect_object NAME - the object is there.
expect_object() {
    if [[ ! -f /dev/shm/${1#/} ]]; then
        fail_check "an object named $1 (SHM_NAME in this run)" "no such object; there is: $(list_ipc | summary)"
    fi
}

# expect_no_object NAME - the object is not there.
expect_no_object() {
    if [[ -e /dev/shm/${1#/} ]]; then
        fail_check "no object named $1 (SHM_NAME in this run)" 'it is there'
    fi
}

# expect_stored NAME TEXT - the object begins with TEXT and the NUL that ends it.
expect_stored() {
    local LC_ALL=C path=/dev/shm/${1#/} stored length=${#2}
    expect_object "$1"
    # read returns 0 only when it came to a NUL.
    if ! IFS= read -r -d '' stored <"$path" || [[ $stored != "$2" ]]; then
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
    local line lines
    ids=()
    # All lines at once: for a line that read takes, the kernel makes all those before it again.
    mapfile -t lines <"/proc/sysvipc/$1"
    for line in "${lines[@]:1}"; do
        [[ ! $line =~ ^\ *-?[0-9]+\ +([0-9]+) ]] || ids+=("${BASH_REMATCH[1]}")
    done
}

# Removes what a check or a program left.
remove_leftovers() {
    local id ids segments=() pattern='*'
    if [[ $GRADE_TIER == names ]]; then
        pattern="*$GRADE_TOKEN*"
    else
        ipc_ids shm
        for id in "${ids[@]}"; do segments+=(-m "$id"); done
        # All at once: there may be thousands.
        ((${#ids[@]} == 0)) || ipcrm "${segments[@]}" || true
        ipc_ids sem
        for id in "${ids[@]}"; do ipcrm -s "$id" || true; done
        ipc_ids msg
        for id in "${ids[@]}"; do ipcrm -q "$id" || true; done
    fi
    local path left=()
    for path in /dev/shm/* /dev/shm/.[!.]* /dev/shm/..?*; do
        # shellcheck disable=SC2053 # a pattern
        if [[ (-e $path || -L $path) && ${path##*/} == $pattern && $path != *"$BESIDE"* ]]; then
            left+=("$path")
        fi
    done
    if ((${#left[@]} > 0)); then
        rm -rf -- "${left[@]}"
    fi
}

# as_owner COMMAND... - runs it as the owner of the room, who may change its limits, and mount. Where root
# grades, the checks run as somebody else (see in-room).
as_owner() {
    if ((EUID == 0)); then
        "$@"
    else
        setpriv --reuid 0 "$@"
    fi
}
