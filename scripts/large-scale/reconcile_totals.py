"""Adds up the reports (-o json) of one or many comparisons."""
import json
import sys

decoder = json.JSONDecoder()
text = sys.stdin.read()
totals = {}
at = 0
while text[at:].strip():
    at += len(text[at:]) - len(text[at:].lstrip())
    report, at = decoder.raw_decode(text, at)
    for name, entry in report["classes"].items():
        sums = totals.setdefault(name, {})
        for key, value in entry.items():
            if isinstance(value, int):
                sums[key] = sums.get(key, 0) + value
for name, sums in totals.items():
    print(name, " ".join(f"{key}={value}" for key, value in sums.items()))
