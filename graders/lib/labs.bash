# shellcheck shell=bash
#
# labs.bash - which labs there are, and what each says of itself.
#
# A lab is a folder labs/NN-name with a Makefile. Nothing lists the labs: adding one adds its folders
# in labs/, solutions/ and graders/, and changes no other file.

# The root of the suite.
top=$(readlink -f "$(dirname "${BASH_SOURCE[0]}")/../..")

# Prints the name of every lab, one a line, in order.
all_labs() {
    local makefile
    for makefile in "$top"/labs/[0-9]*-*/Makefile; do
        [[ -e $makefile ]] || continue
        basename "$(dirname "$makefile")"
    done
}

# Prints the value of variable $2 in the Makefile of lab $1 (TITLE, PROGRAMS, STUDENT_FILES).
lab_field() {
    sed -n "s/^$2 = //p" "$top/labs/$1/Makefile"
}

# Prints the value of variable $1 in labs/lab.mk, the settings of all labs.
common_field() {
    sed -n "s/^$1 ?\{0,1\}= //p" "$top/labs/lab.mk"
}

# Prints the labs that the arguments select: a number (1 or 01) or a name (01-posix-shm, posix-shm);
# all labs without arguments. An unknown one is an error on stderr and status 2.
select_labs() {
    local wanted lab found
    if (($# == 0)); then
        all_labs
        return
    fi
    for wanted in "$@"; do
        found=
        for lab in $(all_labs); do
            if [[ $wanted == "$lab" || $wanted == "${lab#*-}" || $wanted == "${lab%%-*}" ||
                0$wanted == "${lab%%-*}" ]]; then
                found=$lab
            fi
        done
        if [[ -z $found ]]; then
            printf 'There is no lab "%s". The labs are: %s\n' "$wanted" "$(all_labs | paste -sd' ')" >&2
            return 2
        fi
        printf '%s\n' "$found"
    done
}
