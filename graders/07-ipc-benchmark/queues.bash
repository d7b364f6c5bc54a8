# shellcheck shell=bash
#
# queues.bash - POSIX message queues: their limits, and what is left of them.

queue_limits=(/proc/sys/fs/mqueue/msgsize_max /proc/sys/fs/mqueue/msg_max
    /proc/sys/fs/mqueue/msgsize_default /proc/sys/fs/mqueue/msg_default
    /proc/sys/kernel/msgmax /proc/sys/kernel/msgmnb)
limits_before=()

# lower_limits BYTES - until restore_limits, a piece of a queue takes at most BYTES, and a queue few pieces.
# Returns 1 where the limits are the whole host's or cannot be set.
lower_limits() {
    local i low=("$1" 3 "$1" 2 "$1" $((3 * $1)))
    [[ $GRADE_TIER != names ]] || return 1
    for i in "${!queue_limits[@]}"; do
        limits_before[i]=$(<"${queue_limits[i]}")
        as_owner tee "${queue_limits[i]}" <<<"${low[i]}" >/dev/null 2>&1 || return 1
    done
}

# restore_limits - puts them back as they were; nothing to do where nobody has lowered them.
restore_limits() {
    local i
    for i in "${!limits_before[@]}"; do
        as_owner tee "${queue_limits[i]}" <<<"${limits_before[i]}" >/dev/null 2>&1 || true
    done
}

# find_queues ACTION... - runs find(1) with ACTION over all POSIX queues that are ours to look at; over nothing where they
# cannot be seen.
find_queues() {
    local folder=$GRADE_RUN/tmp/queues pattern='*'
    [[ $GRADE_TIER != names ]] || pattern="*$GRADE_TOKEN*"
    mkdir -p "$folder"
    if [[ $GRADE_TIER != names ]] && as_owner mount -t mqueue none "$folder" 2>/dev/null; then
        find "$folder" -mindepth 1 "$@"
        as_owner umount "$folder"
    elif [[ -d /dev/mqueue ]]; then
        find /dev/mqueue -mindepth 1 -name "$pattern" "$@" 2>/dev/null || true
    fi
}

# Prints their names, one a line.
list_queues() {
    find_queues -printf 'message queue %P\n'
}

# Removes them, so that one check's leftovers are not in the way of another.
remove_queues() {
    find_queues -delete
}
