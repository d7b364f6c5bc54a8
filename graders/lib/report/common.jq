# common.jq - what the formats of reports share.
#
# Each format is one module here, with a filter of its name. The input is a submission, or an array of them:
#
#   {id, student, moodle, canvas, late, status, reason, notes, results}
#
# as graders/batch writes it into submission.json, with the result.json of each lab in `results`. Where the
# status is not "graded" there are no marks: none is made up, and least of all a 0.

# The lab's number, "01", of a result.
def number: .lab | split("-")[0];

# The results that count: none where the grader failed, in one lab or in all.
def marks: if .status == "graded" then [.results[] | select(.score != null)] else [] end;

# Tests that the student may see, and the sums over the others.
def visible: [.tests[] | select(.hidden | not)];
def hidden: [.tests[] | select(.hidden)];
def sums: {score: (map(.score // 0) | add // 0), max_score: (map(.max_score) | add // 0)};

# What a failed test has to say, {expected, got, order, why, see, text}, from the lines of its `output`. The
# parts come in a fixed order, so a word of a program's own is not taken for the beginning of an earlier one.
def parts:
    ["expected", "got", "why", "see", "order"] as $names |
    reduce (.output | split("\n")[]) as $line ({at: -1, name: "text", parts: {}};
        ($line | capture("^(?<name>expected|got|why|see|order):(?: (?<rest>.*)|$)") // null) as $begin |
        ($names | index($begin.name // "")) as $new |
        if $begin != null and $new > .at and (.at >= 0 or .parts == {}) then
            .at = $new | .name = $begin.name | .parts[.name] = (if $begin.rest == null then [] else [$begin.rest] end)
        else .parts[.name] += [$line] end)
    | .parts | map_values(join("\n"));

# The same as text, in the order in which it is read. $lab is the lab's folder.
def explanation($lab):
    (if .output == "" then {} else parts end) as $p |
    [
        ($p.text // empty),
        ($p.expected // empty | "expected: \(.)"),
        ($p.got // empty | "got: \(.)"),
        ($p.order // empty | "\n\(.)\n"),
        ($p.why // empty | "why: \(.)"),
        (.hint | select(. != "") | "try: \(.)"),
        ($p.see // empty | "read: labs/\($lab)/README.md, \"\(.)\"")
    ] | join("\n");

# A cell of a CSV file. What a spreadsheet would take for a formula is text: students choose their names.
# https://owasp.org/www-community/attacks/CSV_Injection
def cell: if type == "string" and test("^[=+@\t\r-]") then "'" + . else . end;
def csv_row: map(cell) | @csv;

# Text without what XML 1.0 cannot hold, escaped.
def xml:
    explode | map(select(. == 9 or . == 10 or . == 13 or (. >= 32 and . < 55296) or (. > 57343 and . < 65534) or . > 65535))
    | implode | @html;
