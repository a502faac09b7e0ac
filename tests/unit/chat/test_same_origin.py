import pytest
from flask import Request
from werkzeug.test import EnvironBuilder

from chat.same_origin import is_same_origin

PUBLIC = "https://chat.example.org"


@pytest.mark.parametrize(
    ("headers", "public", "same"),
    [
        ({}, "", True),
        ({"Sec-Fetch-Site": "same-origin"}, "", True),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://evil.example"}, "", True),
        ({"Sec-Fetch-Site": "cross-site"}, "", False),
        ({"Sec-Fetch-Site": "same-site"}, "", False),
        ({"Sec-Fetch-Site": "none"}, "", False),
        ({"Sec-Fetch-Site": ""}, "", False),
        ({"Origin": "http://localhost:5000"}, "", True),
        ({"Origin": "https://LOCALHOST:5000"}, "", True),
        ({"Origin": "http://localhost"}, "", False),
        ({"Origin": "http://localhost:5000.evil.example"}, "", False),
        ({"Origin": "null"}, "", False),
        ({"Origin": "null", "Host": ""}, "", False),
        ({"Origin": "http://[", "Host": "["}, "", False),
        ({"Origin": "http://localhost:5000@evil.example"}, "", False),
        ({"Origin": PUBLIC}, "", False),
        ({"Origin": PUBLIC}, PUBLIC, True),
        ({"Origin": "http://chat.example.org"}, PUBLIC, False),
        ({"Origin": "http://localhost:5000"}, PUBLIC, False),
    ],
)
def test_only_our_own_pages_are_ours(headers, public, same):
    base = "http://localhost:5000"
    request = Request(EnvironBuilder(base_url=base, headers=headers).get_environ())
    assert is_same_origin(request, public) is same
