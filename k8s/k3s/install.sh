#!/usr/bin/env bash
# Brings a bare Debian or Ubuntu machine with 16 GB to its first video: checks it, installs K3s and Helm if they are
# missing, imports Podreel's images, sets up TLS, installs the chart and makes a video. Can be run again at any time.
set -euo pipefail
CALLED_FROM=$PWD
cd "$(dirname "$0")/../.."
. k8s/versions.sh
. k8s/images/names.sh
. k8s/k3s/options.sh
. k8s/k3s/checks.sh

# The newest release of each that was known when this was written; K3s and Helm that are there already are left alone.
K3S_VERSION=${K3S_VERSION:-v1.36.2+k3s1}
CERT_MANAGER_VERSION=${CERT_MANAGER_VERSION:-v1.21.1}
CHART=charts/podreel
IMAGES=("docker.io/podreel/api:$RELEASE" "docker.io/podreel/runner:$RELEASE")
export KUBECONFIG=${K3S_KUBECONFIG_OUTPUT:-/etc/rancher/k3s/k3s.yaml} # K3s' own variable; never another cluster's
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT

fail() {
    echo "Stopped: $1." >&2
    echo "Next: $2." >&2
    exit 1
}

step() {
    printf '\n== %s\n' "$1"
}

run() { # COMMAND...: with --dry-run only printed
    if [[ $DRY_RUN == yes ]]; then
        local words
        printf -v words ' %q' "$@"
        echo "  $words"
    else
        "$@"
    fi
}

keep_domain() { # of an earlier run
    [[ -z $DOMAIN ]] && has_k3s || return 0
    DOMAIN=$(k3s kubectl get ingress podreel-api -n podreel -o 'jsonpath={.spec.tls[0].hosts[0]}' 2>/dev/null) || return 0
    [[ -z $DOMAIN ]] || EMAIL=$(k3s kubectl get clusterissuer letsencrypt -o 'jsonpath={.spec.acme.email}')
}

quietly() { # COMMAND...: as run, but what it says is shown only if it fails
    if [[ $DRY_RUN == yes ]]; then
        run "$@"
    else
        "$@" >"$WORK/said" 2>&1 || { cat "$WORK/said" >&2; return 1; }
    fi
}

install_k3s() {
    if has_k3s; then
        step "K3s is installed: $(k3s --version | head -n 1)"
        return
    fi
    step "Install K3s $K3S_VERSION: its own installer is downloaded from https://get.k3s.io and run as root"
    run curl -fsSL https://get.k3s.io -o "$WORK/k3s.sh" || fail "https://get.k3s.io does not answer" "check the network"
    run env "INSTALL_K3S_VERSION=$K3S_VERSION" sh "$WORK/k3s.sh" ||
        fail "K3s' installer failed with the message above" "see: journalctl -u k3s -n 50"
}

wait_for_k3s() {
    step "Wait for the node, and for what K3s installs by itself"
    local tries
    for tries in {1..60}; do # the node takes a moment to register; `wait` fails where there is nothing yet
        [[ $DRY_RUN == no && -z "$(k3s kubectl get nodes -o name 2>/dev/null)" && $tries -lt 60 ]] || break
        sleep 2
    done
    quietly k3s kubectl wait --for=condition=Ready node --all --timeout=120s ||
        fail "the node is not ready" "see: sudo k3s kubectl describe nodes; journalctl -u k3s -n 50"
}

install_helm() {
    if command -v helm >/dev/null; then
        step "Helm is installed: $(helm version --short)"
        return
    fi
    local machine=amd64
    [[ $(uname -m) == x86_64 ]] || machine=arm64
    local file=helm-$HELM_VERSION-linux-$machine.tar.gz
    step "Install Helm $HELM_VERSION into /usr/local/bin: downloaded from https://get.helm.sh, with its checksum"
    run curl -fsSL --output-dir "$WORK" -O "https://get.helm.sh/$file" -O "https://get.helm.sh/$file.sha256sum" ||
        fail "https://get.helm.sh does not answer" "check the network, or install Helm 3 or 4 yourself"
    run env -C "$WORK" sha256sum --check --quiet "$file.sha256sum" || fail "Helm's checksum is wrong" "try again"
    run tar -C "$WORK" -xzf "$WORK/$file"
    run install -m 755 "$WORK/linux-$machine/helm" /usr/local/bin/helm
}

find_images() { # sets IMAGES_FILE to what is to be imported; it stays empty if K3s has the images already
    [[ -z $IMAGES_FILE ]] || return 0
    if has_k3s && has_images; then
        step "K3s has Podreel's images"
        return
    fi
    IMAGES_FILE=dist/podreel-images.tar
    step "Build Podreel's images (about ten minutes; --images or --registry spare them)"
    run make images "SAVE=$IMAGES_FILE" || fail "the images can't be built" "see the message above"
}

import_images() {
    if [[ -n $IMAGES_FILE ]]; then
        step "Import Podreel's images from $IMAGES_FILE"
        quietly k3s ctr images import "$IMAGES_FILE" || fail "K3s can't import $IMAGES_FILE" \
            "make it again: make images SAVE=$IMAGES_FILE"
    fi
    [[ $DRY_RUN == yes ]] || has_images || fail "$IMAGES_FILE is of another version: K3s still lacks ${IMAGES[*]}" \
        "make it again: make images SAVE=$IMAGES_FILE"
    step "Let the kubelet keep the images: it removes unused ones when the disk fills, and these are in no registry"
    local image
    for image in "${IMAGES[@]}"; do
        quietly k3s ctr images label "$image" io.cri-containerd.pinned=pinned
    done
}

install_tls() {
    if k3s kubectl get crd clusterissuers.cert-manager.io >/dev/null 2>&1; then
        step "cert-manager is installed"
    else
        step "Install cert-manager $CERT_MANAGER_VERSION, which fetches certificates from Let's Encrypt"
        quietly helm upgrade --install cert-manager oci://quay.io/jetstack/charts/cert-manager \
            --version "$CERT_MANAGER_VERSION" -n cert-manager --create-namespace --set crds.enabled=true \
            --wait --timeout 10m || fail "cert-manager can't be installed" "see: sudo k3s kubectl get pods -n cert-manager"
    fi
    sed "s|EMAIL|$EMAIL|" k8s/k3s/issuer.yaml >"$WORK/issuer.yaml"
    quietly k3s kubectl apply -f "$WORK/issuer.yaml"
}

install_chart() {
    local options=(-f "$CHART/values-k3s.yaml" -f "$CHART/values-16gb.yaml") file
    [[ -z $DOMAIN ]] || options+=(-f "$CHART/values-tls.yaml"
        --set "api.ingress.host=$DOMAIN,api.publicUrl=https://$DOMAIN")
    [[ -z $REGISTRY ]] || options+=(
        --set "api.image.repository=$REGISTRY/podreel-api,video.image.repository=$REGISTRY/podreel-runner")
    for file in "${VALUES[@]}"; do
        options+=(-f "$file")
    done
    step "Install the chart, and wait for its pods"
    quietly helm upgrade --install podreel "$CHART" -n podreel --create-namespace --reset-then-reuse-values "${options[@]}" \
        --wait --timeout 10m || fail "Helm failed with the message above" \
        "see: sudo k3s kubectl get pods -n podreel; sudo k3s kubectl describe pods -n podreel"
    [[ -z $DOMAIN ]] || quietly k3s kubectl wait --for=condition=Ready certificate/podreel-tls -n podreel --timeout=300s ||
        fail "there is no certificate for $DOMAIN" "let its DNS entry and port 80 lead here; see: \
sudo k3s kubectl describe challenges -n podreel"
}

make_video() {
    [[ $WANTS_VIDEO == yes ]] || return 0
    step "Make the first video (some minutes)"
    quietly helm test podreel -n podreel --timeout 30m --logs || fail "the first video failed" \
        "see: sudo k3s kubectl logs -n podreel podreel-test, and sudo k3s kubectl get pods -n podreel"
}

tell_next_steps() {
    [[ $DRY_RUN == no ]] || { step "Nothing was changed: --dry-run"; return; }
    local address="http://podreel.local" key
    [[ -z $DOMAIN ]] || address=https://$DOMAIN
    key=$(k3s kubectl get secret podreel-keys -n podreel -o 'jsonpath={.data.operator-key}' | base64 -d)
    step "Podreel is ready"
    echo "Address:  $address"
    echo "Key:      $key"
    [[ -n $DOMAIN ]] || echo "Name:     add the line \`$(machine_address) podreel.local\` to /etc/hosts where you call it
          from. Key and videos travel unencrypted: for a network that you don't trust, run this again with --domain."
    cat <<END

From any machine with the podreel command:
  export PODREEL_URL=$address PODREEL_API_KEY=$key
  podreel submit "Explain the Pythagorean theorem" --watch
On this machine:
  sudo k3s kubectl get jobs -n podreel -L podreel/status,podreel/stage     # all videos
  sudo $0 --values keys.yaml     # models' keys: \`secrets: {anthropicApiKey: …}\` in that file
END
}

read_options "$@"
keep_domain
check_machine
install_k3s
wait_for_k3s
install_helm
if [[ -z $REGISTRY ]]; then
    find_images
    import_images
fi
[[ -z $DOMAIN ]] || install_tls
install_chart
make_video
tell_next_steps
