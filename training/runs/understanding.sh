#!/bin/sh
# Reference run of the query understanding model: its parts of cpu.sh.
exec "$(dirname "$0")/cpu.sh" understanding
