# shellcheck shell=bash
# Builds and stores images, with Docker, Podman or nerdctl if one answers, else with buildah in a store below the cache.
# All call them docker.io/..., as Kubernetes does. Sourced after versions.sh by scripts that define a function `fail`,
# from the repository's root.
IMAGES=$CACHE/images

has_engine() { # sets ENGINE: the first that answers; their commands are alike
    if [[ -z ${ENGINE+known} ]]; then
        for ENGINE in docker podman nerdctl ""; do
            [[ -n $ENGINE ]] && "$ENGINE" info >/dev/null 2>&1 && break
        done
    fi
    [[ -n $ENGINE ]]
}

store() { # buildah
    buildah --root "$IMAGES/store" --runroot "/run/podreel-images$IMAGES" --storage-driver "$(<"$IMAGES/driver")" "$@"
}

prepare_store() {
    mkdir -p "$IMAGES" 2>/dev/null || fail "$CACHE can't be written" "set PODREEL_CACHE to a writable folder"
    if ! command -v buildah >/dev/null || ! command -v debootstrap >/dev/null; then
        install_builder
    fi
    [[ $EUID -eq 0 ]] || fail "without Docker or Podman, building images needs root" \
        "start Docker, or install Podman, or run the same command with sudo -E"
    [[ -s $IMAGES/driver ]] || find_driver >"$IMAGES/driver"
}

install_builder() {
    local install="apt-get install -y --no-install-recommends buildah debootstrap"
    command -v apt-get >/dev/null && [[ $EUID -eq 0 ]] ||
        fail "neither Docker, Podman nor nerdctl answers, and buildah or debootstrap is missing" \
            "start Docker, or install Podman, or install both, on Debian with: sudo $install"
    echo "Installing buildah and debootstrap with apt ..." >&2
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive $install -qq -o DPkg::Lock::Timeout=300; } \
        >"$IMAGES/apt.log" 2>&1 || fail "apt failed: $(tail -n 1 "$IMAGES/apt.log")" "fix that, then try again"
}

find_driver() { # overlay shares layers on the disk; vfs, which copies each, works everywhere
    local trial driver=vfs
    trial=$(mktemp -d "$IMAGES/overlay.XXXXXX")
    mkdir "$trial"/{lower,upper,work,merged}
    if mount -t overlay overlay "$trial/merged" \
        -o "lowerdir=$trial/lower,upperdir=$trial/upper,workdir=$trial/work" 2>/dev/null; then
        umount "$trial/merged"
        driver=overlay
    fi
    rm -rf "$trial"
    echo "$driver"
}

has_image() {
    if has_engine; then
        "$ENGINE" image inspect "docker.io/$1" >/dev/null 2>&1
    else
        store inspect --type image "docker.io/$1" >/dev/null 2>&1
    fi
}

build_image() { # NAME DOCKERFILE [FOLDER]
    local log=$IMAGES/${2##*/}.log
    has_image "$1" && return
    echo "Building $1 ..." >&2
    mkdir -p "$IMAGES"
    if has_engine; then
        "$ENGINE" build -q --build-arg BASE_IMAGE=docker.io/library/debian:trixie-slim -f "$2" -t "docker.io/$1" \
            "${3:-.}" >"$log" 2>&1
    else
        store bud --layers --isolation chroot --build-arg "BASE_IMAGE=docker.io/$BASE_IMAGE" -f "$2" -t "docker.io/$1" \
            "${3:-.}" >"$log" 2>&1
    fi || fail "$1: $(grep -vE '^ *$|exited with status|^Error: building at STEP' "$log" | tail -n 1 | cut -c1-300)" \
        "check that package sources are reachable and the disk has 8 GB free; all output is in $log"
    IS_NEW=yes
}

tag_image() { # NAME OTHER
    if has_engine; then
        "$ENGINE" tag "docker.io/$1" "$2"
    else
        store tag "docker.io/$1" "$2"
    fi
}

build_base() { # only for buildah; the others pull debian:trixie-slim from its registry
    has_image "$BASE_IMAGE" && return
    echo "Fetching Debian for $BASE_IMAGE ..." >&2
    rm -rf "$IMAGES/base"
    mkdir -p "$IMAGES/base"
    k8s/images/base.sh "$IMAGES/base/root"
    build_image "$BASE_IMAGE" k8s/images/Dockerfile.base "$IMAGES/base"
    rm -rf "$IMAGES/base"
}

fill_layout() { # NAME: writes an image of buildah's store to an OCI layout, whose folder it prints
    local layout=$IMAGES/layout/${1%:*}
    if [[ "$(cat "$layout/name" 2>/dev/null)" != "$1" ]]; then
        mkdir -p "${layout%/*}"
        rm -f "$layout/name"
        store push -q "docker.io/$1" "oci:$layout:newest" >/dev/null || return # nobody's `set -e` reaches here
        echo "$1" >"$layout/name"
    fi
    echo "$layout"
}

remove_old_images() { # NAME...: keeps these, the newest other one of each, and releases
    local name old
    has_engine || store rm --all >/dev/null # what a build that was killed has left holds its images
    for name in "$@"; do
        mapfile -t old < <(list_images | grep -E "^${name%:*}:[0-9a-f]{12}$" | grep -vx "$name" | tail -n +2)
        [[ ${#old[@]} -eq 0 ]] || remove_images "${old[@]}"
    done
    has_engine || [[ $(du -s -BG "$IMAGES/store" | cut -dG -f1) -lt $(store_limit) ]] || store rmi --prune >/dev/null
}

store_limit() { # in GB, of layers kept to speed up the next build
    [[ "$(<"$IMAGES/driver")" == overlay ]] && echo 12 || echo 60
}

list_images() { # the newest first
    local format='{{.Repository}}:{{.Tag}}'
    if has_engine; then
        "$ENGINE" image ls --format "$format"
    else
        store images --format "${format/Repository/Name}"
    fi | sed 's#^docker.io/##'
}

remove_images() {
    if has_engine; then
        "$ENGINE" image rm "${@/#/docker.io/}" >/dev/null
    else
        store rmi "${@/#/docker.io/}" >/dev/null
    fi
}
