#!/usr/bin/env bash
# Prints the go.mod of our Kubernetes program, made from that of Kubernetes itself: the same requirements, and its
# staging modules, which it takes from its own tree, by their published versions. Call: go_mod.sh GO VERSION
set -euo pipefail

GO=$1
VERSION=$2
STAGING=v0.${VERSION#v1.}

theirs=$("$GO" mod download -json "k8s.io/kubernetes@$VERSION" | sed -n 's/.*"GoMod": "\(.*\)",/\1/p')
echo "module podreel/node"
sed -n -e '/^go /p' -e '/^godebug /p' "$theirs"
echo "require k8s.io/kubernetes $VERSION"
sed -n -e '/^require (/,/^)/p' "$theirs" | sed -e "s/ v0\.0\.0$/ $STAGING/" -e "s/ v0\.0\.0 / $STAGING /"
sed -n -e '/^replace (/,/^)/p' "$theirs" | sed -e "s|=> \./staging/src/\(.*\)|=> \1 $STAGING|"
