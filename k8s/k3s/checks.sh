# shellcheck shell=bash
# What a machine needs before K3s and videos come to it. Sourced by install.sh; reads only.

MEMORY_KB=15000000 # a machine sold with 16 GB shows a little less
DISK_GB=30         # K3s and images 12, a video being made 10, and some finished ones
PORTS=(80 443 6443 10250)

has_k3s() {
    command -v k3s >/dev/null
}

has_images() { # in K3s
    local image
    for image in "${IMAGES[@]}"; do
        [[ -n "$(k3s ctr images ls -q "name==$image" 2>/dev/null)" ]] || return 1
    done
}

machine_address() {
    ip -4 -o addr show scope global | awk '{sub("/.*", "", $4); print $4; exit}'
}

check_machine() { # tells all problems at once
    step "Check this machine"
    local problems
    problems=$(problems_of_machine)
    if [[ -z $problems ]]; then
        echo "   memory, disk, ports and control groups suffice"
        return
    fi
    sed 's/^/   /' <<<"$problems"
    [[ $DRY_RUN == yes ]] || fail "this machine can't serve videos as it is" "mend what is listed above, then run this again"
}

problems_of_machine() { # one a line
    [[ $EUID -eq 0 ]] || echo "- This needs root: run it with sudo."
    command -v make >/dev/null || [[ -n $IMAGES_FILE$REGISTRY ]] || echo "- make is missing: run apt-get install make."
    command -v curl >/dev/null || has_k3s || echo "- curl is missing: run apt-get install curl."
    case $(uname -m) in
        x86_64 | aarch64) ;;
        *) echo "- K3s and Podreel's images are for x86_64 and arm64, not for $(uname -m)." ;;
    esac
    local memory disk
    memory=$(free --kibi | awk '$1 == "Mem:" {print $2}')
    [[ $memory -ge $MEMORY_KB ]] || echo "- $((memory / 1000000)) GB of memory are too little: a video needs a machine with 16 GB."
    disk=$(df -BG --output=avail "$(nearest_folder /var/lib/rancher)" | tail -n 1 | tr -dc 0-9)
    [[ $disk -ge $DISK_GB ]] || echo "- $disk GB of free disk below /var/lib are too little: free or add some, to $DISK_GB GB."
    if ! has_k3s; then
        problems_of_groups
        problems_of_ports
    fi
    [[ -z $DOMAIN ]] || getent ahosts "$DOMAIN" >/dev/null ||
        echo "- $DOMAIN has no DNS entry: add one that leads to this machine ($(machine_address))."
}

nearest_folder() { # PATH: itself, or the nearest one above it that exists
    local folder=$1
    while [[ ! -d $folder ]]; do
        folder=$(dirname "$folder")
    done
    echo "$folder"
}

problems_of_groups() {
    local have=/sys/fs/cgroup/cgroup.controllers name
    if [[ ! -r $have ]]; then
        echo "- Control groups are of version 1, which Kubernetes 1.35 and later refuse: boot with systemd.unified_cgroup_hierarchy=1."
        return
    fi
    for name in cpu memory pids; do
        grep -qw "$name" "$have" || echo "- The control group \`$name\` is off: boot with cgroup_enable=$name."
    done
}

problems_of_ports() {
    local port
    for port in "${PORTS[@]}"; do
        [[ -z "$(ss -Hltn "sport = :$port")" ]] || echo "- Port $port is in use: stop the program that uses it (see ss -ltnp)."
    done
}
