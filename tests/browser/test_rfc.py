"""Values that the RFCs print, in the real browser's worker.

They are those that tests/protocol and tests/js use: no number stands here again.
"""

from __future__ import annotations

import json

import pytest

from encryption.signed import b64u, unb64u
from tests.browser.workbench import TESTS, Workbench
from tests.vectors.kinds.bundle import RFC_7638
from tests.vectors.kinds.content import RFC, RFC_PLAINTEXT
from tests.vectors.runner import load

RFCS = json.loads((TESTS / "js" / "rfc.json").read_text("ascii"))
WRAP = RFCS["rfc-3394-4.6"]
PBES2 = RFCS["rfc-7520-5.3"]

ENGINES = {
    "CryptoJS": ("encryptContent", "decryptContent"),
    "WebCrypto": ("encryptBulk", "decryptBulk"),
}

# Calls functions that take and give bytes, with bytes as lists of numbers.
CALL = """
    const given = arg.given.map((one) => {
      return Array.isArray(one) ? Uint8Array.from(one) : one
    })
    const plain = (value) => {
      if (value instanceof Uint8Array) return Array.from(value)
      if (value === null || typeof value !== "object") return value
      const members = Object.entries(value)
      return Object.fromEntries(members.map(([name, one]) => [name, plain(one)]))
    }
    try {
      return { value: plain(await bench("boot.part", arg.file, arg.name, ...given)) }
    } catch ({ reason, message }) {
      return { reason, message }
    }
"""


@pytest.fixture(scope="module")
def call(chromium, live_server):
    """Call a function of the worker's modules."""
    page = chromium.new_page()
    bench = Workbench(page, live_server.url)

    def call(file: str, name: str, *given: object) -> dict:
        given = [list(one) if isinstance(one, bytes) else one for one in given]
        return bench.run(CALL, {"file": file, "name": name, "given": given})

    yield call
    page.close()


@pytest.mark.parametrize("engine", ENGINES)
def test_rfc_7518_appendix_b_3(call, engine):
    encrypt, decrypt = ENGINES[engine]
    key, iv, aad, ciphertext, tag = (
        RFC[name] for name in ("key", "iv", "aad", "ciphertext", "tag")
    )

    made = call("primitives.js", encrypt, key, iv, RFC_PLAINTEXT, aad)
    assert made["value"] == {"ciphertext": list(ciphertext), "tag": list(tag)}
    opened = call("primitives.js", decrypt, key, iv, ciphertext, tag, aad)
    assert bytes(opened["value"]) == RFC_PLAINTEXT


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", sorted(RFC))
def test_rfc_7518_appendix_b_3_with_one_bit_flipped(call, engine, name):
    given = RFC | {name: bytes([RFC[name][0] ^ 1]) + RFC[name][1:]}
    order = ("key", "iv", "ciphertext", "tag", "aad")

    refused = call("primitives.js", ENGINES[engine][1], *map(given.get, order))
    assert refused["reason"] == "bad-tag"


def test_the_vectors_begin_with_appendix_b_3():
    # What tests/js and test_vectors.py call RFC 7518 is the same.
    [first, *_] = load("content")
    assert first["arguments"] == {name: b64u(value) for name, value in RFC.items()}
    assert first["value"] == b64u(RFC_PLAINTEXT)


def test_rfc_7520_section_5_3(call):
    # PBES2-HS512+A256KW; its contents are encrypted otherwise than ours.
    salt, key, wrapped = (unb64u(PBES2[name]) for name in ("p2s", "key", "wrapped"))
    made = call("password.js", "sealingKey", PBES2["password"], salt, PBES2["p2c"])
    kek = bytes(made["value"])

    assert bytes(call("primitives.js", "unwrapUnder", kek, wrapped)["value"]) == key
    assert bytes(call("primitives.js", "wrapUnder", kek, key)["value"]) == wrapped
    other = call("password.js", "sealingKey", "another", salt, PBES2["p2c"])
    nothing = call("primitives.js", "unwrapUnder", bytes(other["value"]), wrapped)
    assert nothing == {"value": None}


def test_rfc_3394_section_4_6(call):
    kek, key, wrapped = (bytes.fromhex(WRAP[name]) for name in sorted(WRAP))

    assert bytes(call("primitives.js", "wrapUnder", kek, key)["value"]) == wrapped
    assert bytes(call("primitives.js", "unwrapUnder", kek, wrapped)["value"]) == key


def test_rfc_7638_section_3_1(call):
    # The RFC's example has more members, which a thumbprint does not count.
    jwk = {**RFC_7638, "alg": "RS256", "kid": "2011-04-29"}
    [value] = (v["value"] for v in load("bundle") if v["name"] == "rfc-7638-example")

    assert call("keys.js", "thumbprint", jwk) == {"value": value}
