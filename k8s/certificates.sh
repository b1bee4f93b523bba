# shellcheck shell=bash
# Creates the keys of a cluster in $DIR/pki: a certificate authority, a server certificate for API server and kubelet,
# the API server's client certificate for the kubelet, the service accounts' key, and the tokens of the two users. Sourced.

make_certificates() { # ADDRESS: where server and kubelet are reached, beside 127.0.0.1
    local pki=$DIR/pki
    [[ ! -e $pki/tokens.csv ]] || return 0
    mkdir -p "$pki"
    chmod 700 "$pki"
    (
        cd "$pki" || exit
        new_key ca
        # Since 3.13 Python refuses an authority without keyUsage, and certificates without the authority's key id.
        openssl req -x509 -key ca.key -out ca.crt -days 3650 -subj "/CN=podreel-development" \
            -addext keyUsage=critical,keyCertSign,cRLSign 2>/dev/null
        sign server "/CN=podreel" "serverAuth
subjectAltName=IP:127.0.0.1,IP:$1,IP:$SERVICE_ADDRESS,DNS:localhost,DNS:kubernetes,DNS:kubernetes.default,\
DNS:kubernetes.default.svc,DNS:kubernetes.default.svc.cluster.local"
        sign apiserver "/O=system:masters/CN=kube-apiserver" clientAuth
        new_key accounts
        {
            echo "$(new_token),admin,1,\"system:masters\""
            echo "$(new_token),system:node:$NODE_NAME,2,\"system:nodes\""
        } >tokens.csv
    )
}

new_key() {
    openssl ecparam -name prime256v1 -genkey -noout -out "$1.key"
}

sign() { # NAME SUBJECT USAGE
    new_key "$1"
    openssl req -new -key "$1.key" -subj "$2" | openssl x509 -req -CA ca.crt -CAkey ca.key -CAcreateserial -days 3650 \
        -out "$1.crt" -extfile <(printf 'authorityKeyIdentifier=keyid\nsubjectKeyIdentifier=hash\nextendedKeyUsage=%s\n' "$3") 2>/dev/null
}

new_token() {
    openssl rand -hex 24
}

write_kubeconfig() { # FILE USER
    local token
    token=$(grep ",$2," "$DIR/pki/tokens.csv" | cut -d , -f 1)
    (umask 077 && cat >"$1") <<EOF
apiVersion: v1
kind: Config
current-context: podreel
contexts: [{name: podreel, context: {cluster: podreel, user: podreel}}]
users: [{name: podreel, user: {token: $token}}]
clusters:
- name: podreel
  cluster: {server: "https://127.0.0.1:$API_PORT", certificate-authority-data: $(base64 -w 0 "$DIR/pki/ca.crt")}
EOF
}
