# shellcheck shell=bash
#
# draw.bash - values that no submission can know beforehand, drawn from the run's seed.
#
# The functions put the value into a variable that is named to them. They do not print it, because a
# command substitution would draw in a subshell, and the next one would draw the same again. Their own
# variables begin with "drawn_", so that every other name can be given.

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
    local drawn_from='abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
    local drawn_length drawn_text=
    draw_number drawn_length "$2" "$3"
    while ((${#drawn_text} < drawn_length)); do
        if ((${#drawn_text} > 60)); then
            # A long text repeats its beginning between new numbers: letter by letter is slow.
            drawn_text+=${drawn_text:0:50}$RANDOM
        elif ((RANDOM % 6 == 0 && ${#drawn_text} > 0 && ${#drawn_text} < drawn_length - 1)) \
            && [[ $drawn_text != *' ' ]]; then
            drawn_text+=' '
        else
            drawn_text+=${drawn_from:RANDOM%${#drawn_from}:1}
        fi
    done
    printf -v "$1" %s "${drawn_text:0:drawn_length}"
}
