#!/usr/bin/env bash
# Ends the development cluster and takes away all that it made on this machine. What is built, and the images it was
# given, stay in the cache for the next time.
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
        echo "The node belongs to root. Next: sudo -E make cluster-down." >&2
        exit 1
    fi
    remove_node
fi
