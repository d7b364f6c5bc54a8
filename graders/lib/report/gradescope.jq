# gradescope.jq - a submission as results.json of Gradescope.
# https://gradescope-autograders.readthedocs.io/en/latest/specs/ ("Output format")
#
# Hidden checks are shown when the grades are published. Without marks there is no score, and one test that
# says why.
include "common";

def test($result; $index):
    {
        name, max_score, score,
        number: "\($result | number).\($index + 1)",
        status: (if .status == "passed" then "passed" else "failed" end),
        output: explanation($result.lab), output_format: "text",
        visibility: (if .hidden then "after_published" else "visible" end),
        tags: [$result.lab, .id]
    };

def gradescope: if (marks | length) == 0 then
    {
        output: "No marks: \(.reason)", visibility: "visible",
        tests: [{
            name: (if .status == "unreadable" then "the submission can be read" else "the grader did its work" end),
            status: "failed", output: .reason, visibility: "visible"
        }]
    }
else
    marks as $marks | {
        score: ($marks | map(.score) | add), visibility: "visible", stdout_visibility: "hidden",
        execution_time: ($marks | map(.seconds) | add | ceil),
        output: (.notes + [$marks[] | "lab \(number): isolation \(.isolation), seed \(.seed)"] | join("\n")),
        output_format: "text",
        tests: [$marks[] as $result | $result.tests | to_entries[] | .key as $i | .value | test($result; $i)]
    }
end;
