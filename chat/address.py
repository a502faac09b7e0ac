"""Where a request comes from, as far as anything here is counted by it.

A browser may have any of the addresses of its network: of IPv6 the first 64 bits count,
which is what one customer is given. What a proxy says of whom it stands for is believed
of the proxies that TRUSTED_PROXIES names, and of nobody else: anybody can write it.
"""

from collections.abc import Sequence
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

from flask import Request

Network = IPv4Network | IPv6Network

# Where there is no address that can be read, all such requests count as one.
UNKNOWN = "unknown"


def origin_of(request: Request, trusted: Sequence[Network]) -> str:
    """Return the network that a request comes from, as text."""
    found = _read(request.remote_addr or "")
    # The nearest comes last: each proxy appends whom it was asked by.
    before = request.headers.get("X-Forwarded-For", "").split(",")
    while found is not None and before and any(found in net for net in trusted):
        further = _read(before.pop().strip())
        if further is None:
            break
        found = further
    return UNKNOWN if found is None else _network(found)


def coarse(origin: str) -> str:
    """Return a network around an origin that many people share."""
    if origin == UNKNOWN:
        return origin
    network = ip_network(origin)
    return str(network.supernet(new_prefix=24 if network.version == 4 else 48))


def _read(text: str) -> IPv4Address | IPv6Address | None:
    try:
        # Without the zone of a link, which is a name of the machine's own.
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def _network(address: IPv4Address | IPv6Address) -> str:
    if address.version == 4:
        return str(address)
    return str(ip_network((int(address) >> 64 << 64, 64)))
