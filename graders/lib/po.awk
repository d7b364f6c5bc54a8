# po.awk - prints the messages of .po files: the English text, the translation, and, where the text has %s or %d,
# a regular expression for what was made of it. A byte 036 ends each of the three. Untranslated, fuzzy and obsolete
# messages are left out, as msgfmt(1) does.

function unquote(line) {
    sub(/^[^"]*"/, "", line)
    sub(/"[ \t]*$/, "", line)
    gsub(/\\\\/, "\036", line)
    gsub(/\\n/, "\n", line)
    gsub(/\\t/, "\t", line)
    gsub(/\\"/, "\"", line)
    gsub(/\036/, "\\", line)
    return line
}

function finish(pattern) {
    if (id != "" && translation != "" && !fuzzy) {
        pattern = ""
        if (id ~ /%[sd]/ && id !~ /\n/) {
            pattern = id
            gsub(/[][\\.*^$+?(){}|]/, "\\\\&", pattern)
            gsub(/%s/, "(.*)", pattern)
            gsub(/%d/, "([0-9]+)", pattern)
            pattern = "^" pattern "$"
        }
        printf "%s\036%s\036%s\036", id, translation, pattern
    }
    id = translation = ""
    fuzzy = part = 0
}

FNR == 1 || /^$/ { finish() }
/^#,.*fuzzy/ { fuzzy = 1 }
/^msgid / { part = 1; id = unquote($0) }
/^msgstr / { part = 2; translation = unquote($0) }
/^"/ && part == 1 { id = id unquote($0) }
/^"/ && part == 2 { translation = translation unquote($0) }
END { finish() }
