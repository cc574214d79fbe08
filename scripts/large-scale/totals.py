"""Adds up the summaries in the output of one or many runs, and counts the lines reported."""
import json
import sys

NAMES = ["lines", "valid", "invalid", "unreadable"]
totals = dict.fromkeys(NAMES, 0)
reported = 0
for line in sys.stdin:
    record = json.loads(line)
    summary = record.get("summary")
    if summary is None:
        reported += 1
        continue
    for name in NAMES:
        totals[name] += summary[name]
print(" ".join(f"{name}={totals[name]}" for name in NAMES), f"reported={reported}")
