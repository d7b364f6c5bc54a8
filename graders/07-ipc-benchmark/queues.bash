# shellcheck shell=bash
#
# queues.bash - POSIX message queues: their limits, and what is left of them.

# Runs "$@" where a queue takes less than usual: LEAST bytes a piece, and few pieces. Returns 1, without
# having run it, where the limits are the whole host's or cannot be set.
with_low_limits() {
    local file before=() limits=(/proc/sys/fs/mqueue/msgsize_max /proc/sys/fs/mqueue/msg_max
        /proc/sys/fs/mqueue/msgsize_default /proc/sys/fs/mqueue/msg_default
        /proc/sys/kernel/msgmax /proc/sys/kernel/msgmnb) low=("$least_piece" 3 "$least_piece" 2 "$least_piece" $((3 * least_piece)))
    [[ $GRADE_TIER != names ]] || return 1
    local i possible=yes
    for i in "${!limits[@]}"; do
        before[i]=$(<"${limits[i]}")
    done
    for i in "${!limits[@]}"; do
        as_owner tee "${limits[i]}" <<<"${low[i]}" >/dev/null 2>&1 || possible=no
    done
    if [[ $possible == yes ]]; then
        "$@"
    fi
    for i in "${!limits[@]}"; do
        as_owner tee "${limits[i]}" <<<"${before[i]}" >/dev/null 2>&1 || true
    done
    [[ $possible == yes ]]
}

# Prints the names of all POSIX queues that are ours to look at, one a line; nothing where they cannot
# be seen.
list_queues() {
    local folder=$GRADE_RUN/tmp/queues pattern='*'
    [[ $GRADE_TIER != names ]] || pattern="*$GRADE_TOKEN*"
    mkdir -p "$folder"
    if [[ $GRADE_TIER != names ]] && as_owner mount -t mqueue none "$folder" 2>/dev/null; then
        find "$folder" -mindepth 1 -name "$pattern" -printf 'message queue %P\n'
        as_owner umount "$folder"
    elif [[ -d /dev/mqueue ]]; then
        find /dev/mqueue -mindepth 1 -name "$pattern" -printf 'message queue %P\n' 2>/dev/null || true
    fi
}

# Removes them, so that one check's leftovers are not in the way of another.
remove_queues() {
    local folder=$GRADE_RUN/tmp/queues pattern='*'
    [[ $GRADE_TIER != names ]] || pattern="*$GRADE_TOKEN*"
    mkdir -p "$folder"
    if [[ $GRADE_TIER != names ]] && as_owner mount -t mqueue none "$folder" 2>/dev/null; then
        find "$folder" -mindepth 1 -delete
        as_owner umount "$folder"
    elif [[ -d /dev/mqueue ]]; then
        find /dev/mqueue -mindepth 1 -name "$pattern" -delete 2>/dev/null || true
    fi
}
