#!/bin/sh
# Reference run of the packed ranker, from documents and graded pairs to its files in models/: its parts of cpu.sh, with the
# encoder and the two teachers that it needs. The demo index has to be built again afterwards (npm run demo:build).
exec "$(dirname "$0")/cpu.sh" data encoder teacher candidates engagement packed
