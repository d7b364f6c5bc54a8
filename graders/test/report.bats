#!/usr/bin/env bats
#
# graders/report: each format against its definition, from results that are written here; nothing is graded.

load common

setup_file() {
    dir=$BATS_FILE_TMPDIR/batch
    mkdir "$dir"
    echo '{"seed":7}' >"$dir/batch.json"
    hand_in kim 'Kim, "Chul"' '{"moodle":"123"}' graded ''
    result kim 01-posix-shm 'passed 2' 'failed 3' 'not-run 1' 'hidden-failed 4' 'hidden-passed 1'
    hand_in lee '=cmd|"/c calc"!A1' '{"canvas":"77","late":true,"notes":["writer-1.c is taken for writer.c"]}' graded ''
    result lee 01-posix-shm 'passed 2' 'passed 3' 'passed 1' 'hidden-passed 4' 'hidden-passed 1'
    result lee 02-sysv-shm 'passed 5'
    hand_in oh '<script>alert(1)</script>' '{"moodle":"125"}' unreadable 'the archive is <b>damaged</b>'
    hand_in park $'@박\n지민' '{"moodle":"126"}' error '01-posix-shm: object: no space left'
    result park 01-posix-shm 'passed 2' 'error 3'
    "$top/graders/report" "$dir"
}

setup() {
    dir=$BATS_FILE_TMPDIR/batch
}

# own_copy - for a test that changes the batch.
own_copy() {
    cp -r "$dir" "$BATS_TEST_TMPDIR/batch"
    dir=$BATS_TEST_TMPDIR/batch
}

# hand_in ID STUDENT FIELDS STATUS REASON - writes a submission.json.
hand_in() {
    mkdir -p "$dir/results/$1"
    jq -n --arg id "$1" --arg student "$2" --argjson fields "$3" --arg status "$4" --arg reason "$5" \
        '{$id, $student, moodle: "", canvas: "", late: false, notes: [], $status, $reason} + $fields' \
        >"$dir/results/$1/submission.json"
}

# result ID LAB CHECK... - writes a result.json; a CHECK is a status, after "hidden-" for a hidden one, and points.
result() {
    local folder=$dir/results/$1/$2
    mkdir "$folder"
    jq -n --arg submission "$1" --arg lab "$2" '
        ($ARGS.positional | to_entries | map((.value | split(" ")) as [$word, $points] | {
            id: "check-\(.key)", name: "check <\(.key)> & more", max_score: ($points | tonumber),
            status: ($word | sub("hidden-"; "")), hint: "", output: "", hidden: ($word | startswith("hidden-"))
        } | .score = {passed: .max_score, failed: 0, "not-run": 0, error: null}[.status]
          | if .status == "failed" then .hint = "try </pre> this" |
                .output = "expected: one\ngot: \u0001\u001b[2J\uffff <script>alert(2)</script>\nwhy: because\nsee: The task\norder:\n  1  parent  read 0   <- race" else . end
          | if .hidden then . else del(.hidden) end)) as $tests |
        {$lab, title: "A & B", $submission, score: (if any($tests[]; .score == null) then null else $tests | map(.score) | add end),
            max_score: ($tests | map(.max_score) | add), isolation: "jail", seed: 7, version: "v1<2", seconds: 1.5, $tests}' \
        --args -- "${@:3}" >"$folder/result.json"
}

report() {
    run "$top/graders/report" "$@"
}

# valid FILE SCHEMA - what stands in the file is what the schema says.
valid() {
    assert_equal "$(jq -r --slurpfile schema "$top/graders/instructors/schema/$2.schema.json" -f "$top/graders/test/schema.jq" "$1")" ''
}

# rows FILE - the rows of a CSV file as JSON, one array for each, by the rules of RFC 4180.
rows() {
    jq -Rsc '
        reduce (explode[] | [.] | implode) as $c ({rows: [], row: [], cell: "", quoted: false, before: ""};
            if .quoted then
                if $c == "\"" then .quoted = false | .before = "\"" else .cell += $c end
            elif $c == "\"" then (if .before == "\"" then .cell += "\"" else . end) | .quoted = true | .before = ""
            elif $c == "," then .row += [.cell] | .cell = "" | .before = ""
            elif $c == "\n" then .rows += [.row + [.cell]] | .row = [] | .cell = "" | .before = ""
            else .cell += $c end) | .rows[]' "$1"
}

@test "the results that these tests are about are what the schemas say" {
    for file in "$dir"/results/*/submission.json; do
        valid "$file" submission
    done
    for file in "$dir"/results/*/*/result.json; do
        valid "$file" result
    done
}

@test "Canvas: its columns, a row for each student with marks, and no formula" {
    run rows "$dir/import/canvas.csv"
    assert_line -n 0 '["Student","ID","SIS User ID","SIS Login ID","Section","Lab 01","Lab 02"]'
    assert_line -n 1 '["    Points Possible","","","","","11","5"]'
    assert_line -n 2 '["'"'"'=cmd|\"/c calc\"!A1","77","","","","11","5"]'
    assert_line -n 3 '["Kim, \"Chul\"","","","Kim, \"Chul\"","","3",""]'
    assert_equal "${#lines[@]}" 4
}

@test "Moodle: a worksheet with grade and feedback, for the students who have its numbers and marks" {
    run rows "$dir/import/moodle-01.csv"
    assert_line -n 0 '["Identifier","Full name","Grade","Maximum Grade","Last modified (grade)","Feedback comments"]'
    assert_equal "${#lines[@]}" 2
    assert_equal "$(jq -c '.[:5]' <<<"${lines[1]}")" '["Participant 123","Kim, \"Chul\"","3","11",""]'
    feedback=$(jq -r '.[5]' <<<"${lines[1]}")
    assert_regex "$feedback" '^<pre>Lab 01: 3/11'
    assert_regex "$feedback" 'race'
    assert_regex "$feedback" 'hidden checks: 1/5'
    refute_regex "$feedback" '<script>|check &lt;3&gt;'
    assert_file_not_exists "$dir/import/moodle-02.csv"
}

@test "Gradescope: score, tests, status and visibility as its specification has them" {
    for file in "$dir"/import/gradescope/*.json; do
        run jq -e '
            ((has("score") | not) or (.score | type) == "number") and (.tests | length > 0) and all(.tests[];
                (.name | type) == "string" and (.status | IN("passed", "failed")) and (.output | type) == "string"
                and (.visibility | IN("visible", "hidden", "after_due_date", "after_published")))' "$file"
        assert_success
    done
    run jq -c '.score, [.tests[].visibility], [.tests[].status]' "$dir/import/gradescope/kim.json"
    assert_line -n 0 3
    assert_line -n 1 '["visible","visible","visible","after_published","after_published"]'
    assert_line -n 2 '["passed","failed","failed","failed","passed"]'
    for id in oh park; do
        assert_equal "$(jq -c '[has("score"), .tests[].score]' "$dir/import/gradescope/$id.json")" '[false,null]'
    done
}

@test "Autolab: one line of scores, and only the scores that there are" {
    assert_equal "$(cat "$dir"/import/autolab/{kim,lee,oh,park}.json)" '{"scores":{"lab01":3}}
{"scores":{"lab01":11,"lab02":5}}
{"scores":{}}
{"scores":{}}'
}

@test "Classroom 50: what its runner demands, and no name of a hidden check" {
    assert_equal "$(ls "$dir/import/classroom50")" 'kim.01.json
lee.01.json
lee.02.json'
    for file in "$dir"/import/classroom50/*.json; do
        run jq -e '
            def natural: type == "number" and . >= 0 and . == floor;
            .schema == "classroom50/result/v1" and (.submission | startswith("submit/"))
            and all(.classroom, .assignment, .owner, .commit, .release, .review; type == "string" and . != "")
            and .assignment_type == "individual" and (.datetime | test("^[0-9-]{10}T[0-9:]{8}Z$"))
            and (.score | natural) and (."max-score" | natural) and .score <= ."max-score"
            and all(.tests[]; (."test-name" | type == "string" and . != "") and (.passed | type) == "boolean"
                and (.score | natural) and (."max-score" | natural) and .score <= ."max-score")' "$file"
        assert_success
    done
    assert_equal "$(jq -r '[.tests[3:][]["test-name"]] | join(" ")' "$dir/import/classroom50/kim.01.json")" 'hidden check 1 hidden check 2'
    ASSIGNMENT=lab-one SUBMISSION_TAG=submit/x report --format classroom50 "$dir/results/kim/01-posix-shm/result.json"
    assert_equal "$(jq -r '"\(.assignment) \(.submission)"' <<<"$output")" 'lab-one submit/x'
}

@test "JUnit: well-formed, a suite for each lab of each, and sums that are right" {
    xml=$dir/import/junit.xml
    assert_equal "$(grep -c '<testsuite ' "$xml")" 6
    run grep -o '<testsuite name="kim[^>]*>' "$xml"
    assert_output '<testsuite name="kim 01-posix-shm" tests="5" failures="2" errors="0" skipped="1" time="1.5">'
    assert_equal "$(grep -c '<failure ' "$xml") $(grep -c '<error ' "$xml") $(grep -c '<skipped ' "$xml")" '2 3 1'
    # Every control character is gone, of which XML has none but these.
    assert_equal "$(tr -d '\t\n\r' <"$xml" | LC_ALL=C tr -dc '\001-\037')" ''
    refute_regex "$(<"$xml")" '<script'
    if command -v xmllint >/dev/null; then
        run xmllint --noout "$xml"
        assert_success
    fi
}

@test "the pages need nothing else, run nothing, and show each student what is for them" {
    for page in "$dir/report.html" "$dir"/students/*.html; do
        run grep -ciE '<script|<link|<img|<iframe|src=|url\(|http://|https://' "$page"
        assert_output 0
        grep -q "Content-Security-Policy\" content=\"default-src 'none'" "$page"
    done
    run cat "$dir/students/kim.html"
    assert_output --partial '  1  parent  read 0   &lt;- race'
    assert_output --partial 'hidden checks of your instructor'
    assert_output --partial '>1/5<'
    refute_output --partial 'check &lt;3&gt;'
    assert_output --partial 'Graded by version v1&lt;2 of the suite.'
    run cat "$dir/report.html"
    assert_output --partial 'isolation jail · version v1&lt;2'
    assert_output --partial '&lt;script&gt;alert(1)'
    assert_output --partial 'the archive is &lt;b&gt;damaged'
    assert_output --partial '01-posix-shm: object: no space left'
    assert_output --partial 'median 7 of 11'
    # Every link leads to a page.
    while IFS= read -r link; do
        assert_file_exists "$dir/$link"
    done < <(grep -o 'href="[^"]*"' "$dir/report.html" | cut -d '"' -f 2)
    # Nowhere is a mark for who has none.
    run grep -E '0/(11|5)' "$dir/report.html" "$dir/students/oh.html" "$dir/students/park.html"
    assert_output ''
}

@test "a second report is the same as the first, and old files are gone" {
    own_copy
    first=$(cd "$dir" && find students import report.html -type f ! -path '*classroom50*' -exec sha256sum {} + | sort)
    rm -r "$dir/results/lee"
    report "$dir"
    assert_file_not_exists "$dir/students/lee.html"
    hand_in lee '=cmd|"/c calc"!A1' '{"canvas":"77","late":true,"notes":["writer-1.c is taken for writer.c"]}' graded ''
    result lee 01-posix-shm 'passed 2' 'passed 3' 'passed 1' 'hidden-passed 4' 'hidden-passed 1'
    result lee 02-sysv-shm 'passed 5'
    report "$dir"
    assert_equal "$(cd "$dir" && find students import report.html -type f ! -path '*classroom50*' -exec sha256sum {} + | sort)" "$first"
}

@test "one submission's results in a format, as a driver of a platform wants them" {
    report --format autolab "$dir"/results/lee/*/result.json
    assert_output '{"scores":{"lab01":11,"lab02":5}}'
    report --format gradescope "$dir/results/park/01-posix-shm/result.json"
    assert_equal "$(jq -c '[has("score"), .tests[0].name]' <<<"$output")" '[false,"the grader did its work"]'
    report --format junit "$dir/results/kim/01-posix-shm/result.json"
    assert_line -n 0 '<?xml version="1.0" encoding="UTF-8"?>'
}

@test "wrong usage is one clear error, and harms nothing" {
    own_copy
    report "$BATS_TEST_TMPDIR/nowhere"
    assert_failure 2
    assert_output "Cannot report: there is no folder $BATS_TEST_TMPDIR/nowhere"
    report "$BATS_TEST_TMPDIR"
    assert_failure 2
    assert_output --partial 'holds no results of a batch'
    report --format excel
    assert_failure 2
    assert_output --partial 'the format is gradescope, autolab, classroom50 or junit, not "excel"'
    report --format autolab
    assert_failure 2
    report --format autolab "$dir/batch.json"
    assert_failure 2
    assert_output --partial 'batch.json is no result of a grading'
    echo '{' >"$dir/results/kim/01-posix-shm/result.json"
    report "$dir"
    assert_failure 2
    assert_output --partial 'results is no result'
    assert_file_exists "$dir/import/canvas.csv"
    assert_file_exists "$dir/students/kim.html"
}
