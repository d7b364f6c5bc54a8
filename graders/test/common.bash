# shellcheck shell=bash
#
# common.bash - what every file of tests here loads first.

bats_load_library bats-support
bats_load_library bats-assert
bats_load_library bats-file

# Tests expect English, whatever speaks who runs them.
export GRADE_LANGUAGE=en

top=$(readlink -f "$BATS_TEST_DIRNAME/../..")

# Inside a test "bats" is a part of bats; the graders need the whole one, as they would have outside.
PATH=${PATH//$BATS_LIBEXEC:/}

# await COMMAND... - runs it again and again until it succeeds. Five minutes are far above what anything takes.
await() {
    local end=$((SECONDS + 300))
    until "$@"; do
        ((SECONDS < end)) || return 1
        sleep 0.1
    done
}

# copy_suite DIR - a copy of the suite without what was built, to be spoilt by a test. It is a git
# checkout of its own, because the skeleton tool asks git.
copy_suite() {
    mkdir -p "$1"
    tar -C "$top" --exclude=./build --exclude=./.git --exclude=./.progress --exclude=node_modules -cf - . | tar -C "$1" -xf -
    copy_tools "$1/build"
    git -C "$1" init -q
    git -C "$1" add -A
    git -C "$1" -c user.name=copy -c user.email=copy@localhost commit -q -m "Copy the suite"
}

# copy_tools DIR - the suite's own programs into the folder DIR for what is built, so that they are not built again.
copy_tools() {
    mkdir -p "$1"
    if [[ -d ${BUILD:-$top/build}/tools ]]; then
        cp -a "${BUILD:-$top/build}/tools" "$1/"
    fi
}

# cheap_suite DIR - a copy of the suite with lab 01 alone and one cheap check in it, for tests of what is around a grading.
cheap_suite() {
    mkdir -p "$1"
    tar -C "$top" --exclude='[a-z]*.bats' --exclude='0[2-9]*' --exclude=shmcheck --exclude=hostile --exclude=slides \
        --exclude=./build --exclude=./.git --exclude=./.progress -cf - . | tar -C "$1" -xf -
    copy_tools "$1/build"
    sed -i 's#build_supervise "$1" && build_shmcheck "$1"#build_supervise "$1" \&\& mkdir -p "$1/shmcheck"#' "$1/graders/lib/tools.bash"
    # bats would take a line that begins with @test for a test of its own.
    sed 's/^%/@/' >"$1/graders/01-posix-shm/grade.bats" <<'END'
load ../lib/check/grader
setup_file() {
    prepare_sources
    compile reader reader.c
}
# bats test_tags=id:compiles,points:1
%test "the reader compiles" {
    expect_compiled reader
}
END
}

# mistaken_submission DIR NAME [LAB] - puts the mistake NAME of a lab into DIR/LAB.
mistaken_submission() (
    # shellcheck source=../lib/labs.bash
    source "$top/graders/lib/labs.bash"
    # shellcheck source=../lib/mistakes.bash
    source "$top/graders/lib/mistakes.bash"
    lab=${3:-01-posix-shm}
    make_mistake "$lab" "$2" "$1/$lab" || fail "$(printf '%s\n' "${mistake_problem[@]}")"
)

# submission DIR [LAB] - puts the reference of a lab into DIR/LAB.
submission() {
    local lab=${2:-01-posix-shm}
    mkdir -p "$1"
    cp -r "$top/solutions/$lab" "$1/"
}

# missing_parts LAB - prints what a lab has to have and does not have, one a line. Needs lib/labs.bash.
missing_parts() {
    local path key paths=("labs/$1/README.md" "graders/$1"/{grade.bats,hints,wrong,right})
    for key in TITLE PROGRAMS STUDENT_FILES RUN; do
        [[ -n $(lab_field "$1" "$key") ]] || printf '%s\n' "labs/$1/Makefile sets no $key"
    done
    for path in $(lab_field "$1" STUDENT_FILES); do
        paths+=("solutions/$1/$path" "labs/$1/$path")
    done
    for path in "${paths[@]}"; do
        [[ -e $top/$path ]] || printf '%s\n' "$path is missing"
    done
}

# whole_labs - prints the name of every lab that has all of its parts, one a line. labs.bats names what the others lack.
whole_labs() {
    local lab
    for lab in $(all_labs); do
        [[ -n $(missing_parts "$lab") ]] || printf '%s\n' "$lab"
    done
}

# expect_no_problem - fails with what is on stdin, if there is something.
expect_no_problem() {
    local problems
    problems=$(cat)
    [[ -z $problems ]] || fail "$problems"
}
