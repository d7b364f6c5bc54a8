# shellcheck shell=bash
#
# manifest.bash - what a grader promises to check, read off its .bats file.
#
# TAP carries no points, so they stand in tags above each test:
#
#     # bats test_tags=id:unsized-object,points:2,needs:reads-message
#     @test "the reader survives an object that has no size yet" {
#
#   id      the check's short name, used in `needs` and by the wrong submissions
#   points  what it is worth
#   needs   (may be repeated) a check above without which this one could not tell anything

# Longest name that fits a screen of 80 columns beside its points.
readonly longest_name=68

# Prints the manifest of the .bats files, which together are one grader, one line a check:
#     ID <tab> POINTS <tab> NEEDS, separated by commas, or - <tab> NAME
# A file that is missing, a test without id or points, one that stands twice, or a need that is not above it is an error
# with file and line on stderr, and status 2. Needs labs.bash.
print_manifest() {
    local file
    for file in "$@"; do
        if [[ ! -e $file ]]; then
            printf '%s is missing: docs/CONTRIBUTING.md, "Add a lab"\n' "${file#"$top"/}" >&2
            return 2
        fi
    done
    awk -v longest="$longest_name" '
        function problem(text) { printf "%s:%d: %s\n", FILENAME, FNR, text > "/dev/stderr"; exit 2 }
        /^# bats test_tags=/ {
            id = points = needs = ""
            count = split(substr($0, index($0, "=") + 1), tags, ",")
            for (i = 1; i <= count; i++) {
                key = substr(tags[i], 1, index(tags[i], ":") - 1)
                value = substr(tags[i], index(tags[i], ":") + 1)
                if (key == "id") id = value
                else if (key == "points") points = value
                else if (key == "needs") {
                    if (!(value in seen)) problem("needs the check \"" value "\", which is not above it")
                    needs = needs (needs == "" ? "" : ",") value
                } else problem("unknown tag \"" tags[i] "\"")
            }
            next
        }
        /^@test / {
            name = $0
            sub(/^@test ["\047]/, "", name)
            sub(/["\047] \{$/, "", name)
            if (id == "" || points !~ /^[0-9]+$/) problem("a test without id and points")
            if (id in seen) problem("a second check \"" id "\"")
            if (name in names) problem("a second test with this name")
            if (name ~ /[#\\$`"]/) problem("a name with a character that TAP or bash takes apart")
            if (length(name) > longest) problem("a name longer than " longest " characters")
            seen[id] = names[name] = 1
            printf "%s\t%s\t%s\t%s\n", id, points, needs == "" ? "-" : needs, name
            id = points = needs = ""
        }
    ' "$@"
}
