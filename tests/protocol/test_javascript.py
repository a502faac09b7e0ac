"""The Python mirror opens what the browser's implementation makes."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from tests.vectors.runner import expected, run

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def made():
    """One of every object, made with fresh random numbers by static/js/crypto."""
    node = shutil.which("node")
    assert node, "node is not on the path"
    made = subprocess.run(
        [node, "tests/js/make_objects.mjs"],
        cwd=PROJECT,
        capture_output=True,
        check=True,
        timeout=PATIENCE,
    )
    return json.loads(made.stdout)["vectors"]


def test_every_object_is_read_alike(made):
    for vector in made:
        assert run(vector) == expected(vector), vector["name"]


def test_every_kind_of_object_is_there(made):
    assert {vector["function"] for vector in made if vector["expect"] == "ok"} >= {
        "apply_entries",
        "extend_log",
        "login_secret",
        "open_keys",
        "read_bundle",
        "read_message",
        "read_renewals",
        "read_session",
        "read_signal",
        "read_state",
        "safety_number",
    }
