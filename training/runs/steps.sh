# What the runs have in common: where things lie, and steps that are not made twice. Sourced by cpu.sh, in the repository.
# shellcheck shell=sh

python=${PYTHON:-python}
shared=../shared mined=training work=training/work models=models

# made_in_a_temporary_folder: nothing of the smoke run stays or touches what serves, but the fetched base of the teacher.
smoke_folders() {
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  npx tsx training/sample-shared.ts --out "$folder" --shared "$shared" --share 0.003
  shared=$folder/shared mined=$folder/mined work=$folder/work models=$folder/models
  mkdir -p "$work" "$models"
  cp models/manifest.json "$models/"
}

# is_made OUTPUT COMMAND ...: says which of both: the output is there, or the command is to be run.
is_made() {
  if [ -e "$1" ]; then echo "= $1" && return; fi
  shift
  echo "+ $*"
  return 1
}

# step OUTPUT COMMAND ...: runs the command unless its output is there.
step() {
  ! is_made "$@" || return 0
  output=$1
  shift
  "$@"
  [ -e "$output" ] || { echo "expected $output from: $*" >&2 && exit 1; }
}

# report OUTPUT COMMAND ...: the same; the output is what the command prints.
report() {
  ! is_made "$@" || return 0
  output=$1
  shift
  if "$@" >"$output.part"; then mv "$output.part" "$output"; else cat "$output.part" && exit 1; fi
  cat "$output"
}

# serve NAME FILE [OPTION ...]: the exported file becomes what serves under a name; options go to manifest.py.
serve() {
  name=$1 file=$2
  shift 2
  cmp -s "$work/exports/$file" "$models/$file" || cp "$work/exports/$file" "$models/$file"
  "$python" training/manifest.py "$name" --file "$file" "$@"
}
