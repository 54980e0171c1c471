#!/bin/sh
# Starts Fil rouge on this machine only, with the demo study when there is no study yet. PORT names the port (8501).
set -eu
cd "$(dirname "$0")/.."
port=${PORT:-8501}
case $port in
*[!0-9]* | ??????*)
    printf 'Le port « %s » n’est pas un nombre : écrivez par exemple « make run PORT=8502 ».\n' "$port" >&2
    exit 1
    ;;
esac

sh scripts/setup.sh

# Streamlit would name the busy port in English, after the demo study has been built for nothing.
.venv/bin/python -c '
import socket, sys
with socket.socket() as door:
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    door.bind(("127.0.0.1", int(sys.argv[1])))
' "$port" 2>/dev/null || {
    printf 'Le port %s ne peut pas être ouvert : Fil rouge tourne peut-être déjà à http://localhost:%s, sinon choisissez un autre port, par exemple « make run PORT=8502 ».\n' "$port" "$port" >&2
    exit 1
}

.venv/bin/python -m codebook demo --if-none
printf 'Fil rouge s’ouvre à l’adresse http://localhost:%s (Ctrl+C pour l’arrêter).\n' "$port"
exec .venv/bin/python -m streamlit run app.py --server.address 127.0.0.1 --server.port "$port"
