#!/bin/sh
# Reference run of the query understanding model: its parts of cpu.sh, with the encoder that it starts from.
exec "$(dirname "$0")/cpu.sh" data encoder understanding
