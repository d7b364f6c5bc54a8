# shellcheck shell=bash
#
# draw.bash - values that no submission can know beforehand, drawn from the run's seed.
#
# The functions put the value into a variable that is named to them. They do not print it, because a
# command substitution would draw in a subshell, and the next one would draw the same again.

# Starts the sequence of check number $1.
start_drawing() {
    RANDOM=$((GRADE_SEED + 7919 * $1))
}

# draw_number VARIABLE LEAST MOST
draw_number() {
    printf -v "$1" %d $(($2 + (RANDOM << 15 | RANDOM) % ($3 - $2 + 1)))
}

# draw_text VARIABLE LEAST MOST - letters, digits and single blanks, LEAST to MOST bytes long.
draw_text() {
    local alphabet='abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789' length text=
    draw_number length "$2" "$3"
    while ((${#text} < length)); do
        if ((${#text} > 60)); then
            # A long text repeats its beginning between new numbers: letter by letter is slow.
            text+=${text:0:50}$RANDOM
        elif ((RANDOM % 6 == 0 && ${#text} > 0 && ${#text} < length - 1)) && [[ $text != *' ' ]]; then
            text+=' '
        else
            text+=${alphabet:RANDOM%${#alphabet}:1}
        fi
    done
    printf -v "$1" %s "${text:0:length}"
}
