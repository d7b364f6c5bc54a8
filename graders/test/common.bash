# shellcheck shell=bash
#
# common.bash - what every file of tests here loads first.

bats_load_library bats-support
bats_load_library bats-assert
bats_load_library bats-file

top=$(readlink -f "$BATS_TEST_DIRNAME/../..")

# copy_suite DIR - a copy of the suite without what was built, to be spoilt by a test. It is a git
# checkout of its own, because the skeleton tool asks git.
copy_suite() {
    mkdir -p "$1"
    tar -C "$top" --exclude=./build --exclude=./.git --exclude=./graders/shmcheck -cf - . | tar -C "$1" -xf -
    git -C "$1" init -q
    git -C "$1" add -A
    git -C "$1" -c user.name=copy -c user.email=copy@localhost commit -q -m "Copy the suite"
}

# submission DIR [LAB] - puts the reference of a lab into DIR/LAB.
submission() {
    local lab=${2:-01-posix-shm}
    mkdir -p "$1"
    cp -r "$top/solutions/$lab" "$1/"
}
