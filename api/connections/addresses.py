"""Addresses of callers, as limits count them."""

import ipaddress
from functools import lru_cache

from starlette.requests import HTTPConnection

# One subscriber has at least such a network of IPv6 addresses.
IPV6_PREFIX = 64


@lru_cache(maxsize=10_000)
def counted_address(host: str) -> str:
    """The address, or for IPv6 its network; other texts as they are."""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address.packed, IPV6_PREFIX), strict=False))
    return str(address)


def address_of(connection: HTTPConnection) -> str:
    """The caller's address, which trusted proxies tell; empty if unknown."""
    return counted_address(connection.client.host) if connection.client else ""
