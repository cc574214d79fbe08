#!/bin/sh
# Format and habits of the source tree. Prints every fault, then fails once. What can be computed from
# the tree itself (field names, imports, names of files, citations) is looked at by Tests/TreeTests.
set -u
cd "$(dirname "$0")/.."
faults=0
fault() { printf '%s\n' "$*"; faults=1; }

swift format lint --strict -r -p Package.swift Sources Tests || faults=1

# Habits.
found=$(grep -rnE 'TODO|FIXME|XXX:|try!|as!|Thread\.sleep|fatalError\(|\bFloat\b|\bDouble\b' Sources --include='*.swift' | grep -vE ':[0-9]+: *///?' | grep -vE 'Journal/IndexFile.swift|Diagnosis/FloatNoise.swift')
[ -z "$found" ] || fault "Not allowed in Sources: $found"

# A file is one room: 400 lines at most; lines of 120 columns at most, tables of texts apart.
for file in $(git ls-files 'Sources/*.swift' 'Tests/*.swift'); do
  lines=$(wc -l <"$file")
  [ "$lines" -le 400 ] || fault "$file has $lines lines; 400 are the most."
done

# The top level is the owner's.
for entry in $(git ls-files | cut -d/ -f1 | sort -u); do
  case $entry in
    Package.swift | Sources | Tests | docs | scripts | Makefile | README.md | CHANGELOG.md | \
      CONTRIBUTING.md | LICENSE | .*) ;;
    *) fault "$entry does not belong at the top level." ;;
  esac
done

[ "$faults" -eq 0 ] && echo 'check: no fault'
exit "$faults"
