#!/usr/bin/env bash
# Loads missing images into the running development cluster, and builds them first if needed.
set -euo pipefail
cd "$(dirname "$0")/.."
. k8s/versions.sh
. k8s/go.sh
. k8s/images/names.sh
. k8s/images/store.sh

fail() {
    echo "The images can't be loaded into the cluster: $1." >&2
    echo "Next: $2." >&2
    exit 1
}

ctr() {
    command ctr -a "$CONTAINERD_SOCKET" -n k8s.io "$@"
}

load_kind() {
    local image
    for image in "$RUNNER_IMAGE" "$API_IMAGE"; do
        docker tag "$image" "${image%:*}:$RELEASE"
        kind load docker-image --name podreel "$image" "${image%:*}:$RELEASE" ||
            fail "kind failed with the message above" "fix that, then run k8s/load_images.sh"
    done
}

digest_in_node() {
    ctr images ls "name==$1" | awk 'NR == 2 {print $3}'
}

write_archive() { # NAME: without the layers that the node has, where the builder can leave them out
    if has_engine; then
        "$ENGINE" save "docker.io/$1"
    else
        local layout known
        layout=$(fill_layout "$1") && known=$(ctr content ls -q) || return
        python3 k8s/images/ship.py "$layout=docker.io/$1" <<<"$known"
    fi
}

load_node() { # NAME OTHER: loads a built image, and tags it OTHER too
    local name=docker.io/$1 digest
    digest=$(digest_in_node "$name")
    if [[ -z $digest ]]; then
        echo "Loading $1 ..." >&2
        write_archive "$1" | ctr images import - >/dev/null ||
            fail "containerd can't import $1" "check that its disk has 4 GB free, and see $NODE/logs/containerd.log"
        digest=$(digest_in_node "$name")
    fi
    [[ "$(digest_in_node "$2")" == "$digest" ]] || ctr images tag --force "$name" "$2" >/dev/null
}

load_s3_server() { # one static program, an image from scratch
    [[ -z "$(digest_in_node "$S3_IMAGE")" ]] || return 0
    go_install versitygw github.com/versity/versitygw/cmd/versitygw "$VERSITYGW_VERSION"
    k8s/node/image.sh "$S3_IMAGE" "$BIN/versitygw" | ctr images import - >/dev/null
}

forget_old_images() { # those that the store no longer has
    local name
    for name in $(ctr images ls -q 'name~=^docker.io/podreel/(runner|api|valkey):[0-9a-f]{12}$'); do
        has_image "${name#docker.io/}" || ctr images rm "$name" >/dev/null
    done
}

config=$(k8s/kubeconfig.sh)
k8s/images.sh >/dev/null
if [[ $config == "$KIND/kubeconfig" ]]; then
    load_kind
    exit 0
fi
[[ -S $CONTAINERD_SOCKET ]] || fail "the node's containerd is not running" "run make cluster-up"
exec 7>"$IMAGES/load.lock"
flock 7
load_node "$RUNNER_IMAGE" "docker.io/podreel/runner:$RELEASE"
load_node "$API_IMAGE" "docker.io/podreel/api:$RELEASE"
if ! has_engine; then # the others reach the registry, and so does the node
    load_node "$VALKEY_COPY" "$VALKEY_IMAGE"
fi
load_s3_server
forget_old_images
