#!/usr/bin/env bash
# Builds the programs of a Kubernetes node into the cache with Go: Kubernetes, CoreDNS, Helm and a pause program; apt
# installs the rest. `build_node.sh control-plane` builds only what k8s/control_plane.sh runs. Quick if all exist.
set -euo pipefail
cd "$(dirname "$0")/.."
. k8s/versions.sh
. k8s/go.sh

fail() {
    echo "The node can't be built: $1." >&2
    echo "Next: $2." >&2
    exit 1
}

install_packages() { # with apt, those that are missing
    local missing=()
    for package in "$@"; do
        [[ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" == installed ]] || missing+=("$package")
    done
    [[ ${#missing[@]} -gt 0 ]] || return 0
    command -v apt-get >/dev/null || fail "this system has no apt" \
        "install the equivalents of these Debian packages: ${missing[*]}"
    local sudo=()
    [[ $EUID -eq 0 ]] || sudo=(sudo -n)
    local install=(apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300 "${missing[@]}")
    if [[ $EUID -ne 0 ]] && ! sudo -n true 2>/dev/null; then
        fail "system packages are missing" "run sudo ${install[*]}"
    fi
    echo "Installing ${missing[*]} with apt ..."
    local log=$CACHE/logs/apt.log
    mkdir -p "$CACHE/logs"
    keep_services_from_starting
    { "${sudo[@]}" apt-get update -qq && "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive "${install[@]}"; } \
        >"$log" 2>&1 || fail "apt failed: $(tail -n 1 "$log")" "fix that, or install ${missing[*]} by hand"
}

keep_services_from_starting() { # Debian starts etcd and containerd when it installs them; the node starts its own
    local policy=/usr/sbin/policy-rc.d
    [[ ! -e $policy ]] || return 0
    # shellcheck disable=SC2064 # expanded now on purpose
    trap "${sudo[*]} rm -f $policy" EXIT
    printf '#!/bin/sh\nexit 101\n' | "${sudo[@]}" tee "$policy" >/dev/null
    "${sudo[@]}" chmod +x "$policy"
}

build_kubernetes() {
    local stamp build=$CACHE/build/node
    stamp="$KUBERNETES_VERSION $(cat k8s/node/*.go k8s/node/go_mod.sh | sha256sum | cut -c1-12)"
    is_built kube "$stamp" && return
    find_go
    echo "Building Kubernetes $KUBERNETES_VERSION (about four minutes the first time) ..."
    mkdir -p "$BIN" "$CACHE/logs"
    rm -rf "$build" "$BIN/kube.stamp"
    mkdir -p "$build"
    cp k8s/node/*.go "$build"
    k8s/node/go_mod.sh "$GO" "$KUBERNETES_VERSION" >"$build/go.mod" 2>"$CACHE/logs/build-kube.log" ||
        fail "Kubernetes $KUBERNETES_VERSION can't be downloaded" "check that the Go module proxy is reachable"
    local numbers=${KUBERNETES_VERSION#v1.} version=k8s.io/component-base/version
    run_go "$CACHE/logs/build-kube.log" mod tidy -C "$build"
    run_go "$CACHE/logs/build-kube.log" build -C "$build" -trimpath -o "$BIN/kube" -ldflags "-s -w \
        -X $version.gitVersion=$KUBERNETES_VERSION -X $version.gitMajor=1 -X $version.gitMinor=${numbers%%.*}" .
    for name in kube-apiserver kube-controller-manager kube-scheduler kubelet kube-proxy volumes kubectl; do
        ln -sf kube "$BIN/$name"
    done
    echo "$stamp" >"$BIN/kube.stamp"
}

build_pause() {
    local stamp
    stamp=$(sha256sum k8s/node/pause/main.go | cut -c1-12)
    is_built pause "$stamp" && return
    find_go
    run_go "$CACHE/logs/build-pause.log" build -trimpath -ldflags "-s -w" -o "$BIN/pause" k8s/node/pause/main.go
    echo "$stamp" >"$BIN/pause.stamp"
}

build_helm() { # with the version of Kubernetes, as Helm's releases are; else it renders charts for 1.20
    local numbers=${KUBERNETES_VERSION#v1.} helm=helm.sh/helm/v3
    go_install helm $helm/cmd/helm "$HELM_VERSION" "-X $helm/internal/version.version=$HELM_VERSION \
-X $helm/pkg/chartutil.k8sVersionMajor=1 -X $helm/pkg/chartutil.k8sVersionMinor=${numbers%%.*} \
-X $helm/pkg/lint/rules.k8sVersionMajor=1 -X $helm/pkg/lint/rules.k8sVersionMinor=${numbers%%.*}"
}

mkdir -p "$BIN" 2>/dev/null || fail "$CACHE can't be written" "set PODREEL_CACHE to a writable folder"
exec 6>"$CACHE/build.lock"
flock 6 # if two build at once, the second one finds everything built
install_packages etcd-server openssl
build_kubernetes
[[ "${1:-}" != control-plane ]] || exit 0
install_packages containerd runc containernetworking-plugins iptables conntrack
build_pause
go_install coredns github.com/coredns/coredns "$COREDNS_VERSION"
build_helm
