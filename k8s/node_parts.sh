# shellcheck shell=bash
# The parts of the built node besides the API server: containerd, kubelet, scheduler, proxy, volumes, DNS. Sourced after
# versions.sh, processes.sh, certificates.sh and api_server.sh; DIR is $NODE.

NODE_PARTS=(volumes kube-proxy kubelet kube-scheduler kube-controller-manager kube-apiserver etcd containerd)
POD_NETWORK=10.244.0.0/24
PAUSE_IMAGE=docker.io/podreel/pause:$(cat "$BIN/pause.stamp" 2>/dev/null || true)
COREDNS_IMAGE=docker.io/podreel/coredns:$COREDNS_VERSION

ctr() {
    command ctr -a "$CONTAINERD_SOCKET" -n k8s.io "$@"
}

fill() { # FILE: prints it with the paths and names of this node
    sed -e "s|NODE|$NODE|g; s|RUN|$NODE_RUN|g; s|ADDRESS|$ADDRESS|g; s|POD_NETWORK|$POD_NETWORK|g" \
        -e "s|PAUSE_IMAGE|$PAUSE_IMAGE|g; s|COREDNS_IMAGE|$COREDNS_IMAGE|g; s|UPSTREAM|$UPSTREAM|g" "k8s/node/$1"
}

write_settings() { # ADDRESS is this machine's; UPSTREAM forwards CoreDNS to outside names, empty if there is no server
    mkdir -p "$NODE/cni" "$NODE_RUN"
    local resolv=/run/systemd/resolve/resolv.conf
    [[ -r $resolv ]] || resolv=/etc/resolv.conf
    grep -Ev '^nameserver (127\.|::1)' "$resolv" >"$NODE/resolv.conf" || true
    UPSTREAM=""
    ! grep -q '^nameserver' "$NODE/resolv.conf" || UPSTREAM="forward . /etc/resolv.conf"
    fill containerd.toml >"$NODE/containerd.toml"
    fill kubelet.yaml >"$NODE/kubelet.yaml"
    fill cni.conflist >"$NODE/cni/10-podreel.conflist"
    fill system.yaml >"$NODE/system.yaml"
}

prepare_kernel() { # IP forwarding for pods, and the node's own cgroup in every hierarchy
    local group
    cat /proc/sys/net/ipv4/ip_forward >"$NODE_RUN/ip_forward"
    echo 1 >/proc/sys/net/ipv4/ip_forward
    iptables -t nat -A POSTROUTING -s "$POD_NETWORK" ! -d "$POD_NETWORK" -m comment --comment podreel -j MASQUERADE
    iptables -I FORWARD -s "$POD_NETWORK" -m comment --comment podreel -j ACCEPT
    iptables -I FORWARD -d "$POD_NETWORK" -m comment --comment podreel -j ACCEPT
    # Until kube-proxy knows a new service, its address leads out of this machine, where another server may answer.
    # A client that keeps such a connection would then talk to that server for good.
    iptables -I FORWARD -d "$SERVICE_NETWORK" -m comment --comment podreel -j REJECT
    iptables -I OUTPUT -d "$SERVICE_NETWORK" -m comment --comment podreel -j REJECT
    for group in $(cgroups); do
        mkdir -p "$group"
    done
}

cgroups() { # the folders of the node's cgroup: one with cgroup v2, one per controller with v1
    awk '$3 ~ /^cgroup2?$/ {print $2 "/podreel"}' /proc/self/mounts
}

start_containerd() {
    start containerd containerd --config "$NODE/containerd.toml"
    wait_until containerd 20 ctr version || give_up containerd
    [[ -n "$(ctr images ls -q "name==$PAUSE_IMAGE")" ]] ||
        k8s/node/image.sh "$PAUSE_IMAGE" "$BIN/pause" | ctr images import - >/dev/null
    [[ -n "$(ctr images ls -q "name==$COREDNS_IMAGE")" ]] ||
        k8s/node/image.sh "$COREDNS_IMAGE" "$BIN/coredns" | ctr images import - >/dev/null
}

start_node() {
    write_kubeconfig "$NODE/kubelet.kubeconfig" "system:node:$NODE_NAME"
    start kubelet "$BIN/kubelet" --config "$NODE/kubelet.yaml" --kubeconfig "$NODE/kubelet.kubeconfig" \
        --root-dir "$NODE/kubelet" --node-ip "$ADDRESS" --hostname-override "$NODE_NAME"
    start kube-scheduler "$BIN/kube-scheduler" --kubeconfig "$NODE/kubeconfig" --secure-port 0 --leader-elect=false
    start kube-proxy "$BIN/kube-proxy" --kubeconfig "$NODE/kubeconfig" --hostname-override "$NODE_NAME" \
        --proxy-mode iptables --cluster-cidr "$POD_NETWORK" --conntrack-max-per-core 0 --conntrack-min 0
    start volumes "$BIN/volumes" --kubeconfig "$NODE/kubeconfig" --root "$NODE/volumes"
    kubectl apply -f "$NODE/system.yaml" >/dev/null
    wait_until kubelet 60 kubectl wait --for=condition=Ready "node/$NODE_NAME" --timeout=1s || give_up kubelet
    local part
    for part in "${NODE_PARTS[@]}"; do
        is_running "$part" || give_up "$part"
    done
    kubectl -n kube-system rollout status deployment/coredns --timeout=60s >/dev/null || give_up_names
    touch "$NODE/ready"
}

give_up_names() { # CoreDNS runs in a pod: shows the pod, its events and the end of its log
    echo "CoreDNS is not ready. Its pod, events and the end of its log:" >&2
    local what
    for what in "get pods --selector k8s-app=kube-dns --no-headers" \
        "get events --field-selector type=Warning --no-headers" "logs deployment/coredns --tail 5"; do
        # shellcheck disable=SC2086 # split into words on purpose
        kubectl -n kube-system --request-timeout 5s $what 2>&1 | tail -n 5 >&2 || true
    done
    end_with_next_step
}

is_node_up() {
    local part
    [[ -e $NODE/ready ]] || return 1
    for part in "${NODE_PARTS[@]}"; do
        is_running "$part" || return 1
    done
    [[ "$(kubectl get --raw /readyz 2>/dev/null)" == ok ]]
}
