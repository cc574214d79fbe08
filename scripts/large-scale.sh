#!/bin/sh
# Verifies one file three ways: one process, GNU parallel on parts of it, and a Spark pipe() stage on
# a local cluster of two workers. The totals must be the same.
#
# usage: scripts/large-scale.sh FILE PROGRAM [WORD…]
#   PROGRAM and its words must verify the lines of standard input and end standard output with the
#   summary as JSON, for instance: merchant verify --lines - --profile shop1
# Wants GNU parallel, a Java runtime and python3; installs pyspark from PyPI into a directory of its
# own ($LARGE_SCALE_WORK, or .build-large-scale).
set -eu

if [ $# -lt 2 ]; then
  sed -n '2,10p' "$0"
  exit 64
fi
here=$(cd "$(dirname "$0")" && pwd)
file=$1
shift
work=${LARGE_SCALE_WORK:-.build-large-scale}
mkdir -p "$work"

# A non-zero status only says that some lines are not valid; the totals tell the rest.
"$@" <"$file" >"$work/one.out" || true
python3 "$here/large-scale/totals.py" <"$work/one.out" >"$work/one.totals"
echo "one process:  $(cat "$work/one.totals")"

status=0
compare() {
  if cmp -s "$work/one.totals" "$work/$1.totals"; then
    echo "$2 $(cat "$work/$1.totals")"
  else
    echo "$2 $(cat "$work/$1.totals")  DIFFERS" >&2
    status=1
  fi
}

if command -v parallel >/dev/null; then
  # -j2: two parts at a time; -k: output in the order of the parts; -q: words stay words.
  parallel --pipepart -a "$file" --block "${LARGE_SCALE_BLOCK:-32M}" -j2 -k -q "$@" \
    >"$work/parallel.out" || true
  python3 "$here/large-scale/totals.py" <"$work/parallel.out" >"$work/parallel.totals"
  compare parallel "GNU parallel:"
else
  echo "GNU parallel is missing (package parallel): left out" >&2
fi

if command -v java >/dev/null; then
  if [ ! -x "$work/venv/bin/spark-submit" ]; then
    python3 -m venv "$work/venv"
    "$work/venv/bin/pip" install -q 'pyspark==3.5.*'
  fi
  "$work/venv/bin/python" "$here/large-scale/spark_pipe.py" "$file" "$@" >"$work/spark.out"
  python3 "$here/large-scale/totals.py" <"$work/spark.out" >"$work/spark.totals"
  compare spark "Spark pipe():"
else
  echo "java is missing (package default-jre-headless): the Spark stage is left out" >&2
fi
exit $status
