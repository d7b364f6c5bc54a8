#!/usr/bin/env bats
#
# The mistakes of the labs: each can be made of today's reference, and the tool that prints, makes and refreshes them
# loses nothing.

load common

# bats 1.8 wants to know that run's options are meant.
bats_require_minimum_version 1.5.0

setup_file() {
    # Every mistake of the suite as a whole submission, in printed/LAB/NAME.
    print_all "$top" "$BATS_FILE_TMPDIR/printed" >"$BATS_FILE_TMPDIR/problems"
    # The small suite, and its mistakes in small/LAB/NAME. They are its own: none of the real ones has to be right for it.
    suite=$BATS_FILE_TMPDIR/suite lab=01-posix-shm
    cheap_suite "$suite"
    printf '%s\n' '# bats test_tags=id:mode,points:1' '@test "it has a second check" {' '    :' '}' \
        >>"$suite/graders/$lab/grade.bats"
    rm -r "$suite/graders/$lab/wrong"
    own_mistake does-not-compile 's/return EXIT_SUCCESS;/return EXIT_SUCCESS/' reader.c
    own_mistake map-private 's/MAP_SHARED, fd/MAP_PRIVATE, fd/' writer.c
    own_mistake mode-0666 '/shm_open(/s/0600/0666/' writer.c
    own_mistake no-ftruncate '/if (ftruncate/,/^    }/d' writer.c
    own_mistake no-nul 's/length + 1)/length)/' writer.c
    own_mistake other-object 's:shm_open(SHM_NAME:shm_open("/other":' writer.c reader.c
    own_mistake reader-sigbus '/if (object.st_size/,/^    }/d' reader.c
    own_mistake truncates 's/O_CREAT | O_RDWR/& | O_TRUNC/' writer.c
    print_all "$suite" "$BATS_FILE_TMPDIR/small"
    git -C "$suite" init -q
    commit_all
}

# own_mistake NAME SCRIPT FILE... - makes a mistake of the small suite: what sed makes of files of the reference.
own_mistake() {
    local from=$BATS_FILE_TMPDIR/own/$1 file
    mkdir -p "$from"
    cp -r "$suite/solutions/$lab" "$from/"
    for file in "${@:3}"; do
        sed -i "$2" "$from/$lab/$file"
    done
    "$suite/graders/maintainers/mistake" make "$lab" "$1" "$from" --wrong "it is $1" --fails compiles
}

setup() {
    cd "$BATS_TEST_TMPDIR" || return
    suite=$BATS_TEST_TMPDIR/suite
    lab=01-posix-shm
    reference=$suite/solutions/$lab/writer.c
    patches=$suite/graders/$lab/wrong
}

# with_library SUITE COMMAND... - runs it with the library that reads the mistakes of a suite.
with_library() (
    # shellcheck source=../lib/labs.bash
    source "$1/graders/lib/labs.bash"
    # shellcheck source=../lib/mistakes.bash
    source "$1/graders/lib/mistakes.bash"
    "${@:2}"
)

# print_all SUITE FOLDER - prints every mistake of the suite into FOLDER/LAB/NAME, and on stdout what is wrong with them.
print_all() {
    with_library "$1" print_every "$2"
}

print_every() {
    local lab name word file student_files
    for lab in $(all_labs); do
        student_files=$(lab_field "$lab" STUDENT_FILES)
        for name in $(list_mistakes "$lab"); do
            if ! make_mistake "$lab" "$name" "$1/$lab/$name"; then
                printf '%s\n' "${mistake_problem[@]}"
                rm -rf "${1:?}/$lab/$name"
                continue
            fi
            for word in wrong fails; do
                [[ -n $(header "$word" "$mistake") ]] || echo "no header line \"$word:\" in ${mistake#"$top"/}"
            done
            for file in "$1/$lab/$name"/*; do
                [[ " $student_files " == *" ${file##*/} "* ]] \
                    || echo "${mistake#"$top"/} makes ${file##*/}, which is not a student file"
            done
        done
    done
}

# small_suite - a copy of the suite with lab 01 alone, mistakes and a history of its own, to be spoilt.
small_suite() {
    cp -r "$BATS_FILE_TMPDIR/suite" "$suite"
}

commit_all() {
    git -C "$suite" add -A
    git -C "$suite" -c user.name=copy -c user.email=copy@localhost commit -q -m "${BATS_TEST_NAME:-Make it}"
}

mistake() {
    BUILD=$suite/build run -"${status_wanted:-0}" "$suite/graders/maintainers/mistake" "$@"
}

@test "every mistake of every lab applies to its reference as it is, and has its header" {
    expect_no_problem <"$BATS_FILE_TMPDIR/problems"
    # The test itself can see: there is something to look at.
    assert [ "$(find "$BATS_FILE_TMPDIR/printed" -mindepth 2 -maxdepth 2 -type d | wc -l)" -gt 200 ]
}

@test "a mistake differs from the reference, and is laid out as the reference is where it compiles" {
    cp "$top/.clang-format" "$BATS_FILE_TMPDIR/"
    local files=() path name
    for path in "$BATS_FILE_TMPDIR"/printed/*/*; do
        name=${path##*/} lab=${path%/*} lab=${lab##*/}
        ! diff -rq "$path" "$top/solutions/$lab" >/dev/null || fail "$lab $name is the reference"
        [[ $name == does-not-compile ]] || for file in "$path"/*.c; do
            cmp -s "$file" "$top/solutions/$lab/${file##*/}" || files+=("$file")
        done
    done
    run clang-format --dry-run -Werror "${files[@]}"
    assert_success
    # A line that is not laid out so is found.
    sed 's/^    /  /' "${files[0]}" >"$BATS_FILE_TMPDIR/spoilt.c"
    run clang-format --dry-run -Werror "$BATS_FILE_TMPDIR/spoilt.c"
    assert_failure
}

@test "a patch that does not apply is named, with what to do, by this test and by its verdict" {
    small_suite
    sed -i 's/0600/0640/' "$reference"
    sed -i '/^wrong: /d' "$patches/no-nul.patch"
    print_all "$suite" "$BATS_TEST_TMPDIR/printed" >problems
    run cat problems
    assert_line -n 0 "graders/$lab/wrong/mode-0666.patch does not apply to solutions/$lab: the reference was changed."
    assert_line -n 1 "Bring it up to date: graders/maintainers/mistake refresh $lab"
    assert_line "no header line \"wrong:\" in graders/$lab/wrong/no-nul.patch"
    refute_line --partial 'map-private'
    run "$suite/graders/test/verdict" wrong "$lab" mode-0666
    assert_failure 1
    assert_line -n 0 --partial "wrong/mode-0666.patch does not apply"
    assert_line -n 1 --partial "mistake refresh $lab"
    run "$suite/graders/test/verdict" wrong "$lab" no-nul
    assert_failure 1
    assert_output "no header line \"wrong:\" in graders/$lab/wrong/no-nul.patch"
}

@test "a patch applies in a folder of a checkout, at its root and outside, whatever the settings of git are" {
    small_suite
    git config --file settings core.autocrlf true
    git config --file settings apply.whitespace fix
    git config --file settings diff.noprefix true
    export GIT_CONFIG_GLOBAL=$BATS_TEST_TMPDIR/settings
    git init -q checkout
    cp settings checkout/.git/config
    # As somebody may put it together by hand, from what `git diff` prints.
    sed 's:^--- a/\(.*\):diff --git a/\1 b/\1\n&:' "$patches/other-object.patch" >by-hand.patch
    for folder in outside checkout checkout/inside; do
        with_library "$suite" make_mistake "$lab" other-object "$folder"
        assert diff -r --exclude=.git --exclude=inside "$folder" "$BATS_FILE_TMPDIR/small/$lab/other-object"
        cp "$top/solutions/$lab"/* "$folder/"
        with_library "$top" apply_patch by-hand.patch "$folder"
        assert diff -r --exclude=.git --exclude=inside "$folder" "$BATS_FILE_TMPDIR/small/$lab/other-object"
    done
}

@test "what is printed and made again is the same patch, to the byte" {
    small_suite
    for name in other-object no-ftruncate does-not-compile map-private reader-sigbus; do
        mistake print 01 "$name" "$name"
        assert_line -n 0 --partial "$name/$lab: "
        assert diff -r "$name/$lab" "$BATS_FILE_TMPDIR/small/$lab/$name"
        mistake make 01 "$name" "$name"
    done
    assert_equal "$(git -C "$suite" status --short)" ''
    # The others, too: an up-to-date patch is what would be written.
    mistake refresh
    assert_output ''
    assert_equal "$(git -C "$suite" status --short)" ''
}

@test "a mistake that is a folder is listed, found and printed like the others" {
    small_suite
    with_library "$suite" make_mistake "$lab" no-nul "$patches/whole"
    rm "$patches/whole/reader.c"
    printf 'wrong: all of it\nfails: stores\nwithout: reader.c\n' >"$patches/whole/EXPECT"
    mistake list 1
    assert_line --regexp '^01-posix-shm +whole +all of it$'
    assert_line --regexp '^01-posix-shm +no-nul +it is no-nul$'
    mistake print 1 whole there
    assert_equal "$(ls "there/$lab")" writer.c
    assert cmp "there/$lab/writer.c" "$BATS_FILE_TMPDIR/small/$lab/no-nul/writer.c"
    status_wanted=2 mistake make 1 whole there
    assert_output --partial 'wrong/whole is a whole folder'
    cp "$patches/no-nul.patch" "$patches/whole.patch"
    status_wanted=2 mistake print 1 whole elsewhere
    assert_line -n 0 "the mistake whole of $lab is there twice, as a patch and as a folder"
}

@test "a new mistake gets its header from options, and a file that is not there is missing from it" {
    small_suite
    mkdir -p mine
    cp -r "$suite/solutions/$lab" mine/
    sed -i 's/0600/0644/' "mine/$lab/writer.c"
    rm "mine/$lab/reader.c"
    status_wanted=2 mistake make 01 half mine
    assert_line -n 0 "$lab has no mistake \"half\" yet: a new one needs --wrong TEXT and --fails IDS"
    assert_line -n 1 --partial 'make grade LAB=01 FROM=mine prints the names'
    # What it says to do, done.
    mkdir -p "$suite/build/grade/$lab"
    echo '{"tests": [{"id": "mode", "status": "failed"}, {"id": "size", "status": "not-run"}]}' \
        >"$suite/build/grade/$lab/result.json"
    assert_equal "$(eval "${lines[2]}")" mode
    mistake make 01 half mine --wrong 'half of it' --fails 'compiles mode' --explored mode
    assert_equal "$(head -n 7 "$patches/half.patch")" "$(printf '%s\n' 'wrong: half of it' 'fails: compiles mode' \
        'explored: mode' 'without: reader.c' '' '--- a/writer.c' '+++ b/writer.c')"
    mistake print 01 half again
    assert diff -r "again/$lab" "mine/$lab"
    # Nothing but a missing file; the rest of the header stays as it was.
    cp "$suite/solutions/$lab/writer.c" "mine/$lab/"
    mistake make 01 half mine --replace --fails compiles
    assert_equal "$(<"$patches/half.patch")" "$(printf '%s\n' 'wrong: half of it' 'fails: compiles' 'explored: mode' 'without: reader.c')"
    mistake print 01 half once-more
    assert_equal "$(ls "once-more/$lab")" writer.c
    cp "$suite/solutions/$lab/reader.c" "mine/$lab/"
    status_wanted=2 mistake make 01 half mine
    assert_output "mine/$lab does not differ from the reference: no mistake was written."
    # Another program altogether is better kept whole.
    sed 's/^/ /' "$suite/solutions/$lab/writer.c" >"mine/$lab/writer.c"
    sed 's/^/ /' "$suite/solutions/$lab/reader.c" >"mine/$lab/reader.c"
    mistake make 01 half mine
    assert_output --partial "such a mistake is kept as a folder, graders/$lab/wrong/half"
}

@test "the header of a mistake that is there is changed only with --replace" {
    small_suite
    mistake print 01 mode-0666 mine
    for option in '--wrong another' '--fails mode' '--explored compiles'; do
        # shellcheck disable=SC2086
        status_wanted=2 mistake make 01 mode-0666 mine $option
        assert_line -n 0 "$lab has a mistake \"mode-0666\" already. Choose another name for a new one."
        assert_line -n 2 --partial 'with --replace'
    done
    assert_equal "$(git -C "$suite" status --short)" ''
    mistake make 01 mode-0666 mine --replace --fails mode
    assert_equal "$(head -n 3 "$patches/mode-0666.patch")" "$(printf '%s\n' 'wrong: it is mode-0666' 'fails: mode' '')"
}

@test "a mistake cannot name a check that the lab does not have" {
    small_suite
    mistake print 01 mode-0666 mine
    status_wanted=2 mistake make 01 another mine --wrong 'something' --fails 'mode modes'
    assert_output "$lab has no check \"modes\". Its checks are: compiles mode"
    status_wanted=2 mistake make 01 mode-0666 mine --replace --explored '*'
    assert_output "$lab has no check \"*\". Its checks are: compiles mode"
    assert_equal "$(git -C "$suite" status --short)" ''
}

@test "where other checks fail than the header says, its author is told what to do" {
    small_suite
    sed -i 's/^fails: .*/fails: mode/' "$patches/does-not-compile.patch"
    BUILD=$suite/build run -1 "$suite/graders/test/verdict" wrong "$lab" does-not-compile
    assert_line -n 0 'expected to fail: mode'
    assert_line -n 1 'failed:           compiles'
    assert_line -n 2 --partial 'a check that fails too (compiles) either lacks a "needs:"'
    # Nothing fails too: nothing is said of it.
    sed -i 's/^fails: .*/fails: compiles mode/' "$patches/does-not-compile.patch"
    BUILD=$suite/build run -1 "$suite/graders/test/verdict" wrong "$lab" does-not-compile
    refute_line --partial 'fails too'
}

# same_mistakes - whether the patches of the spoilt suite make what they made before, with the change of the reference,
# which the function `change` makes.
same_mistakes() {
    local name
    print_all "$suite" new >problems
    for name in $(with_library "$suite" list_mistakes "$lab"); do
        rm -rf was
        cp -r "$BATS_FILE_TMPDIR/small/$lab/$name" was
        change was/writer.c
        assert diff -r was "new/$lab/$name"
    done
}

@test "after an unrelated change of the reference, refresh writes the patches anew, and the mistakes are the same" {
    small_suite
    change() { sed -i '/^#include "shm.h"/a #include "more.h"' "$1"; }
    change "$reference"
    print_all "$suite" shifted >problems
    assert_equal "$(<problems)" ''
    mistake refresh 01
    assert_line "graders/$lab/wrong/mode-0666.patch was written anew"
    refute_line --partial reader-
    same_mistakes
    mistake refresh 01
    assert_output ''
}

@test "after a change beside a mistake, refresh brings the patch over, with the history and without" {
    small_suite
    # The second line below the one that mode-0666 changes: in the context of its patch.
    change() { sed -i 's/return fail("shm_open", fd);/return fail("shm_open", -1);/' "$1"; }
    change "$reference"
    print_all "$suite" before >problems
    assert grep -q 'mode-0666.patch does not apply' problems
    cp -r "$suite" committed
    mistake refresh 01
    assert_line "graders/$lab/wrong/mode-0666.patch was written anew"
    assert_line "  Look at it, and try it: graders/test/run 'wrong $lab mode-0666 '"
    assert grep -q '^ .*fail("shm_open", -1)' "$patches/mode-0666.patch"
    assert grep -q '^+.*0666' "$patches/mode-0666.patch"
    git -C "$suite" diff --exit-code --stat "graders/$lab/wrong/reader-sigbus.patch"
    # The change was committed long ago: the reference that the patch was made of is in the history.
    rm -rf "$suite"
    mv committed "$suite"
    commit_all
    mistake refresh 01
    assert_line "graders/$lab/wrong/mode-0666.patch was written anew"
    # Without a history, it takes less context to find the place.
    git -C "$suite" checkout -q HEAD "graders/$lab/wrong"
    rm -rf "$suite/.git"
    mistake refresh 01
    assert_line "graders/$lab/wrong/mode-0666.patch was written anew"
    assert grep -q '^+.*0666' "$patches/mode-0666.patch"
}

@test "where a change of the reference and a mistake meet, the patch is named and stays, and nothing is lost" {
    small_suite
    change() { sed -i 's/O_CREAT | O_RDWR, 0600/O_CREAT | O_RDWR, 0640/' "$1"; }
    change "$reference"
    cp "$patches/mode-0666.patch" kept
    met=$suite/build/mistakes/mode-0666
    # The mistake of another lab that has the same name.
    mkdir -p "$met/02-other"
    touch "$met/02-other/writer.c"
    status_wanted=1 mistake refresh 01
    assert_line "graders/$lab/wrong/mode-0666.patch could not be brought over, and is as it was."
    assert_line --partial "mistake make $lab mode-0666 $suite/build/mistakes/mode-0666"
    assert cmp kept "$patches/mode-0666.patch"
    assert_line --partial "wrong/truncates.patch could not be brought over"
    refute_line --partial 'wrong/reader-sigbus.patch'
    assert_exists "$met/02-other/writer.c"
    assert grep -q '^<<<<<<< reference' "$met/$lab/writer.c"
    assert grep -q 0666 "$met/$lab/writer.c"
    # Not edited, or edited in part, it is not a mistake.
    cp "$met/$lab/writer.c" marked
    status_wanted=2 mistake make "$lab" mode-0666 "$met"
    assert_output "writer.c:$(grep -n '^<<<<' marked | cut -d: -f1) still has the mark <<<<<<< reference: edit it first
writer.c:$(grep -n '^====' marked | cut -d: -f1) still has the mark =======: edit it first
writer.c:$(grep -n '^>>>>' marked | cut -d: -f1) still has the mark >>>>>>> mistake: edit it first"
    sed -i '/^<<<<<<< /d; /^>>>>>>> /d' "$met/$lab/writer.c"
    status_wanted=2 mistake make "$lab" mode-0666 "$met"
    assert_line --partial 'still has the mark ======='
    assert cmp kept "$patches/mode-0666.patch"
    # Another refresh keeps what was edited.
    cp "$met/$lab/writer.c" edited
    status_wanted=1 mistake refresh 01
    assert_line "  $met/$lab is there from an earlier refresh, and was kept."
    assert_line "  If the reference was changed since, delete it and refresh again. Else finish it, then:"
    assert cmp edited "$met/$lab/writer.c"
    cp marked "$met/$lab/writer.c"
    # What it says to do, done.
    sed -i '/^<<<<<<< /,/^=======/d; /^>>>>>>> /d' "$met/$lab/writer.c"
    mistake make "$lab" mode-0666 "$met"
    assert grep -qx -e '-.*0640);' "$patches/mode-0666.patch"
    assert grep -qx -e '+.*0666);' "$patches/mode-0666.patch"
    assert_equal "$(head -n 2 "$patches/mode-0666.patch")" "$(head -n 2 kept)"
    assert_not_exists "$met/$lab"
    # Without a history there are no two sides to show: what does not fit lies beside the file.
    rm -rf "$suite/.git"
    cp kept "$patches/mode-0666.patch"
    status_wanted=1 mistake refresh 01
    assert cmp kept "$patches/mode-0666.patch"
    assert grep -q 0666 "$met/$lab/writer.c.rej"
    status_wanted=2 mistake make "$lab" mode-0666 "$met"
    assert_output --partial 'writer.c.rej is still there'
}

@test "a mistake that the reference makes now is named and stays" {
    small_suite
    sed -i 's/O_CREAT | O_RDWR, 0600/O_CREAT | O_RDWR, 0666/' "$reference"
    cp "$patches/mode-0666.patch" kept
    status_wanted=1 mistake refresh 01
    assert_line "graders/$lab/wrong/mode-0666.patch could not be brought over, and is as it was: the reference makes this mistake now."
    assert cmp kept "$patches/mode-0666.patch"
}

@test "odd input is one clear error, and harms nothing" {
    small_suite
    mkdir -p taken/01-posix-shm
    status_wanted=2
    mistake
    assert_line -n 0 'mistake: what is to be done?'
    assert_line -n 1 --partial 'usage: graders/maintainers/mistake list'
    mistake print 01 no-nul
    assert_line -n 0 'mistake: an argument is missing'
    mistake make 01 no-nul taken --fails
    assert_line -n 0 'mistake: --fails needs a value'
    mistake bake 01 no-nul taken
    assert_line -n 0 'mistake: there is no "bake" among list, print, make and refresh'
    mistake list 99
    assert_output 'There is no lab "99". The labs are: 01-posix-shm'
    mistake refresh 99
    assert_output 'There is no lab "99". The labs are: 01-posix-shm'
    for name in none ../right/volatile '' . no-nul.patch; do
        mistake print 01 "$name" new
        assert_line -n 0 "$lab has no mistake \"$name\""
        assert_line -n 1 --partial 'The mistakes are: does-not-compile map-private'
        assert_not_exists new
    done
    mistake print 01 no-nul taken
    assert_output 'taken/01-posix-shm is there already: nothing was written.'
    mistake print 01 no-nul /dev/null/x
    assert_output 'cannot make the folder /dev/null/x'
    mistake make 01 no-nul nowhere
    assert_line -n 0 'there is no folder nowhere/01-posix-shm'
    mistake make 01 ../../no-nul taken --wrong x --fails y
    assert_output --partial 'is not a name'
    mistake make 01 two-lines taken --wrong $'x\nfails: all' --fails y
    assert_output 'the text of --wrong is one line'
    printf 'a\0b' >taken/01-posix-shm/writer.c
    mistake make 01 no-nul taken
    assert_output --partial 'cannot be written'
    assert_equal "$(git -C "$suite" status --short)" ''
    rm -rf "$suite/solutions"
    for command in list 'print 01 no-nul new' 'make 01 no-nul taken' refresh; do
        # shellcheck disable=SC2086
        mistake $command
        assert_output --partial 'needs the references, which are not part of this copy'
    done
    status_wanted=0 mistake --help
    assert_line -n 0 --partial 'mistake - list the mistakes of the labs'
    assert_line --partial 'Exit status: 0 done'
}
