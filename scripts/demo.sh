#!/usr/bin/env bash
# Makes the Pythagoras lesson like a client program: starts the service, submits the video over REST, shows its
# progress, downloads its files, stops the service. The video stays on the service, to be seen in its web page.
set -euo pipefail
cd "$(dirname "$0")/.."

OUT=out/pythagoras
DATA=out/service
START_SECONDS=60

mkdir -p "$DATA" "$OUT"
: >"$DATA/ready.json"
.venv/bin/podreel up --port 0 --data "$DATA" --json >"$DATA/ready.json" 2>"$DATA/service.log" &
service=$!
stop() {
    kill "$service" 2>/dev/null || true
    wait "$service" 2>/dev/null || true
}
trap stop EXIT

deadline=$((SECONDS + START_SECONDS))
until grep -q '"ready"' "$DATA/ready.json"; do
    if ! kill -0 "$service" 2>/dev/null || [[ $SECONDS -ge $deadline ]]; then
        echo "The service did not start:" >&2
        tail -n 5 "$DATA/ready.json" "$DATA/service.log" >&2
        exit 69
    fi
    sleep 0.1
done
PODREEL_URL=$(sed -n 's/.*"url": "\([^"]*\)".*/\1/p' "$DATA/ready.json" | head -n 1)
export PODREEL_URL

video_id=$(.venv/bin/podreel submit "Explain the Pythagorean theorem" --quality standard)
echo "Watch it being made: $PODREEL_URL/videos/$video_id"
.venv/bin/podreel events "$video_id"
.venv/bin/podreel get "$video_id" --out "$OUT" --yes >/dev/null
echo "Video: $PWD/$OUT/video.mp4"
echo "In the web page: run .venv/bin/podreel up --data $DATA"
echo "  then open http://127.0.0.1:8000/videos/$video_id"
