# shellcheck shell=bash
#
# mistakes.bash - the mistakes of the labs: submissions that are wrong on purpose, each with the verdict that it must get.
# Needs labs.bash.
#
# A mistake is a patch, graders/LAB/wrong/NAME.patch: a header, an empty line, and as a unified diff what differs from the
# reference in solutions/LAB:
#
#     wrong: everybody may read and write the object
#     fails: mode
#
#     --- a/writer.c
#     +++ b/writer.c
#     ...
#
# The lines of the header:
#
#     wrong:    what the student did
#     fails:    the ids of the checks that must fail; all others must pass, or not run because of these
#     explored: those of them whose failure shmcheck proves: the message names a line of the program, and the order
#     without:  student files that are missing from the submission
#
# A mistake that is another program altogether is a folder instead, graders/LAB/wrong/NAME: it holds the student files that
# differ, and its header is a comment in one of them, or the file EXPECT where no comment can stand. A patch has to apply as
# it is, all of its context found. One that does not, because the reference was changed, is brought up to date by
# graders/maintainers/mistake.

# list_mistakes LAB - prints the name of every mistake of the lab, one a line.
list_mistakes() {
    local path
    for path in "$top/graders/$1/wrong"/*; do
        if [[ $path == *.patch || -d $path ]]; then
            path=${path##*/}
            printf '%s\n' "${path%.patch}"
        fi
    done | LC_ALL=C sort
}

# find_mistake LAB NAME - puts the path of the mistake, a patch or a folder, into $mistake. If there is none, or there are
# two, mistake_problem=() says so and it returns 1.
find_mistake() {
    local folder=$top/graders/$1/wrong
    mistake=$folder/$2.patch
    if [[ -f $mistake && -d $folder/$2 ]]; then
        mistake_problem=("the mistake $2 of $1 is there twice, as a patch and as a folder")
        return 1
    fi
    [[ -f $mistake ]] || mistake=$folder/$2/
    # A name is one step of a path.
    if [[ $2 == */* || $2 == .* || -z $2 || ! -e $mistake ]]; then
        mistake_problem=("$1 has no mistake \"$2\"")
        return 1
    fi
    mistake=${mistake%/}
}

# header WORD PATH - prints the values of the header lines "WORD: value" of a submission whose verdict is known: of a
# patch what stands before its first empty line, else of the file PATH, or of all files in the folder PATH.
header() {
    if [[ $2 == *.patch ]]; then
        sed -n "/^\$/q; s/^$1: //p" "$2"
    else
        { grep -rhoP "^[ /*#]*$1: \K.*" "$2" || true; } | sed 's: *\*/$::'
    fi
}

# is_patch FILE - whether there is a difference in it; a mistake may be no more than a missing file.
is_patch() {
    grep -q '^--- ' "$1"
}

# plain_git ARGUMENT... - git without a repository and without anybody's settings: the same files give the same bytes. In
# a folder inside of a repository, git would take the names in a patch that `git diff` wrote from the root, leave out what
# is not below the folder, and say nothing.
plain_git() {
    env -i PATH="$PATH" LC_ALL=C GIT_DIR=/dev/null GIT_CONFIG_NOSYSTEM=1 git "$@"
}

# apply_patch PATCH FOLDER [OPTION...] - applies the patch to the files in FOLDER as git does, with its options. Prints
# what it has to say against it, and returns 1 if the patch does not apply; then nothing is changed.
apply_patch() {
    is_patch "$1" || return 0
    (cd "$2" && plain_git apply --whitespace=nowarn "${@:3}" -) <"$1" 2>&1
}

# copy_student_files LAB FROM FOLDER - copies the lab's student files out of the folder FROM into the new FOLDER.
copy_student_files() {
    local files
    mkdir -p "$3"
    read -ra files <<<"$(lab_field "$1" STUDENT_FILES)"
    cp "${files[@]/#/$2/}" "$3/"
}

# change_reference LAB PATH FOLDER - puts the whole submission that PATH, a patch or a folder, makes of the lab's reference
# into the new FOLDER. If it cannot, mistake_problem=() says why and it returns 1.
change_reference() {
    local file said
    copy_student_files "$1" "$top/solutions/$1" "$3"
    if [[ -d $2 ]]; then
        find "$2" -type f ! -name EXPECT -exec cp {} "$3/" \;
    elif ! said=$(apply_patch "$2" "$3"); then
        mistake_problem=("${2#"$top"/} does not apply to solutions/$1: the reference was changed."
            "Bring it up to date: graders/maintainers/mistake refresh $1" "$said")
        return 1
    fi
    for file in $(header without "$2"); do
        rm -f "$3/$file"
    done
}

# make_mistake LAB NAME FOLDER - puts a mistake as a whole submission into the new FOLDER. If it cannot, mistake_problem=()
# says why and it returns 1.
make_mistake() {
    find_mistake "$1" "$2" && change_reference "$1" "$mistake" "$3"
}
