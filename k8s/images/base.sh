#!/usr/bin/env bash
# base.sh FOLDER: fills FOLDER with a small Debian trixie, as debian:trixie-slim would be, for machines that reach a
# package source but no registry. Packages come from where this machine's own come from, and certificate
# authorities that were added to this machine are trusted in the images too.
set -euo pipefail
ROOT=$1
SUITE=trixie
OWN_AUTHORITIES=/usr/local/share/ca-certificates

source_of() { # the address of Debian's packages with this label, as this machine's apt knows it
    apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Origin: Debian' "Label: $1" 2>/dev/null | head -n 1
}

main=$(source_of Debian)
security=$(source_of Debian-Security)
main=${main:-http://deb.debian.org/debian}
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
