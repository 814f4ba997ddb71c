#!/bin/sh
# Reference run of the encoder and the search graph: its parts of cpu.sh, with the teacher whose scores it is trained on last.
exec "$(dirname "$0")/cpu.sh" data encoder teacher candidates encoder-again
