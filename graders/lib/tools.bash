# shellcheck shell=bash
#
# tools.bash - build the suite's own programs when their sources are newer. The folder of the suite may have
# blanks in its name, which make's targets cannot have.

# build_tools DIR - makes DIR/supervise, and DIR/shmcheck/ with shmcheck and shmcheck-cc. The compiler's words
# go to stderr; status 1 if it failed.
build_tools() {
    build_supervise "$1" && build_shmcheck "$1"
}

build_supervise() {
    local source program=$1/supervise stale=no
    for source in "$top"/graders/supervise/*.[ch]; do
        [[ $program -nt $source ]] || stale=yes
    done
    if [[ $stale == yes ]]; then
        mkdir -p "$1" || return 1
        # Without shared libraries, where the host has the others, it starts twice as fast. One rename, so
        # that a grading at the same time never starts half a program.
        compile_tool "$program.$$" -static 2>/dev/null || compile_tool "$program.$$" || return 1
        mv "$program.$$" "$program"
    fi
}

# shmcheck is several files that belong together. Each version has a folder of its own, named after its
# sources, and DIR/shmcheck is a link that one rename turns to the new one. It carries the same name as its version: with
# that of the suite it would be another program at every commit, from the same sources.
build_shmcheck() {
    local version work status=0
    version=shmcheck-$(cat "$top"/graders/shmcheck/{Makefile,shmcheck-cc,explorer/*,runtime/*,include/*} \
        | sha1sum | cut -c 1-12)
    if [[ $(readlink "$1/shmcheck") == "$version" && -x $1/$version/shmcheck ]]; then
        return
    fi
    mkdir -p "$1" && work=$(mktemp -d) || return 1
    # The sources are named from their own folder, and the work folder has no blank in its name.
    # Nothing of a make that called us: it may carry variables such as CC.
    if env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL make -s -j"$(nproc)" -C "$top/graders/shmcheck" \
        "OUT=$work" "VERSION=${version#*-}" >&2 && rm -rf "$work"/{explorer,runtime} \
        && chmod 755 "$work" && cp -R "$work" "$1/.$version.$$"; then
        # Whoever comes second finds the folder there, and leaves it.
        mv -T "$1/.$version.$$" "$1/$version" 2>/dev/null || rm -rf "$1/.$version.$$"
        ln -s "$version" "$1/.link.$$" && mv -T "$1/.link.$$" "$1/shmcheck" || status=1
    else
        status=1
    fi
    rm -rf "$work" "$1/.$version.$$"
    return "$status"
}

# compile_tool PROGRAM OPTION... - makes PROGRAM from the sources of supervise.
compile_tool() {
    "${CC:-gcc}" -std=c17 -D_GNU_SOURCE -O2 -g -Wall -Wextra -Wpedantic "${@:2}" \
        "$top"/graders/supervise/*.c -o "$1"
}
