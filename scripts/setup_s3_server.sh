#!/usr/bin/env bash
# Builds the tests' S3 server, versitygw, which checks signatures, into the cache. Quick if it is already built.
set -euo pipefail
cd "$(dirname "$0")/.."
. k8s/versions.sh
. k8s/go.sh

fail() {
    echo "The tests' S3 server can't be built: $1." >&2
    echo "Next: $2." >&2
    exit 1
}

go_install versitygw github.com/versity/versitygw/cmd/versitygw "$VERSITYGW_VERSION"
