"""Every JSON output of the tests against the program's own schemas, by a validator that is not ours
(python3-jsonschema, draft 2020-12).

    MERCHANT_OUTPUTS=outputs.jsonl make test
    MERCHANT=.build/debug/merchant python3 scripts/schemas.py outputs.jsonl

Fails for an output that breaks its schema, and for a promised object that no test has printed.
"""

import functools
import json
import subprocess
import sys
from collections import Counter

from jsonschema import Draft202012Validator

from lab import program

PROGRAM = program()


def schema(command):
    words = [PROGRAM, *command.split(), "--json=schema"]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    whole = json.loads(done.stdout)
    Draft202012Validator.check_schema(whole)
    return whole


@functools.cache
def validators(command):
    """For each form the objects that are promised, by name."""
    whole = schema(command)
    parts = {
        "object": whole["anyOf"],
        "line": whole["$defs"]["line"]["anyOf"],
        "failure": [whole["$defs"]["failure"]],
    }
    return {
        form: {shape["title"]: Draft202012Validator(shape) for shape in shapes if shape}
        for form, shapes in parts.items()
    }


def commands():
    """The paths of all commands that promise JSON: those that have a schema."""
    tree = json.loads(subprocess.run([PROGRAM, "--map=json"], capture_output=True).stdout)

    def paths(node, path):
        for command in node.get("commands", []):
            own = path + [command["name"]]
            yield " ".join(own)
            yield from paths(command, own)

    for path in paths(tree, []):
        done = subprocess.run([PROGRAM, *path.split(), "--json=schema"], capture_output=True)
        if done.returncode == 0:
            yield path


known = {}
met = Counter()
broken = 0
for number, line in enumerate(open(sys.argv[1], encoding="utf-8"), 1):
    record = json.loads(line)
    command, form = record["command"], record["form"]
    if command not in known:
        try:
            known[command] = validators(command)
        except subprocess.CalledProcessError:
            # Without a result of its own a command still fails as all do.
            known[command] = {"failure": known["sign"]["failure"] if "sign" in known
                              else validators("sign")["failure"]}
    fits = [n for n, v in known[command][form].items() if v.is_valid(record["value"])]
    for name in fits:
        met[command, form, name] += 1
    if not fits:
        broken += 1
        for name, validator in known[command][form].items():
            fault = next(validator.iter_errors(record["value"]))
            print("line %d: %s %s %s: %s" % (number, command, form, name, fault.message[:200]))

unmet = [
    (command, form, name)
    for command in commands()
    for form, shapes in validators(command).items() if form != "failure"
    for name in shapes if not met[command, form, name]
]
for row in unmet:
    print("promised and met in no test: %s, %s, %s" % row)
print("%d outputs of %d commands, %d broken, %d promises unmet"
      % (sum(met.values()) + broken, len(known), broken, len(unmet)))
sys.exit(1 if broken or unmet else 0)
