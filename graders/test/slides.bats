#!/usr/bin/env bats
#
# The sources of the slides, as far as no tool for slides is needed. What they look like is checked when
# they are made (slides/build).

load common

setup() {
    # shellcheck source=../lib/labs.bash
    source "$top/graders/lib/labs.bash"
    # shellcheck source=../lib/mistakes.bash
    source "$top/graders/lib/mistakes.bash"
    decks=$top/slides/decks
    pictures=$top/slides/pictures
}

# list WHAT DECK - one line for each slide of a deck that has it (number, what it is): its class, its pictures,
# its fences; or the minutes of its notes.
list() {
    awk -v what="$1" '
        FNR > 1 && /^---$/ { slide++; next }
        slide && /^```/ { fence = !fence; if (fence && what == "fences") print slide, $0 }
        slide && what == "runs" && (fence && running || /^```run/) { print slide, $0 }
        /^```/ { running = fence && /^```run/ }
        slide && what == "classes" && match($0, /_class: [^>]*-->/) { print slide, substr($0, RSTART + 8, RLENGTH - 12) }
        slide && what == "pictures" && match($0, /\]\([^)]*\.svg\)/) { print slide, substr($0, RSTART + 2, RLENGTH - 3) }
        slide && what == "minutes" && match($0, /^<!-- [0-9]+( min|분) · /) { print slide, $2 + 0 }
        END { if (what == "slides") print slide }' "$2"
}

@test "every deck is there in English and in Korean, and is about a lab or an overview" {
    for deck in "$decks"/*.md; do
        name=$(basename "${deck%.md}")
        name=${name%.ko}
        assert_file_exists "$decks/$name.md"
        assert_file_exists "$decks/$name.ko.md"
        [[ $name == 00-overview ]] || assert_dir_exists "$top/labs/$name"
    done
}

@test "both languages of a deck have the same slides, pictures, programs and commands" {
    for deck in "$decks"/*.ko.md; do
        for what in slides classes pictures fences runs minutes; do
            assert_equal "$(list "$what" "$deck")" "$(list "$what" "${deck%.ko.md}.md")"
        done
    done
}

@test "a deck has 12 to 20 slides: a question, a picture, a program, a live command, a mistake and an exercise" {
    for deck in "$decks"/*.md; do
        assert [ "$(list slides "$deck")" -ge 12 ]
        assert [ "$(list slides "$deck")" -le 20 ]
        for class in question live mistake exercise; do
            list classes "$deck" | grep -q " $class" || fail "$deck has no slide of class $class"
        done
        assert [ -n "$(list pictures "$deck")" ]
        list fences "$deck" | grep -q '```c' || fail "$deck shows no program"
        list fences "$deck" | grep -q '```run' || fail "$deck runs no command"
    done
}

@test "every slide has notes that begin with its minutes, and a deck fits into an hour" {
    for deck in "$decks"/*.md; do
        assert_equal "$(list minutes "$deck" | cut -d ' ' -f 1)" "$(seq "$(list slides "$deck")")"
        assert [ "$(list minutes "$deck" | awk '{ sum += $2 } END { print sum }')" -le 60 ]
    done
}

@test "the wrong submissions that slides run are there" {
    for deck in "$decks"/*.md; do
        lab=$(basename "$deck" | sed 's/\..*//')
        for name in $(list fences "$deck" | grep -oP 'wrong=\K[\w-]+' || true); do
            find_mistake "$(list fences "$deck" | grep -oP "wrong=$name .*\blab=\K\S+" || echo "$lab")" "$name" \
                || fail "$deck: ${mistake_problem[*]}"
        done
    done
}

@test "every picture is shown, and every label of it is there in both languages" {
    for picture in "$pictures"/*.svg; do
        name=$(basename "$picture")
        [[ $name != head.svg ]] || continue
        grep -qF "../pictures/$name" "$decks"/*.md || fail "$name is on no slide"
        # A label without {{English|Korean}} has to be a word of both: a name, a call, a number.
        assert_equal "$(grep -oP '<text[^>]*>\K[^<]*' "$picture" | sed 's/{{[^|{}]\+|[^|{}]\+}}//g' | grep -P '[{|}]|[가-힣]' || true)" ''
    done
}

@test "the versions of npm's packages are pinned, from any registry" {
    assert_equal "$(jq -r '.dependencies[]' "$top/slides/package.json" | grep -vE '^[0-9.]+$' || true)" ''
    run jq -r '.. | .resolved? // empty' "$top/slides/package-lock.json"
    assert_output ''
}

# read_back NAME LANGUAGE LABEL PAGES - what the check says of the PDF of deck NAME, if it should be in LANGUAGE, show
# LABEL of a picture, and have PAGES pages.
read_back() {
    run node --input-type=module -e "
        const { readBack } = await import('$top/slides/lib/check.mjs')
        const [name, language, text, slides] = process.argv.slice(1)
        const problems = readBack({ name, language, labels: [{ text, file: 'copies.svg' }], slides: Number(slides) })
        console.log(problems.join('\n'))" "$@"
    assert_success
}

@test "a label, Korean text or a page that is not in a PDF is found (where slides are made)" {
    [[ -e ${BUILD:-$top/build}/slides/00-overview.ko.pdf && -d $top/slides/node_modules ]] || skip 'no slides: make setup-slides slides'
    pages=$(list slides "$decks/00-overview.md")
    read_back 00-overview en 'one piece of memory' "$pages"
    assert_output ''
    read_back 00-overview.ko ko '하나의 물리 메모리' "$pages"
    assert_output ''
    read_back 00-overview.ko ko '없는 이름표' "$pages"
    assert_output '00-overview.ko.pdf does not show "없는 이름표" of copies.svg'
    read_back 00-overview ko 'one piece of memory' "$pages"
    assert_output '00-overview.pdf has no Korean text'
    read_back 00-overview en 'one piece of memory' $((pages + 1))
    assert_output "00-overview.pdf has $pages pages for $((pages + 1)) slides"
}
