# circles.awk - the circles among the files of one group, from their symbols.
#
# Input: what `nm -A -P -g` prints: "FILE.o: SYMBOL TYPE ...". Variables: `group`, the folder of the group's
# objects, and `all`, the folder that all objects are in, both with a slash at the end. A symbol that several files
# define is the group's.
#
# Output: a line for each circle, as large as it gets: its files in alphabetical order, a tab, and the shortest way
# round, as "a -> b (symbols of b that a uses), b -> a (...)".

# The name under which a file is shown.
function shown(object) {
    sub(/\.c\.o:$/, "", object)
    if (index(object, group) == 1) {
        return substr(object, length(group) + 1)
    }
    return substr(object, length(all) + 1)
}

# Inserts the file into files[], which is in alphabetical order.
function add_file(file,    i) {
    for (i = count++; i > 0 && files[i] > file; i--) {
        files[i + 1] = files[i]
    }
    files[i + 1] = file
}

# Finds what can be reached from files[start] over uses[], breadth first: the numbers of steps in far[start, file], and in
# came_from[start, file] the file before on a shortest way. That a file reaches itself takes at least one step.
function search(start,    queue, steps, head, tail, here, i) {
    queue[tail = 1] = files[start]
    steps[1] = 0
    for (head = 1; head <= tail; head++) {
        here = queue[head]
        for (i = 1; i <= count; i++) {
            if ((here, files[i]) in uses && !((files[start], files[i]) in far)) {
                came_from[files[start], files[i]] = here
                queue[++tail] = files[i]
                far[files[start], files[i]] = steps[tail] = steps[head] + 1
            }
        }
    }
}

# The shortest way from a file back to itself, in words.
function way_round(file,    here, before, text) {
    here = file
    do {
        before = came_from[file, here]
        text = before " -> " here " (" uses[before, here] ")" (text == "" ? "" : ", " text)
        here = before
    } while (here != file)
    return text
}

{
    file = shown($1)
    if (!(file in known)) {
        known[file] = 1
        add_file(file)
    }
}

$3 ~ /^[Uw]$/ {
    user_of[++needs] = file
    needed[needs] = $2
    next
}

!($2 in defined) || index($1, group) == 1 {
    defined[$2] = file
}

END {
    for (i = 1; i <= needs; i++) {
        to = defined[needed[i]]
        if (to != "") {
            uses[user_of[i], to] = uses[user_of[i], to] (uses[user_of[i], to] == "" ? "" : " ") needed[i]
        }
    }
    for (i = 1; i <= count; i++) {
        search(i)
    }
    for (i = 1; i <= count; i++) {
        if (!((files[i], files[i]) in far) || files[i] in told) {
            continue
        }
        circle = ""
        shortest = files[i]
        for (j = i; j <= count; j++) {
            if ((files[i], files[j]) in far && (files[j], files[i]) in far) {
                told[files[j]] = 1
                circle = circle (circle == "" ? "" : " ") files[j]
                if (far[files[j], files[j]] < far[shortest, shortest]) {
                    shortest = files[j]
                }
            }
        }
        print circle "\t" way_round(shortest)
    }
}
