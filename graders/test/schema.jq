# schema.jq - what is wrong with stdin by the JSON Schema $schema: a line for each problem, none if it is valid.
#
# It knows the words that graders/instructors/schema/ uses, of draft 7, and stops at another one: a schema that says more than
# is checked would be a promise that nobody keeps.

def type_of: if type == "number" and floor == . then "integer" else type end;

def problems($schema; $path):
    . as $value |
    (($schema | keys) - ["$schema", "$id", "title", "description", "type", "required", "properties", "items", "enum",
        "minimum", "maximum", "pattern", "minLength"] | .[] | error("unknown word \(.)")),
    (if $schema.type and ([$schema.type] | flatten | index($value | type_of) == null
        and (index("number") == null or ($value | type) != "number")) then "\($path) is no \($schema.type)" else empty end),
    (if $schema.enum and ($schema.enum | index([$value]) == null) then "\($path) is none of \($schema.enum)" else empty end),
    (if ($value | type) == "number" and (($schema.minimum and $value < $schema.minimum)
        or ($schema.maximum and $value > $schema.maximum)) then "\($path) is out of range" else empty end),
    (if ($value | type) == "string" and (($schema.pattern and ($value | test($schema.pattern) | not))
        or ($schema.minLength and ($value | length) < $schema.minLength)) then "\($path) has another form" else empty end),
    (if ($value | type) == "object" then
        ($schema.required // [] | .[] | . as $name | select($value | has($name) | not) | "\($path) has no \($name)"),
        ($schema.properties // {} | to_entries[] | .key as $name | .value as $inner | select($value | has($name)) |
            $value[$name] | problems($inner; "\($path).\($name)"))
    else empty end),
    (if ($value | type) == "array" and $schema.items then
        $value | to_entries[] | .key as $i | .value | problems($schema.items; "\($path)[\($i)]")
    else empty end);

problems($schema[0]; "")
