#!/usr/bin/env bash
# Starts the development cluster: kind if Docker and kind are installed, else a node built from source. Takes a second
# if it is already up. The remains of a cluster that was killed are removed first.
set -euo pipefail
cd "$(dirname "$0")/.."
. k8s/versions.sh
. k8s/processes.sh
. k8s/certificates.sh
. k8s/api_server.sh
. k8s/node_parts.sh
. k8s/node_remains.sh
DIR=$NODE

fail() {
    echo "The cluster can't be started: $1." >&2
    echo "Next: $2." >&2
    exit 1
}

up_kind() {
    local file=$KIND/kubeconfig
    if ! kind get clusters 2>/dev/null | grep -qx podreel; then
        mkdir -p "$KIND"
        kind create cluster --config k8s/kind.yaml --kubeconfig "$file" --wait 120s ||
            fail "kind failed with the message above" "fix that, or remove kind from the PATH to build a node instead"
    fi
    [[ -r $file ]] || kind export kubeconfig --name podreel --kubeconfig "$file"
}

up_node() {
    is_node_up && return
    [[ $EUID -eq 0 ]] || fail "a node needs root, and Docker with kind is not available" \
        "run sudo -E make cluster-up, or install Docker and kind"
    k8s/build_node.sh
    PAUSE_IMAGE=docker.io/podreel/pause:$(cat "$BIN/pause.stamp")
    remove_node
    ADDRESS=$(ip -4 -o addr show scope global | awk '{sub("/.*", "", $4); print $4; exit}')
    [[ -n $ADDRESS ]] || fail "this machine has no network address that pods can reach" "configure one"
    check_ports
    write_settings
    prepare_kernel
    start_containerd
    forget_containers
    start_api_server "$ADDRESS" '*,-node-ipam-controller' 6443
    start_node
}

check_ports() { # of the API server, the kubelet and the proxy
    local port
    for port in 6443 10250 10249 10256; do
        if is_taken 127.0.0.1 "$port" || is_taken "$ADDRESS" "$port"; then
            fail "port $port is in use, perhaps by another Kubernetes" "stop the program that uses it (see ss -ltnp)"
        fi
    done
}

mkdir -p "$CACHE" 2>/dev/null || fail "$CACHE can't be written" "set PODREEL_CACHE to a writable folder"
exec 9>"$CACHE/cluster.lock"
flock 9 # if two start it at once, the second one finds it up
if command -v kind >/dev/null && docker info >/dev/null 2>&1; then
    up_kind
else
    up_node
fi
exec 9>&- # images may take minutes to build; meanwhile cluster-down must not wait
[[ ! -x k8s/load_images.sh ]] || k8s/load_images.sh
echo "The cluster is up. Next: export KUBECONFIG=$(k8s/kubeconfig.sh)"
