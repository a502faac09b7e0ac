"""Where a request comes from."""

from ipaddress import ip_network

import pytest
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from chat.address import origin_of

PROXIES = (ip_network("127.0.0.1"), ip_network("10.0.0.0/8"), ip_network("fd00::/8"))


def origin(peer, *forwarded, trusted=PROXIES):
    builder = EnvironBuilder(environ_base={"REMOTE_ADDR": peer})
    if forwarded:
        builder.headers["X-Forwarded-For"] = ", ".join(forwarded)
    return origin_of(Request(builder.get_environ()), trusted)


@pytest.mark.parametrize(
    ("peer", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", "unknown"),
        ("/run/socket", "unknown"),
    ],
)
def test_the_network_of_a_browser(peer, network):
    assert origin(peer) == network


def test_a_proxy_is_believed_that_the_settings_name():
    assert origin("127.0.0.1", "192.0.2.7") == "192.0.2.7"
    assert origin("127.0.0.1", "192.0.2.7", "10.1.1.1") == "192.0.2.7"
    assert origin("fd00::1", "2001:db8::5") == "2001:db8::/64"


def test_nobody_else_says_where_they_come_from():
    assert origin("192.0.2.7", "198.51.100.1") == "192.0.2.7"
    assert origin("127.0.0.1", "198.51.100.1", "192.0.2.7") == "192.0.2.7"
    assert origin("127.0.0.1", "198.51.100.1", trusted=()) == "127.0.0.1"


@pytest.mark.parametrize("text", ["", "unknown", "x" * 5000, "1.2.3", "<script>"])
def test_what_is_no_address_leaves_the_proxy(text):
    assert origin("127.0.0.1", "192.0.2.7", text) == "127.0.0.1"
