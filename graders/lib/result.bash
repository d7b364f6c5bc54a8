# shellcheck shell=bash
#
# result.bash - from what bats said and what the checks left to one status a check, and result.json.
#
# Filled by read_result and used by the others, all by check id:
declare -gA status_of score_of points_of name_of output_of
# The ids of the checks that students do not see.
declare -ga hidden_ids=()

# read_result RUN ID SAID - decides how one check ended, whose name and points are known. SAID is what
# bats said of it, or "" if it said nothing.
read_result() {
    local folder=$1/checks/$2 id=$2 said=$3
    score_of[$id]=0
    if [[ $said == "ok "*' # skip '* && -e $folder/ungraded ]]; then
        status_of[$id]=not-run
        points_of[$id]=0
        output_of[$id]="not graded here: $(<"$folder/ungraded")"
    elif [[ $said == "ok "*' # skip '* && -e $folder/skipped ]]; then
        status_of[$id]=not-run
        output_of[$id]="not run: it needs \"${name_of[$(<"$folder/skipped")]}\""
    elif [[ $said == "ok "* && -e $folder/passed && ! -e $folder/failed && ! -e $folder/fault ]]; then
        status_of[$id]=passed
        score_of[$id]=${points_of[$id]}
        output_of[$id]=
    elif [[ $said == "not ok "* && -e $folder/failed && ! -e $folder/fault ]]; then
        status_of[$id]=failed
        output_of[$id]=$(describe_failure "$folder")
    else
        status_of[$id]=error
        if [[ -e $folder/fault ]]; then
            output_of[$id]=$(<"$folder/fault")
        else
            output_of[$id]="bats said: ${said:-nothing} (its reason is in logs/bats)"
        fi
    fi
}

# Prints what the failed check in folder $1 had to say, but for the hint.
describe_failure() {
    local part
    for part in expected got why see; do
        [[ ! -s $1/$part ]] || printf '%s: %s\n' "$part" "$(<"$1/$part")"
    done
    [[ ! -s $1/drawing ]] || printf 'order:\n%s\n' "$(<"$1/drawing")"
}

# write_result RUN ID... - prints result.json. The variables lab, title, place (what was graded), tier, seed, version,
# seconds and fault (a fault of the grader that concerns all checks, or "") are the caller's.
write_result() {
    local run=$1 id hint
    shift
    for id in "$@"; do
        hint=
        if [[ ${status_of[$id]} == failed && -s $run/checks/$id/try ]]; then
            hint=$(<"$run/checks/$id/try")
        fi
        printf '%s\x1e' "$id" "${name_of[$id]}" "${status_of[$id]}" "${score_of[$id]}" \
            "${points_of[$id]}" "$hint" "${output_of[$id]}"
    done | jq -Rs --arg lab "$lab" --arg title "$title" --arg submission "$place" --arg isolation "$tier" --arg fault "$fault" \
        --arg hidden "${hidden_ids[*]}" --arg version "$version" --argjson seed "$seed" --argjson seconds "$seconds" '
        split("\u001e")[:-1] | [recurse(.[7:]; length > 0)[:7]] | map({
            id: .[0], name: .[1], status: .[2],
            score: (if .[2] == "error" then null else .[3] | tonumber end),
            max_score: .[4] | tonumber, hint: .[5], output: .[6]
        } | if IN(.id; $hidden | split(" ")[]) then . + {hidden: true} else . end) as $tests |
        {
            $lab, $title, $submission,
            # No mark where the grader itself failed: it never charges the student.
            score: (if $fault != "" or any($tests[]; .status == "error") then null
                    else [$tests[].score] | add end),
            max_score: ([$tests[].max_score] | add), $isolation, $seed, $version, $seconds, $tests
        } + if $fault == "" then {} else {error: $fault} end'
}
