# class_page.jq - the class at a glance: who has no marks, each lab's marks and what failed most, and everybody with a link
# to the page of each. $css is the style sheet, $seed the batch's.
include "common";
include "page";

def median: sort | if length % 2 == 1 then .[(length - 1) / 2] else (.[length / 2 - 1] + .[length / 2]) / 2 end;

# Eleven columns: tenths of the points, and all of them. Input: results of one lab.
def distribution:
    map(if .max_score == 0 then 0 else 10 * .score / .max_score | floor end) as $tenths |
    [range(11) as $tenth | $tenths | map(select(. == $tenth)) | length] as $counts | ($counts | max) as $most |
    "<div class=\"columns\" role=\"img\" aria-label=\"how many have how many points\">" +
    ($counts | map("<div\(if . == 0 then " class=\"none\"" else "" end)>\(if . > 0 then . else "" end)" +
        "<i style=\"height:\(if $most > 0 then 80 * . / $most | floor else 0 end)%\"></i></div>") | join("")) +
    "</div>\n<div class=\"scale\">" +
    ([range(10) | if . % 2 == 0 then "<span>\(. * 10)</span>" else "<span></span>" end] | join("")) + "<span>100</span></div>\n<p class=\"quiet small\" style=\"margin:0;text-align:center\">percent of the points</p>\n";

# What failed most. Input: results of one lab.
def failed_most: length as $all |
    [.[].tests[]] | group_by(.id) | map({name: .[0].name, hidden: .[0].hidden, failed: map(select(.status == "failed")) | length,
        not_run: map(select(.status == "not-run" and .max_score > 0)) | length}) | map(select(.failed > 0)) | sort_by(-.failed, -.not_run)[:6] |
    if length == 0 then "<p class=\"good\">No check failed.</p>\n" else
        "<h3>Checks that failed most</h3>\n<table>\n" + (map(
            "<tr><td>" + (.name | @html) + (if .hidden then " <span class=\"quiet small\">(hidden)</span>" else "" end) +
            (if .not_run > 0 then " <span class=\"quiet small\">not run in \(.not_run) more</span>" else "" end) +
            "</td><td class=\"share\">" + bar(.failed; $all) + "</td><td class=\"number\">\(.failed) of \($all)</td></tr>\n") | join("")) +
        "</table>\n"
    end;

# Input: results of one lab.
def lab: map(.score) as $scores |
    "<section class=\"panel\">\n<h2 style=\"margin:0\">Lab \(.[0] | number) · " + (.[0].title | @html) + "</h2>\n" +
    "<p class=\"quiet\">\(many(length; "submission"; "submissions")) · median \($scores | median) of \(map(.max_score) | max) · " +
    "full marks \(map(select(.score == .max_score)) | length) · lowest \($scores | min)</p>\n" +
    distribution + failed_most + "</section>\n";

def link: "<a href=\"students/\(.id | @uri).html\">" + (.student | @html) + "</a>";

def class_page($css; $seed): . as $all | map(select(.status != "graded")) as $without |
([.[] | marks[]] | group_by(.lab)) as $labs | ($labs | map(.[0].lab)) as $names |
page("Shared-memory labs · the class"; $css;
    "<h1>The class</h1>\n<p class=\"quiet\">\(many(length; "submission"; "submissions")) · \(length - ($without | length)) with marks · seed \($seed)" +
    " · isolation \([.[] | marks[].isolation] | unique | join(", ")) · version " + ([.[] | marks[]] | versions | @html) + "</p>\n" +
    (if ($without | length) == 0 then "" else
        "<section class=\"panel\">\n<h2 style=\"margin:0\" class=\"warn\">Without marks</h2>\n<table>\n" + ($without | map(
            "<tr><td>\(link)</td><td>\(why_none)<br><span class=\"quiet small\">" + (.reason | @html) + "</span></td></tr>\n") | join("")) +
        "</table>\n</section>\n" end) +
    ($labs | map(lab) | join("")) +
    "<h2>Everybody</h2>\n<div class=\"wide panel\"><table>\n<thead><tr><th>student</th>" +
    ($names | map("<th class=\"number\">\(split("-")[0])</th>") | join("")) + "<th>noted</th></tr></thead>\n<tbody>\n" +
    ($all | map(
        ([marks[] | {key: .lab, value: "\(.score)/\(.max_score)"}] | from_entries) as $scores |
        "<tr><td>\(link)</td>" + ($names | map("<td class=\"number\">\($scores[.] // "–")</td>") | join("")) +
        "<td class=\"small\">" + ([(if .late then "late" else empty end), (select(.status != "graded") | why_none), .notes[]] |
            map(@html) | join("<br>")) + "</td></tr>\n") | join("")) +
    "</tbody>\n</table></div>\n<p class=\"quiet small\">Files to import are in <code>import/</code> beside this page, the marks and logs of each in <code>results/</code>.</p>");
