# shellcheck shell=bash
#
# driver.bash - how the verdict of a driver is read: a C program of the grader's own around a student's file.
#
# A driver writes to stdout, a line each: "driver: expect TEXT" before each step, "driver: got TEXT" where one went wrong,
# and "driver: done SEED" when it has come to its end; a program that wrote this line itself could not know the seed. A
# fault that is not the student's is status 2, with "driver: TEXT" on stderr.

# expect_driven - the driver's last run, with the seed $driver_seed, came to its end, all being as expected.
expect_driven() {
    local expected got
    if [[ $run_end == exit && $run_code == 2 ]] && grep -q '^driver: ' "$run_err"; then
        grader_fault "$(<"$run_err")"
    fi
    if [[ $run_end == exit && $run_code == 0 ]] && grep -qxF "driver: done $driver_seed" "$run_out"; then
        return
    fi
    expected=$(sed -n 's/^driver: expect //p' "$run_out" | tail -n 1)
    got=$(sed -n 's/^driver: got //p' "$run_out" | tail -n 1 | shown_lines)
    fail_check "${expected:-the driver begins}" "${got:-$(describe_end)}"
}
