# shellcheck shell=bash
#
# submissions.bash - put together the submissions whose verdict is known: the references, the skeletons, those in
# graders/LAB/right and graders/LAB/wrong, and the attacks of graders/test/hostile. Needs lib/labs.bash.

# shellcheck source=../lib/mistakes.bash
source "${BASH_SOURCE[0]%/*}/../lib/mistakes.bash"

# ids - prints the ids on stdin, sorted, on one line.
ids() {
    tr -s ' ' '\n' | { grep -vxE -e '-?' || true; } | sort -u | paste -sd' '
}

# list_known LAB - prints "KIND LAB NAME" of every right and wrong submission of the lab, one a line.
list_known() {
    local folder
    for folder in "$top/graders/$1"/right/*/; do
        [[ ! -d $folder ]] || echo "right $1 $(basename "$folder")"
    done
    list_mistakes "$1" | sed "s/^/wrong $1 /"
}

# make_known KIND LAB NAME FOLDER - puts the student files of a known submission into the new FOLDER, the ids of the
# checks that must fail, on one line, into $expected, and those of them that shmcheck must prove into $explored. KIND is
# solution, skeleton, right or wrong, NAME that of one of the last two. What is wrong with the submission or its header is
# said on stdout; then it returns 1.
make_known() {
    local kind=$1 lab=$2 name=$3 target=$4 path=$top/graders/$2/right/$3
    expected='' explored=''
    case $kind in
        solution) copy_student_files "$lab" "$top/solutions/$lab" "$target" && return ;;
        skeleton) copy_student_files "$lab" "$top/labs/$lab" "$target" && return ;;
    esac
    if [[ $kind == wrong ]]; then
        find_mistake "$lab" "$name" || { printf '%s\n' "${mistake_problem[@]}" && return 1; }
        path=$mistake
    fi
    if [[ -z $(header "$kind" "$path") ]]; then
        echo "no header line \"$kind:\" in ${path#"$top"/}"
        return 1
    fi
    change_reference "$lab" "$path" "$target" || { printf '%s\n' "${mistake_problem[@]}" && return 1; }
    [[ $kind == wrong ]] || return 0
    expected=$(header fails "$path" | ids)
    explored=$(header explored "$path" | ids)
    if [[ -z $expected ]]; then
        echo "no header line \"fails:\" in ${path#"$top"/}"
        return 1
    fi
}

# add_exercises SUITE - adds to a copy of the suite the two labs that the attacks are handed in for.
add_exercises() {
    local kind lab hostile=$top/graders/test/hostile
    for kind in box tools; do
        lab=$(exercise_of "$kind")
        mkdir -p "$1/labs/$lab" "$1/solutions/$lab" "$1/graders/$lab"
        cp "$hostile/behave.h" "$1/labs/$lab/"
        printf '%s = %s\n' TITLE 'Hostile programs' PROGRAMS program STUDENT_FILES program.c \
            >"$1/labs/$lab/Makefile"
        cp "$hostile/good.c" "$1/solutions/$lab/program.c"
        cp "$hostile/$kind.bats" "$1/graders/$lab/grade.bats"
        cp "$hostile/exercise.bash" "$1/graders/$lab/"
    done
}

# exercise_of KIND - prints the lab of a kind of attack: tools, or box.
exercise_of() {
    if [[ $1 == tools ]]; then echo 91-tools; else echo 90-box; fi
}

# all_attacks - prints the name of every attack, one a line.
all_attacks() {
    local path
    for path in "$top"/graders/test/hostile/attacks/*; do
        basename "$path" .c
    done
}

# attack_file NAME - prints the file with the attack's header.
attack_file() {
    local file=$top/graders/test/hostile/attacks/$1.c
    [[ -e $file ]] || file=$top/graders/test/hostile/attacks/$1/EXPECT
    printf '%s' "$file"
}

# make_attack NAME FROM SUITE WORK - puts the attack into FROM/LAB, for the copy SUITE of the suite and the folder WORK
# around it; its lab into $lab, and the ids of the checks that must fail into $expected.
make_attack() {
    local file setup
    file=$(attack_file "$1")
    lab=$(exercise_of "$(header lab "$file")")
    mkdir -p "$2/$lab"
    if [[ $file == *.c ]]; then
        sed "s|@TOP@|$3|g; s|@WORK@|$4|g" "$file" >"$2/$lab/program.c"
    fi
    setup=$(header setup "$file" | sed "s|@TOP@|$3|g; s|@WORK@|$4|g")
    (cd "$2/$lab" && eval "$setup")
    expected=$(header fails "$file" | ids)
}
