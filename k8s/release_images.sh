#!/usr/bin/env bash
# Builds Podreel's images under the names and the version that the chart asks for, saves them to a file (SAVE=FILE) or
# pushes them (PUSH=REGISTRY/PATH), and prints the commands that come next.
set -euo pipefail
cd "$(dirname "$0")/.."
. k8s/versions.sh
. k8s/images/names.sh
. k8s/images/store.sh
SAVE=${SAVE:-} PUSH=${PUSH:-}
API=podreel/api:$RELEASE RUNNER=podreel/runner:$RELEASE # the chart's own names for its images
INSTALL="helm upgrade --install podreel charts/podreel -n podreel --create-namespace"

fail() {
    echo "The images can't be made ready: $1." >&2
    echo "Next: $2." >&2
    exit 1
}

check_options() {
    [[ -z $PUSH ]] || is_registry_place "$PUSH" || fail "PUSH=$PUSH is no place in a registry" \
        "give it without https:// and without a tag, such as PUSH=registry.example/team"
    [[ ! -d $SAVE ]] || fail "SAVE=$SAVE is a folder" "name a file, such as SAVE=dist/podreel-images.tar"
    if [[ -n $SAVE ]] && ! { mkdir -p "$(dirname "$SAVE")" && : >>"$SAVE.part"; } 2>/dev/null; then
        fail "$(dirname "$SAVE") can't be written" "name a file in another folder"
    fi
}

save_images() {
    local part=$SAVE.part log=$IMAGES/save.log api runner
    mkdir -p "$IMAGES"
    rm -f "$part"
    echo "Saving both to $SAVE ..." >&2
    case ${ENGINE:-buildah} in
        buildah)
            { api=$(fill_layout "$API_IMAGE") && runner=$(fill_layout "$RUNNER_IMAGE") &&
                python3 k8s/images/ship.py "$api=docker.io/$API" "$runner=docker.io/$RUNNER" </dev/null >"$part"; } 2>"$log"
            ;;
        podman) podman save -q --multi-image-archive -o "$part" "docker.io/$API" "docker.io/$RUNNER" >"$log" 2>&1 ;;
        *) "$ENGINE" save -o "$part" "docker.io/$API" "docker.io/$RUNNER" >"$log" 2>&1 ;;
    esac || fail "$(tail -n 1 "$log" | cut -c1-300)" "check that the disk has 4 GB free; all output is in $log"
    mv "$part" "$SAVE"
}

push_image() { # NAME TARGET
    local log=$IMAGES/push.log
    mkdir -p "$IMAGES"
    echo "Pushing $2 ..." >&2
    if has_engine; then
        "$ENGINE" tag "docker.io/$1" "$2" && "$ENGINE" push "$2"
    else
        store push "docker.io/$1" "docker://$2"
    fi >"$log" 2>&1 || fail "$2: $(tail -n 1 "$log" | tail -c 300)" \
        "see that the registry answers, and log in with \`${ENGINE:-buildah} login ${PUSH%%/*}\`; all output is in $log"
}

tell_next_steps() {
    echo "Built: $API and $RUNNER, with ${ENGINE:-buildah}."
    if [[ -n $SAVE ]]; then
        echo "Saved: $SAVE. On the machine of the cluster, import it, then install the chart:"
        echo "  sudo k3s ctr images import $SAVE                   # K3s"
        echo "  sudo ctr -n k8s.io images import $SAVE             # another cluster on containerd"
        echo "  $INSTALL"
    fi
    if [[ -n $PUSH ]]; then
        echo "Pushed. Install the chart with these images:"
        echo "  $INSTALL \\"
        echo "       --set api.image.repository=$PUSH/podreel-api,video.image.repository=$PUSH/podreel-runner"
    fi
    [[ -n $SAVE$PUSH ]] || echo "Next: make images SAVE=dist/podreel-images.tar, or make images PUSH=registry.example/team"
}

check_options
[[ -z $SAVE ]] || trap 'rm -f "$SAVE.part"' EXIT
k8s/images.sh >/dev/null
if ! has_engine; then
    prepare_store
fi
tag_image "$API_IMAGE" "docker.io/$API"
tag_image "$RUNNER_IMAGE" "docker.io/$RUNNER"
[[ -z $SAVE ]] || save_images
if [[ -n $PUSH ]]; then
    push_image "$API" "$PUSH/podreel-api:$RELEASE"
    push_image "$RUNNER" "$PUSH/podreel-runner:$RELEASE"
fi
tell_next_steps
