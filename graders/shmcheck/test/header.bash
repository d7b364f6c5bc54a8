# shellcheck shell=bash
#
# header.bash - reads the comment that a test program begins with: lines " * NAME: VALUE".

# header_field FILE NAME - prints the value, or nothing.
header_field() {
    sed -n "1,/\*\//s/^ \* $2: //p" "$1"
}

# read_options FILE - puts the words of "options" into the array options. They are quoted as for a shell:
# --expect "two words" is two words. Returns 1 if a quote is not closed.
read_options() {
    local words
    options=()
    words=$(header_field "$1" options | xargs -r printf '%s\n') || return
    [[ -z $words ]] || mapfile -t options <<<"$words"
}
