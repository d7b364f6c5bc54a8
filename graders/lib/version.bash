# shellcheck shell=bash
#
# version.bash - which version of the suite this is: it stands in every result and report, and behind --version.

# shellcheck source=labs.bash
source "${BASH_SOURCE[0]%/*}/labs.bash"

# suite_version - prints the version, one word:
#   a packed copy (make dist, the hosts of a batch, Gradescope)   what graders/version says; git holds no such file
#   a checkout of the suite                                       git describe, as in v1.2-3-g5dc903e, and "-dirty"
#                                                                 behind it if graders/ or a given file of labs/ differs
#                                                                 from the commit; a student's own work does not count
#   anything else                                                 unknown
# The file comes first: a student may keep a packed copy in a repository of their own, whose commits say nothing here.
suite_version() {
    local described lab file own=() git
    if [[ -r $top/graders/version ]] && read -r described <"$top/graders/version"; then
        printf '%s\n' "$described"
        return
    fi
    # The folders are named, so git takes no repository around the suite for it, and asks for no owner. It also writes
    # nothing: not even the index, which another user may own.
    git=(env GIT_OPTIONAL_LOCKS=0 git --git-dir="$top/.git" --work-tree="$top" -C "$top")
    if [[ ! -e $top/.git ]] || ! described=$("${git[@]}" describe --always --tags 2>/dev/null); then
        printf 'unknown\n'
        return
    fi
    for lab in "$top"/labs/[0-9]*-*/Makefile; do
        lab=${lab#"$top"/labs/}
        lab=${lab%/Makefile}
        for file in $(lab_field "$lab" STUDENT_FILES); do
            own+=(":(exclude)labs/$lab/$file")
        done
    done
    "${git[@]}" diff --quiet HEAD -- graders labs "${own[@]}" 2>/dev/null || described+=-dirty
    printf '%s\n' "$described"
}
