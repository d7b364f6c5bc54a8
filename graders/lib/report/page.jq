# page.jq - what the pages of people share: one file each, which fetches nothing and runs nothing.
include "common";

# The page with $title around the HTML in $body. The policy holds a browser to it, whatever a student's words.
def page($title; $css; $body):
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n" +
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n" +
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n" +
    @html "<title>\($title)</title>\n" + "<style>\n" + $css + "</style>\n</head>\n<body>\n" + $body + "\n</body>\n</html>\n";

# A bar for $part of $whole.
def bar($part; $whole):
    "<span class=\"bar\"><i style=\"width:\(if $whole > 0 then 1000 * $part / $whole | floor / 10 else 0 end)%\"></i></span>";

def many($count; $one; $more): "\($count) \(if $count == 1 then $one else $more end)";

# Which versions of the suite gave these results: one, unless they were made at different times.
def versions: map(.version // "unknown") | unique | join(", ");

def why_none: {unreadable: "could not be read", error: "fault of the grader"}[.status] // .status;
