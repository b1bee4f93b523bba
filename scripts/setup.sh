#!/usr/bin/env bash
# Installs what Podreel needs: system packages (with apt, if possible), uv, and the locked Python packages.
# Quick if nothing is missing. If it can't install packages, it prints the command to run and stops.
set -euo pipefail
cd "$(dirname "$0")/.."

PACKAGES=(
    python3-venv python3-dev gcc pkg-config libcairo2-dev libpango1.0-dev # build pycairo and manimpango
    ffmpeg util-linux fontconfig redis-server
    espeak-ng libespeak-ng1 festival festvox-us-slt-hts festlex-cmu
    texlive-latex-base texlive-latex-recommended texlive-latex-extra preview-latex-style dvisvgm
    fonts-noto-core fonts-noto-cjk
)

install_system_packages() {
    local missing=()
    for package in "${PACKAGES[@]}"; do
        [[ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" == installed ]] || missing+=("$package")
    done
    [[ ${#missing[@]} -gt 0 ]] || return 0
    local sudo=()
    [[ $EUID -eq 0 ]] || sudo=(sudo)
    local command="apt-get install -y --no-install-recommends ${missing[*]}"
    if [[ $EUID -ne 0 ]] && ! sudo -n true 2>/dev/null; then
        echo "System packages are missing. Run this, then run the same make command again:" >&2
        echo "  sudo apt-get update && sudo $command" >&2
        exit 1
    fi
    echo "Installing ${#missing[@]} system packages with apt ..."
    "${sudo[@]}" apt-get update -qq
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive $command -qq >/dev/null
}

find_uv() {
    if command -v uv >/dev/null; then
        UV=uv
        return
    fi
    UV=.tools/uv/bin/uv
    [[ -x $UV ]] && return
    echo "Installing uv into .tools ..."
    python3 -m venv .tools/uv
    .tools/uv/bin/pip install --quiet --disable-pip-version-check "uv>=0.9"
}

if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then
    install_system_packages
else
    for program in ffmpeg espeak-ng festival latex dvisvgm pkg-config cc redis-server; do
        command -v "$program" >/dev/null && continue
        echo "$program is missing, and this system has no apt. Install the equivalents of these Debian packages:" >&2
        echo "  ${PACKAGES[*]}" >&2
        exit 1
    done
fi
find_uv
"$UV" sync --quiet --frozen
