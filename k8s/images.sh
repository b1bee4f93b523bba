#!/usr/bin/env bash
# Builds missing images with Docker, Podman, nerdctl or buildah, and prints their names as RUNNER_IMAGE=... lines. A tag is
# a hash of an image's sources, so that an unchanged image is found in a second.
set -euo pipefail
umask 022 # what is copied into an image must be readable there
cd "$(dirname "$0")/.."
. k8s/versions.sh
. k8s/images/names.sh
. k8s/images/store.sh

fail() {
    echo "The images can't be built: $1." >&2
    echo "Next: $2." >&2
    exit 1
}

IS_NEW=no
if ! has_engine; then
    prepare_store
    exec 8>"$IMAGES/lock"
    flock 8 # two builds at once would each do all of the work
    build_base
    build_image "$VALKEY_COPY" k8s/images/Dockerfile.valkey k8s/images
fi
build_image "$API_IMAGE" Dockerfile.api
build_image "$RUNNER_IMAGE" Dockerfile.runner
[[ $IS_NEW == no ]] || remove_old_images "$BASE_IMAGE" "$VALKEY_COPY" "$API_IMAGE" "$RUNNER_IMAGE"
printf '%s\n' "RUNNER_IMAGE=$RUNNER_IMAGE" "API_IMAGE=$API_IMAGE" "VALKEY_IMAGE=$VALKEY_IMAGE" "S3_IMAGE=$S3_IMAGE"
