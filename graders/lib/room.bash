# shellcheck shell=bash
#
# room.bash - the place where a lab is graded.
#
# Tiers, best first. The best that the host allows is taken, shown, and written into the result:
#   room   private IPC, mount and pid namespaces with a /dev/shm of its own: what a program leaves
#          behind is exactly what is there afterwards, and it ends with the room
#   names  no namespaces (a container may forbid them): unique names and limits only
# A jail around each single command will come before both.

# Prints the unshare command that opens a room, one word a line.
room_command() {
    local words=(unshare --ipc --mount --pid --fork --kill-child --mount-proc)
    if ((EUID != 0)); then
        words+=(--user --map-root-user)
    fi
    printf '%s\n' "${words[@]}"
}

# Prints the best tier of this host.
probe_tier() {
    local command
    mapfile -t command < <(room_command)
    if "${command[@]}" "$top/graders/lib/in-room" true >/dev/null 2>&1; then
        echo room
    else
        echo names
    fi
}

# Says what tier $1 means, in a few words.
describe_tier() {
    case $1 in
        room) echo 'room (private IPC and /dev/shm)' ;;
        names) echo 'names only (this host forbids namespaces)' ;;
    esac
}

# Runs the command $2... in tier $1.
run_in_tier() {
    local tier=$1 command=()
    shift
    if [[ $tier == room ]]; then
        mapfile -t command < <(room_command)
        command+=("$top/graders/lib/in-room")
    fi
    # A session of its own, so that one signal reaches all of it.
    exec setsid "${command[@]}" "$@"
}
