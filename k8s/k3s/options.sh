# shellcheck shell=bash disable=SC2034
# The options of install.sh. Sourced after names.sh, from the repository's root, by a script that defines `fail`, and
# CALLED_FROM: the folder that names of files are relative to.
DOMAIN='' EMAIL='' REGISTRY='' IMAGES_FILE='' DRY_RUN=no WANTS_VIDEO=yes VALUES=()

show_help() {
    cat <<'END'
Usage: sudo k8s/k3s/install.sh [OPTIONS]
Brings a bare Debian or Ubuntu machine with 16 GB to its first video on K3s. Can be run again at any time.

  --domain NAME      serve https://NAME with a certificate from Let's Encrypt; its DNS entry must lead here
  --email ADDRESS    the account's at Let's Encrypt; needed with --domain
  --images FILE      what `make images SAVE=FILE` saved (default: dist/podreel-images.tar, built if missing)
  --registry PLACE   pull the images from there instead: what `make images PUSH=PLACE` pushed; name it each time
  --values FILE      more values for the chart, such as models' keys; may be repeated
  --no-video         stop before the first video
  --dry-run          check the machine and print the steps; change nothing
END
}

read_options() {
    while [[ $# -gt 0 ]]; do
        case $1 in
            --dry-run) DRY_RUN=yes ;;
            --no-video) WANTS_VIDEO=no ;;
            -h | --help)
                show_help
                exit 0
                ;;
            --domain | --email | --images | --registry | --values)
                [[ $# -gt 1 && -n $2 && $2 != --* ]] || fail "$1 has no value" "see: $0 --help"
                set_option "$1" "$2"
                shift
                ;;
            *) fail "there is no option $1" "see: $0 --help" ;;
        esac
        shift
    done
    [[ -z $DOMAIN || -n $EMAIL ]] || fail "--domain needs --email, for Let's Encrypt" "add --email you@$DOMAIN"
    [[ -z $EMAIL || -n $DOMAIN ]] || fail "--email is for certificates, which need a domain" "add --domain NAME"
    [[ -n $IMAGES_FILE || -n $REGISTRY || ! -e dist/podreel-images.tar ]] || IMAGES_FILE=dist/podreel-images.tar
}

set_option() { # NAME VALUE
    local file=$2
    [[ $file == /* ]] || file=$CALLED_FROM/$file
    case $1 in
        --domain)
            [[ $2 =~ ^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$ ]] ||
                fail "--domain $2 is no domain" "give its name alone, in lower case, such as videos.example.org"
            DOMAIN=$2
            ;;
        --email)
            [[ $2 =~ ^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]+$ ]] ||
                fail "--email $2 is no e-mail address" "give one, such as you@example.org"
            EMAIL=$2
            ;;
        --images)
            [[ -r $file && ! -d $file ]] || fail "$2 can't be read" "make it with: make images SAVE=$file"
            IMAGES_FILE=$file
            ;;
        --registry)
            is_registry_place "${2%/}" || fail "--registry $2 is no place in a registry" \
                "give it without https:// and without a tag, such as registry.example/team"
            REGISTRY=${2%/}
            ;;
        --values)
            [[ -r $file && ! -d $file ]] || fail "$2 can't be read" "name a file of values; charts/podreel/values.yaml has them all"
            VALUES+=("$file")
            ;;
    esac
}
