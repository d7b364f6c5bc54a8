# shellcheck shell=bash
#
# hidden.bash - an instructor's own checks, from a folder outside the suite. Needs labs.bash and manifest.bash.
#
# HIDDEN/NN-name/*.bats add to what graders/NN-name/grade.bats checks, with the same tags; beside them may lie what they
# compile or read. They run after the lab's own checks, with what these have built, from a copy that no jail shows
# to a submission. See docs/instructors.md.

# hidden_files HIDDEN LAB - puts the lab's hidden .bats files into hidden_bats=(): none, if it has none.
hidden_files() {
    local file
    hidden_bats=()
    for file in "$1/$2"/*.bats; do
        [[ ! -e $file ]] || hidden_bats+=("$file")
    done
}

# check_hidden HIDDEN - whether all that is there can be used, for every lab; else hidden_problem=() says what is wrong.
check_hidden() {
    local entry lab file count=0
    hidden_problem=()
    if [[ ! -d $1 || ! -r $1 || ! -x $1 ]]; then
        hidden_problem=("there is no folder $1 with hidden checks that can be read")
        return 1
    fi
    for entry in "$1"/*/; do
        [[ -e $entry ]] || continue
        lab=$(basename "$entry")
        if [[ $'\n'$(all_labs)$'\n' != *$'\n'"$lab"$'\n'* ]]; then
            hidden_problem=("the hidden checks in $1/$lab are for no lab" "The labs are: $(all_labs | paste -sd' ')")
            return 1
        fi
        hidden_files "$1" "$lab"
        for file in "${hidden_bats[@]}"; do
            if [[ ! -f $file || ! -r $file ]]; then
                hidden_problem=("the hidden checks in $file cannot be read")
                return 1
            fi
        done
        count=$((count + ${#hidden_bats[@]}))
        if ! file=$(print_manifest "$top/graders/$lab/grade.bats" "${hidden_bats[@]}" 2>&1 >/dev/null); then
            hidden_problem=("the hidden checks of lab $lab are wrong" "$file")
            return 1
        fi
    done
    if ((count == 0)); then
        hidden_problem=("there are no hidden checks in $1" "It should hold, for instance, $(all_labs | head -n 1)/more.bats")
        return 1
    fi
}
