"""What a visit says, keeps and ends with."""

import json
import os
import subprocess
import sys

import pytest

from encryption import key_log_command, log_tool
from encryption.key_log_server import MembersOnly, Unreachable
from tests.server import PROJECT
from tests.unit.encryption.test_key_log_follower import Closed, Honest, entry

URL = Honest.url

# The command with a server inside the process.
SCRIPT = """
import sys
from encryption import key_log_command, log_tool
from tests.unit.encryption.test_key_log_follower import Honest
key_log_command.KeyLogServer = lambda url: Honest(6)
sys.exit(log_tool.main(sys.argv[1:]))
"""


@pytest.fixture
def state(tmp_path):
    return tmp_path / "state.json"


@pytest.fixture
def visit(monkeypatch, state):
    """Return how to visit a server."""

    def run(server, *more):
        monkeypatch.setattr(key_log_command, "KeyLogServer", lambda url: server)
        return log_tool.main(["keylog", URL, "--state", str(state), *more])

    return run


def test_findings_are_said_before_the_state_is_kept(visit, state, monkeypatch, capsys):
    def fail(*_):
        raise OSError(28, "No space left on device", str(state))

    with monkeypatch.context() as patch:
        patch.setattr(key_log_command, "write_state", fail)
        assert visit(Honest(6), "--user", "alice") == log_tool.NOT_POSSIBLE
    said = capsys.readouterr()
    assert entry(3)["bundle"] in said.out
    assert "No space" in said.err
    assert not state.exists()
    # And again, since nobody may have read it.
    assert visit(Honest(6), "--user", "alice") == log_tool.OK
    assert entry(3)["bundle"] in capsys.readouterr().out


def keylog(state, by=(), **options):
    arguments = [sys.executable, "-c", SCRIPT, "keylog", URL, "--state", str(state)]
    return subprocess.run(
        [*by, *arguments, "--user", "alice"],
        cwd=PROJECT,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        **options,
    )


def test_a_full_standard_output(state):
    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = keylog(state, stdout=full)
    assert (done.returncode, state.exists()) == (log_tool.NOT_POSSIBLE, False)
    assert done.stderr == "standard output: No space left on device\n"


def test_a_standard_output_that_nobody_reads(state):
    read, write = os.pipe()
    os.close(read)
    done = keylog(state, stdout=write)
    os.close(write)
    assert (done.returncode, state.exists()) == (log_tool.NOT_POSSIBLE, False)
    assert done.stderr == "standard output: Broken pipe\n"


def test_no_standard_output(state):
    # By a shell: nothing may run between fork and exec once Eventlet has been imported.
    done = keylog(state, by=["sh", "-c", 'exec "$@" >&-', "sh"])
    assert (done.returncode, state.exists()) == (log_tool.NOT_POSSIBLE, False)
    assert done.stderr == "standard output: it is closed\n"
    assert keylog(state, stdout=subprocess.DEVNULL).returncode == 0, "the premise"


def test_entries_that_are_refused_now(visit, state, capsys):
    assert visit(Honest(6)) == log_tool.OK
    before = state.read_bytes()
    assert visit(Closed(9)) == log_tool.REFUSED
    assert "given before" in capsys.readouterr().err
    assert visit(Closed(9), "--user", "alice") == log_tool.REFUSED
    assert state.read_bytes() == before
    assert visit(Closed(6)) == log_tool.OK


def test_entries_that_were_never_given(visit, state, capsys):
    assert visit(Closed(6), "--user", "alice") == log_tool.REFUSED
    said = capsys.readouterr()
    assert (said.out, state.exists()) == ("", False)
    assert "for members only" in said.err
    assert visit(Closed(6)) == log_tool.OK
    assert json.loads(state.read_text())["subtrees"] is None
    # What was not read then is listed as soon as it is given.
    assert visit(Honest(9), "--user", "alice") == log_tool.OK
    assert capsys.readouterr().out.count(" alice ") == 3


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (Unreachable("away"), log_tool.NOT_POSSIBLE),
        (MembersOnly(), log_tool.REFUSED),
        (RuntimeError("canary"), log_tool.NOT_POSSIBLE),
        (MemoryError(), log_tool.NOT_POSSIBLE),
    ],
)
def test_what_may_go_wrong(visit, state, capsys, error, code):
    def fail():
        raise error

    server = Honest(6)
    server.checkpoint = fail
    assert visit(server) == code
    said = capsys.readouterr()
    assert said.err.count("\n") == 1
    assert "canary" not in said.err + said.out
    assert not state.exists()


def test_a_folder_that_is_not_there_is_noticed_before_anything_is_asked(
    visit, state, capsys
):
    asked, server = [], Honest(6)
    server.checkpoint = lambda: asked.append("checkpoint")
    path = state.parent / "nowhere" / "state"
    assert visit(server, "--state", str(path)) == log_tool.NOT_POSSIBLE
    assert "nowhere" in capsys.readouterr().err
    assert asked == []


def test_a_visit_has_an_end(visit, monkeypatch, state, capsys):
    monkeypatch.setattr(key_log_command, "VISIT_SECONDS", 0.2)
    server = Honest(0)
    server.checkpoint = lambda: {"root": entry(0)["bundle"], "size": 2**53 - 1}
    server.entries = lambda start, end: [entry(start)] * (end - start)
    assert visit(server) == log_tool.NOT_POSSIBLE
    assert "seconds" in capsys.readouterr().err
    assert not state.exists()
