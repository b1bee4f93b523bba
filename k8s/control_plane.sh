#!/usr/bin/env bash
# An API server with its controllers but without a node, for tests: no root, no containers, any number at once.
# `control_plane.sh up DIR` prints the path of its kubeconfig; `control_plane.sh down DIR` stops it and removes DIR.
# Pods stay as they were created: only the test schedules, runs or deletes them.
set -euo pipefail
cd "$(dirname "$0")/.."
. k8s/versions.sh
. k8s/processes.sh
. k8s/certificates.sh
. k8s/api_server.sh

PARTS=(kube-controller-manager kube-apiserver etcd)
CONTROLLERS='*,-node-ipam-controller,-node-lifecycle-controller,-pod-garbage-collector-controller'

usage() {
    echo "Usage: k8s/control_plane.sh up|down DIR" >&2
    exit 64
}

up() {
    local part
    if [[ -e $DIR/control-plane ]]; then
        for part in "${PARTS[@]}"; do
            is_running "$part" || break
        done
        is_running "$part" && echo "$DIR/kubeconfig" && return
        down
    elif [[ -d $DIR && -n "$(ls -A "$DIR")" ]]; then
        echo "$DIR has files that don't belong to a control plane. Next: name an empty or new folder." >&2
        exit 64
    fi
    k8s/build_node.sh control-plane >&2
    mkdir -p "$DIR"
    touch "$DIR/control-plane"
    trap 'stop "${PARTS[@]}"' EXIT # a failed start leaves only its logs
    start_api_server 127.0.0.1 "$CONTROLLERS"
    trap - EXIT
    echo "$DIR/kubeconfig"
}

down() {
    [[ -e $DIR/control-plane ]] || return 0
    stop "${PARTS[@]}"
    rm -rf "$DIR"
}

[[ $# -eq 2 ]] || usage
DIR=$(realpath -m "$2")
case $1 in
    up) up ;;
    down) down ;;
    *) usage ;;
esac
