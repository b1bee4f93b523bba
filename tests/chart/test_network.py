"""Who may talk to whom."""

import ipaddress

import pytest

from tests.chart.helm import EVERYTHING, EXTERNAL, Object, Rendered, Values, render

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
PRIVATE = [
    "10.1.2.3",
    "172.20.0.1",
    "192.168.1.10",
    "169.254.169.254",  # the cloud's own service, with credentials
    "169.254.170.2",
    "100.100.100.200",
    "127.0.0.1",
    "fd00:ec2::254",
    "fe80::1",
    "::1",
]
PUBLIC = ["1.1.1.1", "8.8.8.8", "172.32.0.1", "2606:4700:4700::1111"]


def _policy(chart: Rendered, component: str) -> Object:
    spec: Object = chart.one("NetworkPolicy", f"podreel-{component}")["spec"]
    return spec


def _blocks_allow(rule: Object, address: Address) -> bool:
    for peer in rule.get("to", ()):
        block = peer.get("ipBlock")
        if block is None or ipaddress.ip_network(block["cidr"]).version != address.version:
            continue
        if not any(address in ipaddress.ip_network(net) for net in block.get("except", ())):
            return True
    return False


def _video_reaches(chart: Rendered, address: str) -> bool:
    egress = _policy(chart, "video")["egress"]
    return any(_blocks_allow(rule, ipaddress.ip_address(address)) for rule in egress)


@pytest.mark.parametrize("address", PRIVATE)
def test_videos_reach_nothing_private(address: str, rendered: Rendered) -> None:
    assert not _video_reaches(rendered, address)


@pytest.mark.parametrize("address", PUBLIC)
def test_videos_reach_the_vendors(address: str) -> None:
    assert _video_reaches(render(), address)


def test_no_pod_can_reach_a_video(rendered: Rendered) -> None:
    policy = _policy(rendered, "video")
    assert policy["policyTypes"] == ["Ingress", "Egress"]
    assert "ingress" not in policy


def test_videos_reach_their_stores() -> None:
    rules = [rule for rule in _policy(render(), "video")["egress"] if "podSelector" in str(rule)]
    reached = {
        rule["to"][0]["podSelector"]["matchLabels"]["app.kubernetes.io/component"]: rule["ports"][0]["port"]
        for rule in rules
    }
    assert reached == {"redis": 6379, "s3": 7070}


def test_videos_reach_own_stores_by_their_ports() -> None:
    (rule,) = [rule for rule in _policy(render(EXTERNAL), "video")["egress"] if "ipBlock" in str(rule)]
    ports = [(port["port"], port.get("endPort")) for port in rule["ports"]]
    assert ports == [(443, None), (6379, 6380), (9000, None)]


@pytest.mark.parametrize(
    ("values", "port"),
    [
        ({"s3": EXTERNAL["s3"] | {"endpointUrl": "http://s3.example.org"}}, 80),
        ({"redis": {"embedded": False, "url": "redis://:secret@redis.example.org:12345/0"}}, 12345),
        ({"settings": {"MODEL_SERVER_URL": "http://models.example.org:8000/v1"}}, 8000),
        ({"settings": {"SPEECH_SERVER_URL": "https://[2606:4700::1]:8880"}}, 8880),
    ],
)
def test_videos_reach_the_servers_that_are_named_by_their_ports(values: Values, port: int) -> None:
    (rule,) = [rule for rule in _policy(render(values), "video")["egress"] if "ipBlock" in str(rule)]
    assert port in {one["port"] for one in rule["ports"]}


def test_extra_network_rules_are_added() -> None:
    assert _policy(render(EVERYTHING), "video")["egress"][-1] == {"to": [{"podSelector": {}}]}
    (rule,) = _policy(render(EVERYTHING), "api")["ingress"]
    assert rule["from"] == [{"namespaceSelector": {}}]
    assert "from" not in _policy(render(), "api")["ingress"][0]


def test_dns_is_allowed(rendered: Rendered) -> None:
    for component in ("api", "video"):
        first = _policy(rendered, component)["egress"][0]
        assert first == {"ports": [{"port": 53, "protocol": "UDP"}, {"port": 53, "protocol": "TCP"}]}


def test_the_api_reaches_its_cluster_and_never_the_clouds_own_service(rendered: Rendered) -> None:
    rule = _policy(rendered, "api")["egress"][1]
    assert _blocks_allow(rule, ipaddress.ip_address("10.43.0.1"))
    for address in ("169.254.169.254", "fd00:ec2::254"):
        assert not _blocks_allow(rule, ipaddress.ip_address(address))


@pytest.mark.parametrize("component", ["redis", "s3"])
def test_stores_accept_only_the_api_and_videos_and_connect_nowhere(component: str) -> None:
    policy = _policy(render(), component)
    (rule,) = policy["ingress"]
    askers = {
        peer["podSelector"]["matchLabels"]["app.kubernetes.io/component"]: peer for peer in rule["from"]
    }
    assert set(askers) == {"api", "video"}
    assert "Egress" in policy["policyTypes"]
    assert "egress" not in policy


def test_a_store_with_a_public_address_serves_readers() -> None:
    assert "from" not in _policy(render(EVERYTHING), "s3")["ingress"][0]


def test_policies_select_the_pods_they_mean(rendered: Rendered) -> None:
    labels = [
        item["spec"]["template"]["metadata"]["labels"]
        for item in (*rendered.all("Deployment"), *rendered.all("StatefulSet"), rendered.job)
    ]
    policies = rendered.all("NetworkPolicy")
    assert len(policies) == len(labels)
    for policy in policies:
        selector = policy["spec"]["podSelector"]["matchLabels"]
        assert len([found for found in labels if selector.items() <= found.items()]) == 1


def test_a_network_without_policies_gets_none() -> None:
    assert render({"networkPolicy": {"enabled": False}}).all("NetworkPolicy") == []
