"""The Python mirror judges every vector as the protocol does."""

import pytest

from encryption.errors import REASONS
from tests.vectors.generate import KINDS, kind_file
from tests.vectors.insecure import make_pair
from tests.vectors.runner import expected, load, run
from tests.vectors.world import ACTORS, HERE

VECTORS = [(kind, vector) for kind in KINDS for vector in load(kind)]


@pytest.mark.parametrize(
    "vector", [v for _, v in VECTORS], ids=[f"{k}-{v['name']}" for k, v in VECTORS]
)
def test_vector(vector):
    assert run(vector) == expected(vector)


def test_every_refusal_is_of_the_closed_list():
    refused = [v["expect"] for _, v in VECTORS if v["expect"] != "ok"]

    assert set(refused) <= REASONS
    assert len(refused) >= 60


@pytest.mark.parametrize("kind", KINDS)
def test_generator_writes_the_file_again(kind):
    assert kind_file(kind) == (HERE / f"{kind}.json").read_text("ascii")


def test_keys_come_from_the_public_seed():
    assert make_pair("mallory sig") == ACTORS["mallory"]["sig"]
