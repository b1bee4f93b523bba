#!/usr/bin/env bash
# Writes an image that holds one static program and nothing else, as `ctr images import` reads it, to standard output.
# Call: image.sh NAME:TAG PROGRAM
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
program=$(basename "$2")
case $(uname -m) in
    x86_64) architecture=amd64 ;;
    aarch64) architecture=arm64 ;;
    *) architecture=$(uname -m) ;;
esac
tar -C "$(dirname "$2")" --mtime=@0 --owner=0 --group=0 --mode=0755 -chf "$folder/layer.tar" "$program"
layer=$(sha256sum "$folder/layer.tar" | cut -d ' ' -f 1)
cat >"$folder/config.json" <<EOF
{"architecture": "$architecture", "os": "linux", "config": {"Entrypoint": ["/$program"]},
 "rootfs": {"type": "layers", "diff_ids": ["sha256:$layer"]}}
EOF
echo "[{\"Config\": \"config.json\", \"RepoTags\": [\"$1\"], \"Layers\": [\"layer.tar\"]}]" >"$folder/manifest.json"
tar -C "$folder" -cf - manifest.json config.json layer.tar
