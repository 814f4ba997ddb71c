#!/bin/sh
# Reference run of the teacher, which serves as ranker and as local judge: its parts of cpu.sh.
exec "$(dirname "$0")/cpu.sh" data teacher
