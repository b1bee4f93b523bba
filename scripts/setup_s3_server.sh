#!/usr/bin/env bash
# Builds the S3 server of the tests, versitygw, which checks signatures, into the cache. Quick when it is there.
set -euo pipefail
cd "$(dirname "$0")/.."
. k8s/versions.sh
. k8s/go.sh

fail() {
    echo "The S3 server of the tests can't be built: $1." >&2
    echo "Next: $2." >&2
    exit 1
}

go_install versitygw github.com/versity/versitygw/cmd/versitygw "$VERSITYGW_VERSION"
