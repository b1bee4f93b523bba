#!/usr/bin/env bash
# Stops the development cluster and removes everything it created on this machine. Built programs and loaded images stay
# in the cache for the next start.
set -euo pipefail
cd "$(dirname "$0")/.."
. k8s/versions.sh
. k8s/processes.sh
. k8s/api_server.sh
. k8s/node_parts.sh
. k8s/node_remains.sh
DIR=$NODE

[[ -d $CACHE ]] || exit 0
exec 9>"$CACHE/cluster.lock"
flock 9
if command -v kind >/dev/null && kind get clusters 2>/dev/null | grep -qx podreel; then
    kind delete cluster --name podreel
fi
rm -rf "$KIND"
if has_remains; then
    if [[ $EUID -ne 0 ]]; then
        echo "The node runs as root. Next: sudo -E make cluster-down." >&2
        exit 1
    fi
    remove_node
fi
