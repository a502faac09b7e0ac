"""JSON that travels packed: what somebody waits for on a slow network."""

import gzip
from typing import Any

from flask import Response, jsonify, request

# Ciphertext in base64 becomes shorter by a quarter at any level.
FASTEST = 1


def packed_json(content: Any) -> Response:
    """Answer with JSON, packed for whoever takes that.

    Packed lengths tell how alike the parts of a text are: it must hold nothing that an
    outsider could guess at by having something written beside it. Ciphertext does not.
    """
    response = jsonify(content)
    response.vary.add("Accept-Encoding")
    # By quality: "gzip;q=0" names gzip to refuse it.
    if request.accept_encodings.quality("gzip") > 0:
        response.set_data(gzip.compress(response.get_data(), FASTEST, mtime=0))
        response.content_encoding = "gzip"
    return response
