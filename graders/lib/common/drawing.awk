# drawing.awk - the part of a report of shmcheck that a screen has room for: the order that was found.
#
# usage: awk -v most=ROWS -v widest=COLUMNS -f drawing.awk REPORT
#
# What the parent does before its first fork is left out, unless a row there is marked, and of a long order all
# but the ROWS rows around the marked ones. The columns are then as narrow as their rows allow. If a row is still
# wider than COLUMNS characters, the lines of the source get a column of their own, and a step reaches into the
# columns of the processes behind it: one process acts in a row. If that is still too wide, the values are left out.
# Below the last row stands who waits for ever, if somebody does.
#
# Of an order of five steps or fewer without a fork and without a mark nothing is drawn: it shows nothing.

BEGIN { place = "([^ ]+:[0-9]+|\\(main\\))" }
/^$/ { part++; next }
# "  child waits in sem_wait at counter.c:43: ...", or "waits for child to end at", or "spins at".
part == 0 && match($0, /^  [^ ]+ (waits|spins) /) {
    name = $1
    call = $2 == "spins" ? "spins" : $3 == "for" ? "wait" : $4
    if (match($0, place)) stuck[name] = substr($0, RSTART, RLENGTH) "  " call
    next
}
part == 1 && header == "" { header = $0; next }
part == 1 {
    rows[++count] = $0
    if (/<- /) { marked = count; if (first == 0) first = count }
    if (fork == 0 && / fork /) fork = count
}
END {
    if (fork == 0 && marked == 0 && count <= 5) exit
    from = first > 0 && first < fork ? 1 : fork > 0 ? fork : 1
    last = count
    if (last - from + 1 > most) {
        # The last marked row is the one that shows what came of it.
        if (marked > 0 && marked + 3 < last) last = marked + 3 < from + most - 1 ? from + most - 1 : marked + 3
        from = last - most + 1
    }
    columns()
    add_stuck()
    while (number > 2 && !acts[number] && empty(number)) number--
    arrange()
    if (end + widest_mark() > widest) {
        apart = 1
        arrange()
    }
    if (end + widest_mark() > widest) {
        while (number > 2 && !acts[number]) number--
        arrange()
    }
    # At last the marks stand close to their steps.
    if (end + widest_mark() > widest) end = 0
    show(header)
    if (from > 1) print "  ..."
    for (i = from; i <= last; i++) show(rows[i])
    if (last < count) print "  ..."
    for (i = count + 1; i <= count + stuck_count; i++) show(rows[i])
}

# Makes a row of each process that waits for ever, as wide as the report's columns.
function add_stuck(    k) {
    for (k = 2; k <= number; k++)
        if (cell(header, k) in stuck) {
            acts[k] = 1
            rows[count + ++stuck_count] = sprintf("%" (starts[k] - 1) "s", "") stuck[cell(header, k)] "  <- waits for ever"
        }
}

# Where each column of the report begins: at the words of the header. The numbers stand in front of the first.
function columns(    at, rest, i, k) {
    starts[number = 1] = 1
    rest = header
    at = 1
    while (match(rest, /[^ ]+( [^ ]+)*/)) {
        starts[++number] = at + RSTART - 1
        at += RSTART + RLENGTH - 1
        rest = substr(rest, RSTART + RLENGTH)
    }
    starts[number + 1] = 10000
    # The column of a process has places in it, that of a value has none.
    for (i = 2; i <= number; i++)
        for (k = 1; k <= count; k++)
            if (cell(rows[k], i) ~ "^" place) acts[i] = 1
}

# Has the column nothing to show?
function empty(i,    k) {
    for (k = 1; k <= count; k++)
        if (cell(rows[k], i) !~ /^("")?$/) return 0
    return 1
}

# The words of a row in column i; the mark behind the last column is no part of it. Column 0 holds the line of
# the source when it stands apart, and is then left out of the others.
function cell(row, i,    text) {
    sub(/ *<- .*/, "", row)
    if (i == 0) return match(row, place) ? substr(row, RSTART, RLENGTH) : ""
    text = substr(row, starts[i], starts[i + 1] - starts[i])
    sub(/ +$/, "", text)
    if (apart) sub("^" place " +", "", text)
    return text
}

function mark(row) {
    return match(row, /<- .*/) ? substr(row, RSTART) : ""
}

# Is row k on the screen?
function shown(k) {
    return k >= from && k <= last || k > count
}

function width(i,    k, most) {
    # The name of the last column may be longer than its values: no mark stands in its row.
    most = i == number && !acts[i] ? 0 : length(cell(header, i))
    for (k = from; k <= count + stuck_count; k++)
        if (shown(k) && length(cell(rows[k], i)) > most) most = length(cell(rows[k], i))
    return most
}

function widest_mark(    k, most) {
    for (k = from; k <= count + stuck_count; k++)
        if (shown(k) && length(mark(rows[k])) > most) most = length(mark(rows[k]))
    return most
}

# Where on the screen each column begins, and at `end` the mark.
function arrange(    i, reach) {
    screen[1] = 0
    end = width(1) + 2
    if (apart) {
        screen[0] = end
        end += width(0) + 2
    }
    for (i = 2; i <= number; i++) {
        if (!acts[i] && reach > end) end = reach
        screen[i] = end
        end += (apart && acts[i] ? length(cell(header, i)) : width(i)) + 2
        if (screen[i] + width(i) + 2 > reach) reach = screen[i] + width(i) + 2
    }
    if (reach > end) end = reach
}

# Adds a text at a column of the screen to the line.
function add(text, column) {
    if (text == "") return
    while (length(line) < column) line = line " "
    line = line text
}

function show(row,    i) {
    line = ""
    add(cell(row, 1), screen[1])
    if (apart) add(cell(row, 0), screen[0])
    for (i = 2; i <= number; i++) add(cell(row, i), screen[i])
    add(mark(row), end > 0 ? end : length(line) + 2)
    print line
}
