#!/usr/bin/env bash
# An API server with its controllers but without a node, for tests: no root, no containers, any number at once.
# `control_plane.sh up DIR` prints the path of its kubeconfig; `control_plane.sh down DIR` ends it and removes DIR.
# Pods stay as they are made: nothing schedules, runs or collects them but the test.
set -euo pipefail
cd "$(dirname "$0")/.."
. k8s/versions.sh
. k8s/processes.sh
. k8s/certificates.sh
. k8s/api_server.sh

PARTS=(kube-controller-manager kube-apiserver etcd)
CONTROLLERS='*,-node-ipam-controller,-node-lifecycle-controller,-pod-garbage-collector-controller'

usage() {
    echo "Call it as: k8s/control_plane.sh up|down DIR" >&2
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
        echo "$DIR has files that are not of a control plane. Next: name an empty folder, or one that is not there." >&2
        exit 64
    fi
    k8s/build_node.sh control-plane >&2
    mkdir -p "$DIR"
    touch "$DIR/control-plane"
    trap 'stop "${PARTS[@]}"' EXIT # of a start that fails only the logs are left
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
