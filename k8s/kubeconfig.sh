#!/usr/bin/env bash
# Prints the path of the running development cluster's kubeconfig.
set -euo pipefail
cd "$(dirname "$0")/.."
. k8s/versions.sh

for file in "$NODE/kubeconfig" "$KIND/kubeconfig"; do
    [[ -r $file ]] || continue
    echo "$file"
    exit 0
done
echo "No development cluster is running. Next: make cluster-up." >&2
exit 1
