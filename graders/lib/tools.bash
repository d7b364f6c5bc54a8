# shellcheck shell=bash
#
# tools.bash - build the suite's own programs when their sources are newer. Not with make, whose targets
# cannot have the blanks that a student's folder may have in its name.

# build_tools DIR - makes DIR/supervise from graders/lib/supervise/*.c. The compiler's words go to stderr;
# status 1 if it failed.
build_tools() {
    local source program=$1/supervise stale=no
    for source in "$top"/graders/lib/supervise/*.[ch]; do
        [[ $program -nt $source ]] || stale=yes
    done
    if [[ $stale == yes ]]; then
        mkdir -p "$1" || return 1
        # One rename, so that a grading at the same time never starts half a program.
        "${CC:-gcc}" -std=c17 -D_GNU_SOURCE -O2 -g -Wall -Wextra -Wpedantic \
            "$top"/graders/lib/supervise/*.c -o "$program.$$" && mv "$program.$$" "$program" || return 1
    fi
}
