# shellcheck shell=bash
#
# settings.bash - where the suite lies, and what its Makefiles say of the labs: read by checks and by commands.
#
# graders/lib/common is all that the two libraries share. Both compile a lab's programs, so both need its settings
# (settings.bash); both show an order of processes, so both need the part of a report that fits a screen (drawing.awk).
# Whatever only one of them needs is in graders/lib/check or graders/lib.

# The root of the suite. No program is started for it where the path says it, nor elsewhere here: every check
# reads this file.
top=${BASH_SOURCE[0]%/graders/lib/common/settings.bash}
if [[ $top != /* || $top == */../* || $top == "${BASH_SOURCE[0]}" ]]; then
    top=$(CDPATH='' cd -P -- "${BASH_SOURCE[0]%/*}/../../.." && pwd)
fi

# lab_field LAB NAME - prints the value of a variable in the lab's Makefile (TITLE, PROGRAMS, STUDENT_FILES).
lab_field() {
    make_variable "$2" "$top/labs/$1/Makefile"
}

# common_field NAME - prints the value of a variable in labs/lab.mk, the settings of all labs.
common_field() {
    make_variable "$1" "$top/labs/lab.mk"
}

# make_variable NAME MAKEFILE - prints the value of the line "NAME = VALUE" or "NAME ?= VALUE".
make_variable() {
    local line
    while IFS= read -r line; do
        if [[ $line == "$1 = "* || $line == "$1 ?= "* ]]; then
            printf '%s\n' "${line#*= }"
        fi
    done <"$2"
}
