#!/bin/sh
# Reference run of the encoder and the search graph: its parts of cpu.sh.
exec "$(dirname "$0")/cpu.sh" data encoder
