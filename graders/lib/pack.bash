# shellcheck shell=bash
#
# pack.bash - the suite as another machine grades with it: labs/ and graders/, without what no grading reads.

# shellcheck source=version.bash
source "${BASH_SOURCE[0]%/*}/version.bash"

# pack_suite FILE - writes the suite as the tar archive FILE, with graders/version, which says which version it is. Left
# out are the known submissions and the tests.
pack_suite() {
    local extra
    extra=$(mktemp -d)
    mkdir "$extra/graders"
    suite_version >"$extra/graders/version"
    tar -cf "$1" --exclude-vcs --exclude='*/wrong' --exclude='*/right' --exclude='graders/test' --exclude='graders/*/test' \
        --exclude='graders/version' -C "$top" labs graders
    tar -rf "$1" -C "$extra" graders/version
    rm -r "$extra"
}
