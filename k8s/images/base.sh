#!/usr/bin/env bash
# base.sh FOLDER: fills FOLDER with a small Debian trixie, as debian:trixie-slim would be, for machines that reach a
# package source but no registry. Packages come from where this machine's own come from, or from the archive that
# PODREEL_DEBIAN_MIRROR names. Certificate authorities that were added to this machine are trusted in the images too.
set -euo pipefail
ROOT=$1
SUITE=trixie
OWN_AUTHORITIES=/usr/local/share/ca-certificates

source_of() { # the address of Debian's packages with this label, as this machine's apt knows it
    apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Origin: Debian' "Label: $1" 2>/dev/null | sed -n 1p || true
}

main=${PODREEL_DEBIAN_MIRROR:-$(source_of Debian)}
security=$(source_of Debian-Security)
if [[ -z $main ]]; then
    echo "No source of Debian's packages is known: apt on this machine lists none." >&2
    echo "Run \`apt-get update\` as root if this is Debian, else set PODREEL_DEBIAN_MIRROR to the address of a Debian" \
        "archive, which has a folder \`dists\`; then run the same command again." >&2
    exit 1
fi
mkdir -p "$ROOT"
debootstrap --variant=minbase --include=ca-certificates "$SUITE" "$ROOT" "$main" >"$ROOT.log" 2>&1 || {
    echo "Debian $SUITE can't be fetched from $main: $(tail -n 1 "$ROOT.log")" >&2
    echo "See that this address answers, then run the same command again; all of it is in $ROOT.log" >&2
    exit 1
}

{
    echo "deb $main $SUITE main"
    echo "deb $main $SUITE-updates main"
    [[ -z $security ]] || echo "deb $security $SUITE-security main"
} >"$ROOT/etc/apt/sources.list"
if compgen -G "$OWN_AUTHORITIES/*.crt" >/dev/null; then
    cp "$OWN_AUTHORITIES"/*.crt "$ROOT$OWN_AUTHORITIES/"
    chroot "$ROOT" update-ca-certificates >/dev/null 2>&1
fi
rm -rf "$ROOT"/var/cache/apt/* "$ROOT"/var/lib/apt/lists/* "$ROOT"/var/log/* "$ROOT"/usr/share/{man,info,locale}/*
find "$ROOT/usr/share/doc" ! -type d ! -name copyright -delete
rm -f "$ROOT.log"
