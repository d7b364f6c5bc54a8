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
    local source sources work status=0 program=$1/supervise stale=no
    sources=("$top"/graders/supervise/{Makefile,*.c,*.h})
    for source in "${sources[@]}"; do
        [[ $program -nt $source ]] || stale=yes
    done
    [[ $stale == yes ]] || return 0
    mkdir -p "$1" && work=$(mktemp -d) || return 1
    # One rename, so that a grading at the same time never starts half a program.
    make_tool supervise "$work" "CC=${CC:-gcc}" "VERSION=$(sources_hash "${sources[@]}")" \
        && cp "$work/supervise" "$program.$$" && mv "$program.$$" "$program" || status=1
    rm -rf "$work"
    return "$status"
}

# shmcheck is several files that belong together. Each version has a folder of its own, named after its
# sources, and DIR/shmcheck is a link that one rename turns to the new one. It carries the same name as its version: with
# that of the suite it would be another program at every commit, from the same sources.
build_shmcheck() {
    local version work status=0
    version=shmcheck-$(sources_hash "$top"/graders/shmcheck/{Makefile,shmcheck-cc,explorer/*,runtime/*,include/*})
    if [[ $(readlink "$1/shmcheck") == "$version" && -x $1/$version/shmcheck ]]; then
        return
    fi
    mkdir -p "$1" && work=$(mktemp -d) || return 1
    if make_tool shmcheck "$work" "VERSION=${version#*-}" && rm -rf "$work"/{explorer,runtime} \
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

# sources_hash FILE... - prints twelve digits that tell these sources from any others.
sources_hash() {
    cat "$@" | sha1sum | cut -c 1-12
}

# make_tool NAME WORK [VARIABLE=VALUE...] - builds tool NAME into the folder WORK, whose name has no blanks; the
# sources are named from their own folder. Of a make that called us nothing is passed on: it may carry variables.
make_tool() {
    env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL make -s -j"$(nproc)" -C "$top/graders/$1" "OUT=$2" "${@:3}" >&2
}
