# shellcheck shell=bash
#
# object.bash - the shared memory of lab 01 as writer_reader.bash looks at it: the POSIX object SHM_NAME, which
# is the file $object.

plant() { plant_object "$SHM_NAME" "$@"; }
unplant() { rm -f "$object"; }
expect_there() { expect_object "$SHM_NAME"; }
expect_gone() { expect_no_object "$SHM_NAME"; }
expect_size() { expect_object_size "$SHM_NAME" "$1"; }
expect_content() { expect_stored "$SHM_NAME" "$1"; }
expect_writer() { expect_success "Writer: stored: $1"; }

expect_mode() {
    expect_there
    local mode
    mode=$(stat -c %04a "$object")
    if [[ $mode != "$1" ]]; then
        fail_check "mode $1" "mode $mode${2:-}"
    fi
}

expect_untouched() {
    local LC_ALL=C text rest filler
    expect_size "$1"
    expect_mode "$2"
    printf -v filler '%*s' $(($1 - ${#3} - 1)) ''
    # The second read comes to the end of the file, not to a NUL.
    if { ! IFS= read -r -d '' text || IFS= read -r -d '' rest; } <"$object" \
        || [[ $text != "$3" || $rest != "${filler// /$'\xff'}" ]]; then
        fail_check 'the object that was there, unchanged' 'its content changed'
    fi
}
