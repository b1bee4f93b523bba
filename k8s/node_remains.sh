# shellcheck shell=bash
# Removes everything that a node created on this machine, even after a kill or a reboot: processes, mounts, cgroups,
# iptables rules, links. Built programs and the images in containerd's store stay. Sourced after node_parts.sh.

has_remains() {
    [[ -d $NODE/run || -d $NODE_RUN ]]
}

remove_node() {
    has_remains || return 0
    stop volumes kube-proxy kubelet kube-scheduler kube-controller-manager
    end_containers
    stop kube-apiserver containerd etcd
    unmount_below "$NODE_RUN"
    unmount_below "$NODE"
    remove_rules
    remove_cgroups
    if [[ -d /var/log/containers ]]; then # the kubelet always creates links there
        find /var/log/containers -lname "$NODE/*" -delete
    fi
    if [[ -r $NODE_RUN/ip_forward ]]; then
        cat "$NODE_RUN/ip_forward" >/proc/sys/net/ipv4/ip_forward
    fi
    # never into a mount that could not be unmounted
    rm -rf --one-file-system "$NODE_RUN"
    find "$NODE" -mindepth 1 -maxdepth 1 ! -name containerd ! -name logs \
        -exec rm -rf --one-file-system {} + 2>/dev/null || true
}

end_containers() { # by the kernel first, so that none can refuse; then containerd forgets them and frees their disks
    local group pid
    for group in $(cgroups); do
        [[ -d $group ]] || continue
        find "$group" -name cgroup.procs -exec cat {} + 2>/dev/null || true
    done | sort -u | grep -vx 0 | xargs -r kill -KILL 2>/dev/null || true # 0 is one that we can't see
    forget_containers
    for pid in $(shims); do
        kill -KILL "$pid" 2>/dev/null || true
    done
}

forget_containers() { # those in containerd's store, which outlives a crash
    is_running containerd || return 0
    ctr tasks ls -q | xargs -r -n 1 timeout 10 ctr -a "$CONTAINERD_SOCKET" -n k8s.io tasks rm -f >/dev/null 2>&1 || true
    ctr containers ls -q | xargs -r timeout 20 ctr -a "$CONTAINERD_SOCKET" -n k8s.io containers rm >/dev/null 2>&1 || true
}

shims() { # the processes that hold this node's containers, known by its socket in their command line
    local folder
    for folder in /proc/[0-9]*; do
        tr '\0' ' ' 2>/dev/null <"$folder/cmdline" | grep -q -- "^[^ ]*containerd-shim.* -address $CONTAINERD_SOCKET" || continue
        basename "$folder"
    done
}

unmount_below() { # DIR, the deepest first
    local place
    awk -v below="$1/" 'index($2, below) == 1 {print $2}' /proc/self/mounts | sort -r | while read -r place; do
        place=$(printf '%b' "$place") # the kernel writes a space as \040
        umount "$place" 2>/dev/null || umount -l "$place" 2>/dev/null || true
    done
}

remove_rules() {
    command -v iptables >/dev/null || return 0
    [[ ! -x $BIN/kube-proxy ]] || "$BIN/kube-proxy" --cleanup >/dev/null 2>&1 || true
    local table rule
    for table in nat filter; do
        iptables -w -t "$table" -S 2>/dev/null | grep -E -- '--comment podreel |-j KUBE-FIREWALL$' | while read -r rule; do
            # shellcheck disable=SC2086 # split into words on purpose
            iptables -w -t "$table" -D ${rule#-A }
        done || true
    done
    iptables -w -F KUBE-FIREWALL 2>/dev/null && iptables -w -X KUBE-FIREWALL || true # the proxy's cleanup leaves it
}

remove_cgroups() { # a cgroup can be removed once its last process has ended, which may take a moment
    local group tries
    for group in $(cgroups); do
        for tries in 1 2 3 4 5 6 7 8 9 10; do
            [[ -d $group ]] || break
            find "$group" -depth -type d -exec rmdir {} \; 2>/dev/null || true
            [[ ! -d $group ]] || sleep "0.$tries"
        done
    done
}
