#!/usr/bin/env bash
#
# setup.sh - called by Gradescope, as root, when it makes the image: installs what
# grading needs and builds the suite's tools.
#
# usage: setup.sh
#
# AUTOGRADER_ROOT is the folder that Gradescope calls /autograder.
#
# Exit status: 0 all is there; 1 something is not; 2 wrong usage.
set -euo pipefail

if (($# > 0)); then
    # Gradescope gives no arguments. A person may, where this file lies in the suite.
    # shellcheck source=../../lib/usage.bash
    source "$(dirname "$(readlink -f "$0")")/../../lib/usage.bash"
    expect_arguments 0 0 "$@"
fi

source=${AUTOGRADER_ROOT:-/autograder}/source
cd "$source"
mkdir -p suite
tar -xzf suite.tar.gz -C suite
# What only the tests of the suite and its authors need would make the image larger.
grep -vE '^(bats-|shellcheck|shfmt|clang-format|cppcheck|clang-tidy|codespell|entr|git) ' suite/graders/maintainers/packages >packages
suite/graders/maintainers/setup "$source/packages"
# shellcheck source=../../lib/labs.bash
source suite/graders/lib/labs.bash
# shellcheck source=../../lib/tools.bash
source suite/graders/lib/tools.bash
build_tools "$source/suite/build/tools"
# Who grades without a jail grades as somebody who may read all this, and change nothing.
chmod -R go=rX,u+w suite
[[ ! -d hidden ]] || chmod -R go=rX hidden
