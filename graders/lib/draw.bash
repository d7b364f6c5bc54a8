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
    local length seed
    draw_number length "$2" "$3"
    draw_number seed 1 1000000
    # awk, because a loop in bash takes a second for a thousand letters under bats.
    printf -v "$1" %s "$(awk -v length_wanted="$length" -v seed="$seed" 'BEGIN {
        alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
        srand(seed)
        for (i = 1; i <= length_wanted; i++) {
            inside = i > 1 && i < length_wanted && letter != " "
            if (inside && rand() < 1 / 6) letter = " "
            else letter = substr(alphabet, 1 + int(rand() * length(alphabet)), 1)
            printf "%s", letter
        }
    }')"
}
