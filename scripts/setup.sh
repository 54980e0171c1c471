#!/bin/sh
# Prepares .venv: makes it when missing, installs what is pinned only when the pins changed.
#   sh scripts/setup.sh        what the program needs
#   sh scripts/setup.sh dev    and what checking it needs
# PYTHON names another interpreter. Each failure is one sentence on the error output and status 1.
set -eu
cd "$(dirname "$0")/.."

fail() {
    printf '%s\n' "$1" >&2
    exit 1
}

find_python() {
    for name in ${PYTHON:+"$PYTHON"} python3 python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            printf '%s\n' "$name"
            return
        fi
    done
}

make_venv() {
    python=$(find_python)
    [ -n "$python" ] || fail "Fil rouge a besoin de Python 3.11 ou plus récent : installez le paquet python3 (Debian : apt install python3)."
    "$python" -c 'import venv, ensurepip' >/dev/null 2>&1 ||
        fail "Il manque à Python son module venv : installez le paquet python3-venv (Debian : apt install python3-venv)."
    "$python" -m venv --clear .venv ||
        fail "L’environnement .venv n’a pas pu être créé : vérifiez que ce dossier accepte l’écriture et qu’il reste de la place."
}

pins=requirements.txt
[ "${1:-}" = dev ] && pins=requirements-dev.txt

# What stands installed once these pins are: the interpreter and the text of the pins. The development pins hold the others.
state() {
    pinned=requirements.txt
    [ "$1" = requirements.txt ] || pinned="$pinned $1"
    .venv/bin/python -c '
import hashlib, pathlib, sys
print(sys.version_info[:2], *(hashlib.sha256(pathlib.Path(p).read_bytes()).hexdigest() for p in sys.argv[1:]))
' $pinned
}

.venv/bin/python -c '' 2>/dev/null || make_venv
if [ "$(cat ".venv/.installed-$pins" 2>/dev/null || true)" != "$(state "$pins")" ]; then
    .venv/bin/python -m pip --version >/dev/null 2>&1 || make_venv
    printf 'Installation des bibliothèques de %s (quelques minutes la première fois)…\n' "$pins"
    .venv/bin/python -m pip install --disable-pip-version-check --no-input --retries 2 \
        --requirement "$pins" >.venv/install.log 2>&1 ||
        fail "Les bibliothèques n’ont pas pu être installées (détail dans .venv/install.log) : vérifiez l’accès au réseau, puis relancez la même commande."
    state requirements.txt >.venv/.installed-requirements.txt
    [ "$pins" = requirements.txt ] || state "$pins" >".venv/.installed-$pins"
fi
