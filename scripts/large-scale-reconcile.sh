#!/bin/sh
# Compares two files three ways: one process, GNU parallel on parts by order number, and Spark on a
# local cluster of two workers. The totals of every class must be the same.
#
# usage: scripts/large-scale-reconcile.sh MERCHANT OURS COLUMN THEIRS COLUMN [PARTS]
#   COLUMN is the heading of the order number in the file before it.
# Wants GNU parallel, a Java runtime and python3; installs pyspark from PyPI into a directory of its
# own ($LARGE_SCALE_WORK, or .build-large-scale).
set -eu

if [ $# -lt 5 ]; then
  sed -n '2,8p' "$0"
  exit 64
fi
here=$(cd "$(dirname "$0")" && pwd)
merchant=$1 ours=$2 ours_column=$3 theirs=$4 theirs_column=$5 parts=${6:-8}
work=${LARGE_SCALE_WORK:-.build-large-scale}
mkdir -p "$work/parts"
totals() { python3 "$here/large-scale/reconcile_totals.py"; }

# Status 1 says that there are differences; the totals tell the rest.
"$merchant" reconcile --ours "$ours" --theirs "$theirs" -o json >"$work/one.out" || [ $? -eq 1 ]
totals <"$work/one.out" >"$work/one.totals"
echo "one process:"
cat "$work/one.totals"

status=0
compare() {
  if cmp -s "$work/one.totals" "$work/$1.totals"; then
    echo "$2 the same totals"
  else
    echo "$2 DIFFERS" >&2
    diff "$work/one.totals" "$work/$1.totals" >&2 || true
    status=1
  fi
}

if command -v parallel >/dev/null; then
  python3 "$here/large-scale/split.py" "$ours" "$ours_column" "$parts" "$work/parts/ours-"
  python3 "$here/large-scale/split.py" "$theirs" "$theirs_column" "$parts" "$work/parts/theirs-"
  seq 0 $((parts - 1)) | parallel -j2 -k "$merchant" reconcile --threads 1 \
    --ours "$work/parts/ours-{}.csv" --theirs "$work/parts/theirs-{}.csv" -o json \
    >"$work/parallel.out" || true
  totals <"$work/parallel.out" >"$work/parallel.totals"
  compare parallel "GNU parallel, $parts parts:"
else
  echo "GNU parallel is missing (package parallel): left out" >&2
fi

if command -v java >/dev/null; then
  if [ ! -x "$work/venv/bin/spark-submit" ]; then
    python3 -m venv "$work/venv"
    "$work/venv/bin/pip" install -q 'pyspark==3.5.*'
  fi
  "$work/venv/bin/python" "$here/large-scale/spark_reconcile.py" "$(realpath "$merchant")" \
    "$ours" "$ours_column" "$theirs" "$theirs_column" "$parts" >"$work/spark.out"
  totals <"$work/spark.out" >"$work/spark.totals"
  compare spark "Spark, $parts partitions:"
else
  echo "java is missing (package default-jre-headless): the Spark stage is left out" >&2
fi
exit $status
