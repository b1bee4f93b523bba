#!/usr/bin/env bash
# Installs Debian's Chromium, with which the tests look at the web page. Quick if it is there.
set -euo pipefail
[[ -x /usr/bin/chromium ]] && exit 0
sudo=()
[[ $EUID -eq 0 ]] || sudo=(sudo)
command="apt-get install -y --no-install-recommends chromium"
if ! command -v apt-get >/dev/null || { [[ $EUID -ne 0 ]] && ! sudo -n true 2>/dev/null; }; then
    echo "The tests of the web page need Chromium as /usr/bin/chromium. On Debian, run this:" >&2
    echo "  sudo apt-get update && sudo $command" >&2
    exit 1
fi
echo "Installing Chromium with apt ..."
"${sudo[@]}" apt-get update -qq
"${sudo[@]}" env DEBIAN_FRONTEND=noninteractive $command -qq >/dev/null
