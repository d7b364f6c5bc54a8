# junit.jq - submissions as JUnit XML, a suite for each lab of each: the elements and attributes that Jenkins, GitLab
# and GitHub's actions read (https://github.com/testmoapp/junitxml).
include "common";

def attribute($name): "\($name)=\"\(tostring | gsub("\n"; " ") | xml)\"";

# A test case of the suite $suite.
def testcase($suite):
    "    <testcase \(.name | attribute("name")) \($suite | attribute("classname")) time=\"0\"" +
    if .status == "passed" then "/>"
    else
        (if .status == "failed" then "failure" elif .status == "error" then "error" else "skipped" end) as $element |
        ">\n      <\($element) \(.output | split("\n")[0] // "" | attribute("message"))" +
        (if $element == "skipped" then "/>" else ">\(.text | xml)</\($element)>" end) + "\n    </testcase>"
    end;

def suite: .tests as $tests |
    "  <testsuite \(.name | attribute("name")) tests=\"\(.tests | length)\"" +
    ([["failures", "failed"], ["errors", "error"], ["skipped", "not-run"]] | map(.[1] as $status |
        " \(.[0])=\"\($tests | map(select(.status == $status)) | length)\"") | join("")) +
    " time=\"\(.seconds)\">\n" + (.name as $name | .tests | map(testcase($name) + "\n") | join("")) + "  </testsuite>\n";

def suites: .id as $id | .reason as $reason |
    (.results[] | .lab as $lab | {name: "\($id) \($lab)", seconds, tests: (.tests | map(.text = explanation($lab)))}),
    (select(.status != "graded") | {
        name: $id, seconds: 0,
        tests: [{name: "the submission could be graded", status: "error", output: $reason, text: $reason}]
    });

def junit: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n" +
([.[] | suites | suite] | join("")) + "</testsuites>";
