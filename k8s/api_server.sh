# shellcheck shell=bash disable=SC2034
# Starts etcd, the API server and the controllers in $DIR, for tests without nodes and for the built node.
# Sourced after versions.sh, processes.sh and certificates.sh.

SERVICE_NETWORK=10.96.0.0/16
SERVICE_ADDRESS=10.96.0.1
NODE_NAME=podreel

start_api_server() { # ADDRESS CONTROLLERS [PORT]
    mkdir -p "$DIR"
    make_certificates "$1"
    # listens on a socket in its folder instead of a port
    start etcd etcd --data-dir "$DIR/etcd" --listen-client-urls unix://localhost:1 \
        --advertise-client-urls unix://localhost:1 --listen-peer-urls http://127.0.0.1:0
    wait_until etcd 20 test -S "$DIR/localhost:1" || give_up etcd
    serve "$1" "${3:-}" || give_up kube-apiserver
    write_kubeconfig "$DIR/kubeconfig" admin
    start kube-controller-manager "$BIN/kube-controller-manager" --kubeconfig "$DIR/kubeconfig" --secure-port 0 \
        --leader-elect=false --controllers "$2" --service-account-private-key-file pki/accounts.key \
        --root-ca-file pki/ca.crt --concurrent-job-syncs 10
    wait_until kube-controller-manager 30 kubectl -n default get serviceaccount default || give_up kube-controller-manager
}

serve() { # ADDRESS [PORT]: tries again on another port when somebody was faster
    for _ in 1 2 3; do
        API_PORT=${2:-$(free_port)}
        start_kube_apiserver "$1"
        write_kubeconfig "$DIR/kubeconfig" admin
        wait_until kube-apiserver 60 kubectl get --raw /readyz && return
        grep -q 'address already in use' "$DIR/logs/kube-apiserver.log" && [[ -z ${2:-} ]] || return 1
    done
    return 1
}

start_kube_apiserver() { # ADDRESS
    local bind=$1 endpoints=(--endpoint-reconciler-type none)
    [[ $1 == 127.0.0.1 ]] || bind=0.0.0.0 endpoints=(--advertise-address "$1")
    start kube-apiserver "$BIN/kube-apiserver" --etcd-servers unix://localhost:1 --secure-port "$API_PORT" \
        --bind-address "$bind" "${endpoints[@]}" --service-cluster-ip-range "$SERVICE_NETWORK" \
        --authorization-mode Node,RBAC --enable-admission-plugins NodeRestriction --token-auth-file pki/tokens.csv \
        --client-ca-file pki/ca.crt --tls-cert-file pki/server.crt --tls-private-key-file pki/server.key \
        --kubelet-client-certificate pki/apiserver.crt --kubelet-client-key pki/apiserver.key \
        --kubelet-certificate-authority pki/ca.crt --kubelet-preferred-address-types InternalIP \
        --service-account-issuer https://kubernetes.default.svc --service-account-key-file pki/accounts.key \
        --service-account-signing-key-file pki/accounts.key
}

kubectl() {
    "$BIN/kubectl" --kubeconfig "$DIR/kubeconfig" "$@"
}
