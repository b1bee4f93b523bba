# shellcheck shell=bash
# The names of Podreel's images; each tag is a hash of the image's sources. Sourced after versions.sh, from the root.

hash_of() { # FILE OR FOLDER...
    find "$@" -name __pycache__ -prune -o -type f ! -name '*.test.ts*' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-12
}

is_registry_place() { # REGISTRY/PATH without https:// and without a tag
    [[ $1 =~ ^[a-z0-9][a-z0-9.-]*(:[0-9]+)?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*$ ]]
}

BASE_PARTS=(k8s/images/base.sh k8s/images/Dockerfile.base)
PYTHON_PARTS=(.dockerignore LICENSE NOTICE pyproject.toml uv.lock contract stores)
WEB_PARTS=(web/index.html web/package.json web/package-lock.json web/tsconfig.json web/*.ts web/public web/src clients/typescript/src)
BASE_IMAGE=podreel/base:$(hash_of "${BASE_PARTS[@]}")
RUNNER_IMAGE=podreel/runner:$(hash_of "${BASE_PARTS[@]}" "${PYTHON_PARTS[@]}" Dockerfile.runner icons runner scenekit)
API_IMAGE=podreel/api:$(hash_of "${BASE_PARTS[@]}" "${PYTHON_PARTS[@]}" Dockerfile.api api cli controller podreel \
    "${WEB_PARTS[@]}")
VALKEY_COPY=podreel/valkey:$(hash_of "${BASE_PARTS[@]}" k8s/images/Dockerfile.valkey)
# The chart's default tag: the images loaded last have it too, so that an installation without values finds them.
RELEASE=$(sed -n 's/^appVersion: *//p' charts/podreel/Chart.yaml)
VALKEY_IMAGE=docker.io/valkey/valkey:8.1-alpine
S3_IMAGE=docker.io/versity/versitygw:$VERSITYGW_VERSION
