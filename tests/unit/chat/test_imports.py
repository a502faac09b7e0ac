"""The server can verify and cannot open: it imports nothing that could."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[3]
SOURCES = sorted((PROJECT / "chat").rglob("*.py"))
OPENERS = ("cryptography", "joserfc", "jwcrypto", "Crypto", "nacl")


def imported(source):
    """Name every module that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute, so that this test sees them"
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def may_be_imported(module):
    if module.split(".")[0] == "encryption":
        return module.split(".")[:2] == ["encryption", "signed"]
    return module.split(".")[0] not in OPENERS


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_chat_imports_of_encryption_only_what_verifies(path):
    refused = [one for one in imported(path.read_text()) if not may_be_imported(one)]
    assert refused == []


@pytest.mark.parametrize(
    "source",
    [
        "import encryption",
        "from encryption import crypto_utils",
        "from encryption.crypto_utils import open_keys",
        "import encryption.sealed",
        "def late():\n    from joserfc import jwe",
        "from cryptography.hazmat.primitives import hashes",
    ],
)
def test_the_premise_that_other_imports_are_found(source):
    assert not all(map(may_be_imported, imported(source)))


def test_the_running_server_has_loaded_nothing_that_opens():
    program = """
import sys
import chat.application
loaded = [name for name in sys.modules if name.startswith(("encryption", "joserfc"))]
print(*sorted(loaded))
"""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(done.stdout.split())
    assert "encryption.signed.roster" in loaded, "the premise"
    others = {name for name in loaded if not name.startswith("encryption.signed")}
    assert others == {"encryption", "encryption.errors"}
