# moodle.jq - the marks of the class in lab $lab as Moodle's "Upload grading worksheet" takes them, with the feedback.
# https://docs.moodle.org/en/Assignment_grading: it finds the students by Identifier, and wants the columns
# Identifier, Grade and Last modified (grade). The number is the one in the names of the archive that it exports.
include "common";

def feedback: .lab as $lab |
    ["Lab \(number): \(.score)/\(.max_score)"] +
    [visible[] | select(.status == "failed") | "\n\(.name): \(.score)/\(.max_score)\n" + explanation($lab)] +
    ([visible[] | select(.status == "not-run" and .max_score > 0)] | length |
        if . > 0 then ["\nnot run: \(.) checks that need a failed one above"] else [] end) +
    (hidden | if length > 0 then sums | ["\nhidden checks: \(.score)/\(.max_score)"] else [] end)
    | join("\n");

def moodle($lab): (["Identifier", "Full name", "Grade", "Maximum Grade", "Last modified (grade)", "Feedback comments"] | csv_row),
(.[] | select(.moodle != "") | . as $submission | marks[] | select(.lab == $lab) |
    ["Participant \($submission.moodle)", $submission.student, .score, .max_score, "",
        "<pre>\(($submission.notes + [feedback] | join("\n") | @html))</pre>"] | csv_row);
