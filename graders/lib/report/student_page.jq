# student_page.jq - a submission as the page that its student may see: every check, and what a failed one has to say.
# Of hidden checks it tells the points alone. $css is the style sheet.
include "common";
include "page";

def sign: {passed: ["✓", "good"], failed: ["✗", "bad"], "not-run": ["–", "quiet"], error: ["!", "warn"]}[.status]
    | "<span class=\"\(.[1])\">\(.[0])</span>";

def points:
    if .status == "not-run" then "not run" elif .status == "error" then "error" else "\(.score)/\(.max_score)" end;

# One part of an explanation, if it is there.
def part($term; $class): if . == null or . == "" then "" else
    "<dt>\($term)</dt><dd class=\"\($class)\">" + @html + "</dd>" end;

def explained($lab): parts as $p |
    "<dl>" + ($p.text | part("found"; "")) + ($p.expected | part("expected"; "")) + ($p.got | part("got"; "")) +
    (if $p.order then "<pre tabindex=\"0\">" + ($p.order | @html) + "</pre>" else "" end) +
    ($p.why | part("why"; "")) + (.hint | part("try"; "try")) +
    ($p.see | if . then "labs/\($lab)/README.md, “\(.)”" else . end | part("read"; "")) + "</dl>";

def check($lab):
    "<li>\(sign)<span\(if .status == "passed" then "" else " class=\"\(if .status == "not-run" then "quiet" else "" end)\"" end)>" +
    (.name | @html) + "</span><span class=\"number\(if .status == "not-run" then " quiet" else "" end)\">\(points)</span>" +
    (if .status == "failed" then explained($lab)
    elif .status == "not-run" then "<p class=\"why-not quiet small\">" + (.output | sub("^not run: "; "") | @html) + "</p>"
    else "" end) + "</li>";

def lab: .lab as $lab |
    "<section class=\"panel\">\n<div class=\"score\"><h2 style=\"margin:0\">Lab \(number) · " + (.title | @html) +
    "</h2><b>\(.score)/\(.max_score)</b></div>\n" + bar(.score; .max_score) + "\n<ul class=\"checks\">\n" +
    ([visible[] | check($lab)] | join("\n")) +
    (hidden | if length == 0 then "" else sums |
        "\n<li><span></span><span>hidden checks of your instructor</span><span class=\"number\">\(.score)/\(.max_score)</span></li>" end) +
    "\n</ul>\n<p class=\"quiet small\">The same values again: <code>make grade LAB=\(number) SEED=\(.seed)</code></p>\n</section>";

def student_page($css): marks as $marks |
page("\(.student) · shared-memory labs"; $css;
    "<h1>" + (.student | @html) + "</h1>\n" +
    (if .late then "<p class=\"warn\">handed in late</p>" else "" end) +
    (if ($marks | length) > 0 then
        "<p class=\"quiet\">\(many($marks | length; "lab"; "labs")), \($marks | map(.score) | add)/\($marks | map(.max_score) | add) points</p>"
    else "<p class=\"panel warn\">No marks (\(why_none)): " + (.reason | @html) + "</p>" end) +
    (if (.notes | length) > 0 then "<ul>" + (.notes | map("<li>" + @html + "</li>") | join("")) + "</ul>" else "" end) + "\n" +
    ($marks | map(lab) | join("\n")) +
    (if ($marks | length) > 0 then "\n<p class=\"quiet small\">Graded by version " + ($marks | versions | @html) + " of the suite.</p>" else "" end));
