# drawing.awk - the part of a report of shmcheck that a screen has room for: the order that was found.
#
# usage: awk -v most=ROWS -f drawing.awk REPORT
#
# What the parent does before its first fork is left out, unless a row there is marked, and of a long order all
# but the ROWS rows around the marked ones. The columns are then as narrow as their rows allow.

/^$/ { part++; next }
part == 1 && header == "" { header = $0; next }
part == 1 {
    rows[++count] = $0
    if (/<- /) { marked = count; if (first == 0) first = count }
    if (fork == 0 && / fork /) fork = count
}
END {
    from = first > 0 && first < fork ? 1 : fork > 0 ? fork : 1
    last = count
    if (last - from + 1 > most) {
        # The last marked row is the one that shows what came of it.
        if (marked > 0 && marked + 3 < last) last = marked + 3 < from + most - 1 ? from + most - 1 : marked + 3
        from = last - most + 1
    }
    columns()
    for (i = from; i <= last; i++) measure(rows[i])
    measure(header)
    show(header)
    if (from > 1) print "  ..."
    for (i = from; i <= last; i++) show(rows[i])
    if (last < count) print "  ..."
}

# Where each column begins: at the words of the header. The numbers stand in front of the first.
function columns(    at, rest) {
    starts[number = 1] = 1
    rest = header
    at = 1
    while (match(rest, /[^ ]+( [^ ]+)*/)) {
        starts[++number] = at + RSTART - 1
        at += RSTART + RLENGTH - 1
        rest = substr(rest, RSTART + RLENGTH)
    }
    starts[number + 1] = 10000
}

# The words of a row in column i; the mark behind the last column is no part of it.
function cell(row, i,    text) {
    sub(/ *<- .*/, "", row)
    text = substr(row, starts[i], starts[i + 1] - starts[i])
    sub(/ +$/, "", text)
    return text
}

function measure(row,    i) {
    for (i = 1; i <= number; i++)
        if (length(cell(row, i)) > widths[i]) widths[i] = length(cell(row, i))
}

function show(row,    i, line, mark) {
    mark = match(row, /<- .*/) ? "  " substr(row, RSTART) : ""
    for (i = 1; i <= number; i++)
        line = line (i == 1 ? "" : "  ") sprintf("%-" widths[i] "s", cell(row, i))
    line = line mark
    sub(/ +$/, "", line)
    print line
}
