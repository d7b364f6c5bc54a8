# shellcheck shell=bash
#
# room.bash - the place where a lab is graded.
#
# Tiers, best first. The best that the host allows is taken, shown, and written into the result:
#   jail   a room, and in it a jail around each command that compiles or runs a submission: it sees no
#          file, process or network of the host (see supervise/jail.h)
#   room   private IPC, mount and pid namespaces with a /dev/shm of its own: what a program leaves
#          behind is exactly what is there afterwards, and it ends with the room
#   names  no namespaces (a container may forbid them): unique names and limits only
readonly tiers='jail room names'

# Prints the unshare command that opens a room, one word a line.
room_command() {
    local words=(unshare --ipc --mount --pid --fork --kill-child --mount-proc)
    if ((EUID != 0)); then
        words+=(--user --map-root-user)
    fi
    printf '%s\n' "${words[@]}"
}

# Runs the command $2... in tier $1, with the folders GRADE_TOP, GRADE_RUN and GRADE_TOOLS.
run_in_tier() {
    local tier=$1 command=()
    shift
    if [[ $tier != names ]]; then
        mapfile -t command < <(room_command)
        command+=("$top/graders/lib/in-room")
        [[ $tier != jail ]] || command+=(--for-jails)
    fi
    # A session of its own, so that one signal reaches all of it.
    exec setsid "${command[@]}" "$@"
}

# try_tier TIER TOOLS RUN - runs a command in the tier as a grading would, in the new folder RUN. False if
# this host forbids it; then $tier_problem is what the first tool that was refused said.
try_tier() {
    local options=()
    tier_problem=
    [[ $1 != names ]] || return 0
    [[ $1 != jail ]] || options=(--jail)
    mkdir "$3"
    tier_problem=$(
        exec 2>&1
        export GRADE_TOP=$top GRADE_TOOLS=$2 GRADE_RUN=$3
        run_in_tier "$1" "$2/supervise" --folder "$3/probe" --small-home "${options[@]}" -- true
    ) || return 1
    grep -qx 'code=0' "$3/probe/report"
}

# choose_tier TOOLS PLACE - puts the best tier of this host into $tier and, if that is not the jail, into
# $tier_problem what was in the way of it. PLACE is a folder to work in, TOOLS has supervise.
choose_tier() {
    local candidate run problem=
    for candidate in $tiers; do
        run=$2/.probe.$$.$candidate
        if try_tier "$candidate" "$1" "$run"; then
            tier=$candidate
        fi
        problem=${problem:-$tier_problem}
        rm -rf "$run"
        [[ -z ${tier:-} ]] || break
    done
    tier_problem=$problem
}

# Says what tier $1 means, in a few words.
describe_tier() {
    case $1 in
        jail) echo 'jail (each program apart from this host)' ;;
        room) echo 'room (private IPC and /dev/shm)' ;;
        names) echo 'names only (this host forbids namespaces)' ;;
    esac
}

# explain_tier - says why this host does not allow the jail, from $tier_problem and from what is known to
# be in the way, and the way out. One sentence a line.
explain_tier() {
    if ! command -v bwrap >/dev/null; then
        echo 'bubblewrap is missing: make setup'
    elif ((EUID != 0)) && [[ $(sysctl_value kernel/apparmor_restrict_unprivileged_userns) == 1 ]]; then
        echo 'AppArmor forbids user namespaces:'
        echo 'sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0'
    elif ((EUID != 0)) && [[ $(sysctl_value kernel/unprivileged_userns_clone) == 0 ]]; then
        echo 'user namespaces are switched off:'
        echo 'sudo sysctl -w kernel.unprivileged_userns_clone=1'
    elif [[ $(sysctl_value user/max_user_namespaces) == 0 ]]; then
        echo 'user namespaces are switched off:'
        echo 'sudo sysctl -w user.max_user_namespaces=10000'
    elif [[ -e /.dockerenv || -e /run/.containerenv ]]; then
        echo 'this container forbids namespaces; start it with --security-opt seccomp=unconfined'
        echo '--security-opt apparmor=unconfined --security-opt systempaths=unconfined'
    else
        printf '%s\n' "${tier_problem:-the reason is not known}" | head -n 2
    fi
    echo 'more: docs/troubleshooting.md'
}

# Prints the value of /proc/sys/$1, nothing if there is none.
sysctl_value() {
    cat "/proc/sys/$1" 2>/dev/null || true
}
