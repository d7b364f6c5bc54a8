# shellcheck shell=bash
#
# submissions.bash - put together the submissions whose verdict is known: the references, the skeletons, those in
# graders/LAB/right and graders/LAB/wrong, and the attacks of graders/test/hostile. Needs lib/labs.bash.

# header WORD PATH - prints the values of the header lines "WORD: value" of a submission: of the file PATH, or of all
# files in the folder.
header() {
    { grep -rhoP "^[ /*#]*$1: \K.*" "$2" || true; } | sed 's: *\*/$::'
}

# ids - prints the ids on stdin, sorted, on one line.
ids() {
    tr -s ' ' '\n' | { grep -vxE -e '-?' || true; } | sort -u | paste -sd' '
}

# list_known LAB - prints "KIND LAB NAME" of every right and wrong submission of the lab, one a line.
list_known() {
    local folder
    for folder in "$top/graders/$1"/{right,wrong}/*/; do
        [[ -d $folder ]] || continue
        echo "$(basename "$(dirname "$folder")") $1 $(basename "$folder")"
    done
}

# make_known KIND LAB NAME FOLDER - puts the student files of a known submission into the new FOLDER, and the ids of the
# checks that must fail, on one line, into $expected. KIND is solution, skeleton, right or wrong, NAME the folder of the
# last two. What is wrong with its header is said on stdout; then it returns 1.
make_known() {
    local kind=$1 lab=$2 name=$3 target=$4 folder=$top/solutions/$2 file
    expected=
    [[ $kind != skeleton ]] || folder=$top/labs/$lab
    mkdir -p "$target"
    for file in $(lab_field "$lab" STUDENT_FILES); do
        cp "$folder/$file" "$target/"
    done
    [[ $kind == right || $kind == wrong ]] || return 0
    folder=$top/graders/$lab/$kind/$name
    if [[ -z $(header "$kind" "$folder") ]]; then
        echo "no header line \"$kind:\" in graders/$lab/$kind/$name"
        return 1
    fi
    find "$folder" -type f ! -name EXPECT -exec cp {} "$target/" \;
    for file in $(header without "$folder"); do
        rm "$target/$file"
    done
    [[ $kind == wrong ]] || return 0
    expected=$(header fails "$folder" | ids)
    if [[ -z $expected ]]; then
        echo "no header line \"fails:\" in graders/$lab/$kind/$name"
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
