#!/bin/sh
# Runs every check that reads the code without running it, to the end; fails when one of them did.
set -u
cd "$(dirname "$0")/.."
python=.venv/bin/python
failed=

check() {
    name=$1
    shift
    printf '%s\n' "— $name"
    "$python" "$@" || failed="$failed${failed:+, }$name"
}

check "ruff check" -m ruff check .
check "ruff format" -m ruff format --check .
check "lint-imports" -c 'import sys, importlinter.cli as c; sys.exit(c.lint_imports(no_logo=True, no_cache=True))'
check "mypy" -m mypy corpus codebook analytics

[ -z "$failed" ] && exit 0
printf 'En échec : %s.\n' "$failed" >&2
exit 1
