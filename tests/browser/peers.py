"""Two implementations of JOSE that are not ours, behind the same two functions.

Both take objects apart by layers, from the outermost to the innermost, and put them
together so; tests/js/jose_peer.mjs says how a layer is written.
"""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
from jwcrypto import jwa, jwe, jwk, jws

from tests.browser.workbench import TESTS
from tests.factories import INSECURE_KEYS
from tests.vectors.insecure import b64, canonical
from tests.vectors.world import padded

ALGORITHMS = ["dir", "RSA-OAEP-256", "PBES2-HS512+A256KW", "A256CBC-HS512"]


class Jose:
    """Run `jose` in Node."""

    def open(self, text: str, layers: list[dict]) -> dict:
        """Give the headers and the payload of an object."""
        return self._run({"open": {"text": text, "layers": layers}})

    def make(self, payload: dict, layers: list[dict]) -> str:
        """Make an object around a payload."""
        given = {"payload": canonical(payload).decode(), "layers": layers}
        return self._run({"make": given})["text"]

    def _run(self, asked: dict) -> dict:
        node = shutil.which("node")
        assert node, "node is not on the path"
        answer = subprocess.run(
            [node, TESTS / "js" / "jose_peer.mjs"],
            input=json.dumps(asked).encode(),
            stdout=subprocess.PIPE,
            check=True,
            timeout=60,
        )
        return json.loads(answer.stdout)


class Jwcrypto:
    """Call jwcrypto."""

    def open(self, text: str, layers: list[dict]) -> dict:
        """Give the headers and the payload of an object."""
        headers = []
        for layer in layers:
            text, header = getattr(self, f"_open_{layer['form']}")(layer, text)
            headers += [header] if header else []
        return {"headers": headers, "payload": json.loads(text)}

    def make(self, payload: dict, layers: list[dict]) -> str:
        """Make an object around a payload."""
        inside = canonical(payload)
        for layer in reversed(layers):
            inside = getattr(self, f"_make_{layer['form']}")(layer, inside)
        return inside.decode()

    def _open_jws(self, layer: dict, text: str) -> tuple:
        token = jws.JWS()
        token.deserialize(text)
        token.allowed_algs = ["PS256"]
        token.verify(_rsa(layer["key"], "sig", "public"))
        return token.payload.decode(), token.jose_header

    def _open_jwe(self, layer: dict, text: str) -> tuple:
        with pytest.MonkeyPatch.context() as patch:
            # It refuses more rounds than 16384 unless told otherwise.
            patch.setattr(jwa, "default_max_pbkdf2_iterations", 250_000)
            token = jwe.JWE()
            token.allowed_algs = ALGORITHMS
            token.deserialize(text, _holder(layer["key"], "private"))
        return token.payload.decode("latin-1"), json.loads(token.objects["protected"])

    _open_general = _open_jwe

    def _open_padding(self, _: dict, text: str) -> tuple:
        inside = text.rstrip("\0")
        assert inside.endswith("\x80")
        return inside[:-1], None

    def _make_jws(self, layer: dict, inside: bytes) -> bytes:
        token = jws.JWS(inside)
        header = canonical(layer["header"]).decode()
        token.add_signature(_rsa(layer["key"], "sig", "private"), None, header)
        return token.serialize(compact=True).encode()

    def _make_jwe(self, layer: dict, inside: bytes) -> bytes:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(jwa, "default_max_pbkdf2_iterations", 250_000)
            token = jwe.JWE(inside, canonical(layer["header"]).decode())
            token.add_recipient(_holder(layer["key"], "public"))
        return token.serialize(compact=True).encode()

    def _make_general(self, layer: dict, inside: bytes) -> bytes:
        token = jwe.JWE(inside, canonical(layer["header"]).decode())
        for name in layer["to"]:
            kid = canonical({"kid": INSECURE_KEYS[name]["enc_thumbprint"]}).decode()
            token.add_recipient(_rsa(name, "enc", "public"), kid)
        return canonical(json.loads(token.serialize()))

    def _make_padding(self, _: dict, inside: bytes) -> bytes:
        return padded(inside)


def _rsa(name: str, use: str, part: str) -> jwk.JWK:
    return jwk.JWK(**INSECURE_KEYS[name][use][part])


def _holder(key: dict, part: str) -> jwk.JWK:
    if "name" in key:
        return _rsa(key["name"], "enc", part)
    secret = key.get("secret") or b64(key["password"].encode())
    return jwk.JWK(kty="oct", k=secret)


PEERS = {"jwcrypto": Jwcrypto(), "jose": Jose()}
