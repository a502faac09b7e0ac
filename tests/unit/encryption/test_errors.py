"""The closed list of reasons."""

import re
from pathlib import Path

import pytest

from encryption.errors import REASONS, SENTENCES, ProtocolError

PROTOCOL = Path(__file__).resolve().parents[3] / "docs/PROTOCOL.md"


def test_the_list_is_that_of_the_protocol():
    section = (
        PROTOCOL.read_text("utf-8").split("## 15. Reason codes")[1].split("\n## ")[0]
    )
    assert set(re.findall(r"`([a-z0-9-]+)`", section)) == REASONS


def test_every_reason_has_a_sentence():
    for reason in REASONS:
        error = ProtocolError(reason)
        assert error.reason == reason
        assert str(error) == SENTENCES[reason]
        assert str(error).endswith(".")


def test_a_reason_that_is_not_in_the_list():
    with pytest.raises(ValueError, match="bad-luck"):
        ProtocolError("bad-luck")
