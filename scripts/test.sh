#!/bin/sh
# Checks everything: the code as it reads, then every test, the browser included. Pytest speaks last; its closing line and
# the exit status say together whether all is well.
set -eu
cd "$(dirname "$0")/.."

sh scripts/setup.sh dev
FIL_ROUGE_CHROMIUM=$(sh scripts/chromium.sh)
export FIL_ROUGE_CHROMIUM

status=0
sh scripts/lint.sh || status=$?
.venv/bin/python -m pytest || status=$?
exit "$status"
