#!/bin/sh
# One round of mining: ranked lists by the models that serve, and the pages that readers grade by training/grading.md.
# Run: training/runs/mine.sh 1|2 FOLDER [VERTICAL ...], in the repository; then training/collect_grades.py FOLDER.
set -eu
round=$1
folder=$2
shift 2
evaluation=../shared/evaluation
mkdir -p "$folder"

# list VERTICAL QUERIES STAGE OUT [OPTION ...]: what the stage ranks; the judgments only fill the printed line.
list() {
  vertical=$1 queries=$2 stage=$3 out=$4
  shift 4
  test -s "$out" || npx tsx cli/tandem.ts eval --corpus "$vertical=../shared/data/$vertical.jsonl.gz" --queries "$queries" \
    --judgments "$evaluation/judgments/${vertical}_train.tsv" --stage "$stage" --run-out "$out" "$@"
}

for vertical in ${*:-jobs people}; do
  base=$folder/lists-$vertical
  train=$base-train.jsonl
  own=training/queries/${vertical}_mined.jsonl
  cat "$evaluation/queries/${vertical}_train.jsonl" "$evaluation/queries/${vertical}_train_more.jsonl" >"$train"
  if test "$round" = 1; then
    for stage in fused retrieval keyword; do list "$vertical" "$own" $stage "$base-own-$stage.run"; done
    npx tsx training/write-grading-pages.ts --vertical "$vertical" --queries "$own" --out "$folder/own" --readers 5 --deep 2 \
      --take "$base-own-fused.run:7:7" --take "$base-own-retrieval.run:4:4" --take "$base-own-keyword.run:3:3"
    list "$vertical" "$train" ranked "$base-ranked.run" --depth 80
    list "$vertical" "$train" retrieval "$base-retrieval.run"
    npx tsx training/write-grading-pages.ts --vertical "$vertical" --queries "$train" --out "$folder/train" --readers 5 --most 6 \
      --take "$base-ranked.run:9:9" --take "$base-retrieval.run:6:6"
  else
    cat "$train" "$own" >"$base-all.jsonl"
    for stage in retrieval fused; do list "$vertical" "$base-all.jsonl" $stage "$base-$stage.run"; done
    npx tsx training/write-grading-pages.ts --vertical "$vertical" --queries "$base-all.jsonl" --out "$folder/all" --readers 3 \
      --take "$base-retrieval.run:8:4" --take "$base-fused.run:10:3"
  fi
done
