# editorconfig.awk - what is not so in the lines of the files. said: what .editorconfig says of all of them, as
# NAME=VALUE separated by blanks. To be run with LC_ALL=C: then a character of several bytes is counted by its first.

BEGIN {
    count = split(said, pairs, " ")
    for (i = 1; i <= count; i++) {
        split(pairs[i], pair, "=")
        value[pair[1]] = pair[2]
    }
    size = value["indent_size"] + 0
    widest = value["max_line_length"] + 0
}

function problem(text) {
    printf "%s:%d: %s\n", FILENAME, FNR, text
}

# judge_steps - what is the commonest step to the right in the file? A step of 1 is the star of a comment.
function judge_steps(file,    step, most) {
    most = 0
    for (step in steps) {
        if (step > 1 && steps[step] > most) {
            most = steps[step]
            commonest = step
        }
    }
    if (size > 0 && most >= 3 && commonest != size) {
        printf "%s: its lines step in by %d blanks, not by %d\n", file, commonest, size
    }
    split("", steps)
    before = 0
}

FNR == 1 {
    if (last != "") {
        judge_steps(last)
    }
    last = FILENAME
}

/\r$/ && value["end_of_line"] == "lf" { problem("line end of Windows") }
/[ \t]$/ && value["trim_trailing_whitespace"] == "true" { problem("blanks at the end of the line") }
/^ *\t/ && value["indent_style"] == "space" { problem("a tab in the indentation") }
/^  / && value["indent_style"] == "tab" { problem("blanks in place of a tab") }

widest > 0 {
    # What a skeleton gets loses its marker.
    line = $0
    sub(/\/\/: ?/, "", line)
    gsub(/[\200-\277]/, "", line)
    if (length(line) > widest) {
        problem("more than " widest " columns")
    }
}

value["indent_style"] == "space" && /[^ ]/ {
    match($0, /^ */)
    if (RLENGTH > before) {
        steps[RLENGTH - before]++
    }
    before = RLENGTH
}

END {
    judge_steps(last)
}
