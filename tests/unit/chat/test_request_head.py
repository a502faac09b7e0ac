"""Heads of requests that a proxy may read otherwise than we do."""

from http.client import parse_headers
from io import BytesIO

import pytest

from chat.request_head import is_ambiguous


@pytest.mark.parametrize(
    ("head", "ambiguous"),
    [
        ("Host: x", False),
        ("Content-Length: 2", False),
        ("Content-Length:\r\n 2", False),
        ("Transfer-Encoding: chunked", False),
        ("Content-Type: multipart/form-data; boundary=x", False),
        ("Content-Length: 2\r\nContent-Length: 20", True),
        ("Content-Length: 2\r\nContent-Length: 2", True),
        ("Content-Length : 2", True),
        ("Transfer-Encoding: xchunked", True),
        ("Transfer-Encoding: chunked, identity", True),
        ("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", True),
        ("Host: x\r\nno header\r\nContent-Length: 2", True),
        (" folded: first", True),
    ],
)
def test_a_head_that_can_be_read_in_two_ways(head, ambiguous):
    headers = parse_headers(BytesIO(f"{head}\r\n\r\n".encode()))
    assert is_ambiguous(headers) is ambiguous
