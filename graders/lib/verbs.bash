# shellcheck shell=bash
#
# verbs.bash - what `make` can do, read off the Makefile: nothing else lists it. Needs labs.bash.
#
#     grade: ## LAB=01 grade one lab (a number or a name); all without LAB
#     ## SEED=n draw the same values as the run that showed this seed
#
# Behind ## stands an example of a variable, if there is one, and what it does.

# list_verbs - prints the verbs in the order of the Makefile, one a line, and below each the other variables that it has
# to offer:  VERB or "" <unit separator> EXAMPLE or "" <unit separator> USE
list_verbs() {
    local line
    while IFS= read -r line; do
        if [[ $line =~ ^(([a-z-]+):\ )?##\ ([A-Z_]+=[^\ ]+\ )?(.*) ]]; then
            printf '%s\x1f%s\x1f%s\n' "${BASH_REMATCH[2]}" "${BASH_REMATCH[3]% }" "${BASH_REMATCH[4]}"
        fi
    done <"$top/Makefile"
}
