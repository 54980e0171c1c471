#!/bin/sh
# Prints the path of a Chromium for the browser tests, after installing it where that is possible (root, apt-get).
set -eu

find_chromium() {
    for name in ${FIL_ROUGE_CHROMIUM:+"$FIL_ROUGE_CHROMIUM"} chromium chromium-browser google-chrome; do
        command -v "$name" && return
    done
    return 1
}

find_chromium && exit 0
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    printf 'Installation de Chromium pour les tests du navigateur…\n' >&2
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update && apt-get install --yes --no-install-recommends chromium; } </dev/null >/dev/null 2>&1 || true
    find_chromium && exit 0
fi
printf 'Les tests du navigateur ont besoin de Chromium : installez le paquet chromium (Debian : apt install chromium).\n' >&2
exit 1
