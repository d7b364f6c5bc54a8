# canvas.jq - the marks of the class as Canvas' gradebook imports them, a column for each lab.
# https://community.canvaslms.com/t5/Instructor-Guide/How-do-I-import-grades-in-the-Gradebook/ta-p/807
#
# Who has no marks has no row: Canvas leaves alone what it does not find. Students who did not come from Canvas
# have their folder's name as login.
include "common";

def canvas: ([.[] | marks[] | {key: .lab, value: .max_score}] | sort_by(.value) | from_entries) as $labs |
($labs | keys) as $names |
(["Student", "ID", "SIS User ID", "SIS Login ID", "Section"] + [$names[] | "Lab " + split("-")[0]] | csv_row),
(["    Points Possible", "", "", "", ""] + [$names[] | $labs[.]] | csv_row),
(.[] | select((marks | length) > 0) | . as $submission |
    ([$submission | marks[] | {key: .lab, value: .score}] | from_entries) as $scores |
    [.student, .canvas, "", (if .canvas == "" then .student else "" end), ""] + [$names[] | $scores[.] // ""] | csv_row);
