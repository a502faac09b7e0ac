"""The log tool: `python -m encryption.log_tool verify|decrypt FILE`, or `keylog URL`.

`verify` checks every line, link, signature and head of a downloaded log and needs no
key. `decrypt` does that too, opens the messages, and writes them to standard output or
to the file that `--output` names, and nowhere else. Whoever is or was a member opens it
with sealed keys of their own, no matter who downloaded it (`--keys FILE --user NAME`):
what was written while they were not in the room is counted, and that is no failure.

`keylog` follows the key log of a server, which needs no account: it asks what the log
is now, and for proof that nothing that was there before is changed or gone. What it has
seen is kept in the state file that `--state` names, by default one named after the host
in the current folder. With `--user NAME`, the bundles published in that name since the
entries were last read are listed. A server may give entries to members only: then the
proof alone is checked, as long as nobody is looked for and none were given before.

Exit codes:
  0  everything holds
  1  the log was refused; the first bad line is named. The key log shrank, was rewritten
     or forked, or the server refuses to prove that it was not; or it refuses entries
     that it gave before or that --user asks for, since one may be hidden that way. The
     reason is named, and the state file is left as it was
  2  wrong arguments, a file or standard output that cannot be read, written or used, a
     server that does not answer or not in time, or a fault of this tool; the state file
     is left as it was
  3  the keys could not be opened: wrong password, or no keys

The commands and their arguments make this file longer than others.
"""

import argparse
import contextlib
import getpass
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, TextIO

from tqdm import tqdm

from .exit_codes import NO_KEYS, NOT_POSSIBLE, OK, REFUSED
from .key_log_command import run
from .key_log_server import read_url
from .key_log_state import state_path
from .keys import Keys
from .log_file import BadLine
from .log_opener import open_log_keys
from .log_reading import KeysUnavailable, decrypt, verify
from .log_text import WRITERS
from .signed import MAX_SEALED, ProtocolError, is_username
from .transcript import Transcript

BAR_AFTER_SECONDS = 1


@contextlib.contextmanager
def _bar(file: BinaryIO) -> Iterator[tqdm]:
    """Show progress on standard error, where a person looks and it takes a while."""
    size = os.fstat(file.fileno()).st_size
    with tqdm(
        total=size,
        unit="B",
        unit_scale=True,
        delay=BAR_AFTER_SECONDS,
        disable=None,
        leave=False,
        file=sys.stderr,
    ) as bar:
        yield bar


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return getpass.getpass("Password: ")


def _key_opener(arguments: argparse.Namespace) -> Callable[[Transcript], Keys]:
    def open_keys(transcript: Transcript) -> Keys:
        text = transcript.sealed
        if arguments.keys is not None:
            with arguments.keys.open("rb") as file:
                text = file.read(MAX_SEALED + 2).decode("latin-1").strip()
        if text is None:
            raise KeysUnavailable("the log has no sealed keys; name a file with --keys")
        try:
            password = _password(arguments.password_stdin)
            return open_log_keys(transcript, text, password, arguments.user)
        except ProtocolError as error:
            raise KeysUnavailable(f"{error.reason}: {error}") from None

    return open_keys


@contextlib.contextmanager
def _output(path: Path | None) -> Iterator[TextIO]:
    if path is None:
        sys.stdout.reconfigure(encoding="utf-8")
        yield sys.stdout
        sys.stdout.flush()
        return
    # Readable by its owner alone from the first byte on. A file that is there is kept:
    # it may have wider rights, or be the log itself.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "w", encoding="utf-8", newline="\n") as out:  # noqa: PTH123
        yield out


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m encryption.log_tool",
        description="Verify or decrypt an encrypted log downloaded from SecureChat, "
        "or follow the key log of a server.",
        epilog=__doc__.partition("\n\n")[2],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("verify", help="check everything that needs no key")
    check.add_argument("file", type=Path, metavar="FILE")
    opening = commands.add_parser("decrypt", help="verify, open and write the messages")
    opening.add_argument("file", type=Path, metavar="FILE")
    opening.add_argument(
        "--keys",
        type=Path,
        metavar="FILE",
        help="a file with the sealed keys, instead of those in the log",
    )
    opening.add_argument(
        "--user",
        metavar="NAME",
        help="the member whose sealed keys --keys names; without it, the one who "
        "downloaded the log",
    )
    opening.add_argument("--format", choices=sorted(WRITERS), default="text")
    opening.add_argument(
        "--output",
        type=Path,
        metavar="FILE",
        help="a new file for the messages, instead of standard output",
    )
    opening.add_argument(
        "--password-stdin",
        action="store_true",
        help="read the password from the first line of standard input",
    )
    following = commands.add_parser("keylog", help="check that a key log only grew")
    following.add_argument(
        "url",
        type=_argument(read_url),
        metavar="URL",
        help="the address of the server, such as https://chat.example.org",
    )
    following.add_argument(
        "--state",
        type=Path,
        metavar="FILE",
        help="what was seen of the log before; made at the first time",
    )
    following.add_argument(
        "--user",
        type=_argument(_username),
        metavar="NAME",
        help="list the bundles published in this name since the last time",
    )
    return parser


def _argument(read: Callable[[str], str]) -> Callable[[str], str]:
    """Let argparse print why an argument will not do."""

    def take(text: str) -> str:
        try:
            return read(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from None

    return take


def _username(text: str) -> str:
    if not is_username(text.lower()):
        raise ValueError("a username is 3 to 32 of a-z 0-9 . _ -")
    return text.lower()


def _verify(arguments: argparse.Namespace) -> int:
    with arguments.file.open("rb") as file, _bar(file) as bar:
        summary = verify(file, bar.update)
    print(f"{arguments.file}: holds: {summary}")
    return OK


def _decrypt(arguments: argparse.Namespace) -> int:
    refused = 0

    def report(bad: BadLine) -> None:
        nonlocal refused
        refused += 1
        tqdm.write(f"{arguments.file}: {bad}", file=sys.stderr)

    with arguments.file.open("rb") as file, _output(arguments.output) as out:
        writer = WRITERS[arguments.format](out)
        with _bar(file) as bar:
            open_keys = _key_opener(arguments)
            summary = decrypt(file, bar.update, open_keys, writer, report)
    print(f"{arguments.file}: {summary}, {refused} refused", file=sys.stderr)
    return REFUSED if refused else OK


def _keylog(arguments: argparse.Namespace) -> int:
    return run(arguments.url, arguments.file, arguments.user)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    parser = _parser()
    arguments = parser.parse_args(argv)
    if arguments.command == "decrypt" and arguments.user and not arguments.keys:
        parser.error("the log has the keys of who downloaded it: --user needs --keys")
    if arguments.command == "keylog":
        arguments.file = arguments.state or state_path(arguments.url)
    commands = {"verify": _verify, "decrypt": _decrypt, "keylog": _keylog}
    try:
        return commands[arguments.command](arguments)
    except BadLine as error:
        print(f"{arguments.file}: {error}", file=sys.stderr)
        return REFUSED
    except KeysUnavailable as error:
        print(f"{arguments.file}: {error}", file=sys.stderr)
        return NO_KEYS
    except OSError as error:
        print(f"{error.filename or arguments.file}: {error.strerror}", file=sys.stderr)
        return NOT_POSSIBLE
    except Exception as error:
        # Python would end with 1, which says that a log was refused. Where it was and
        # no more: what it is about may be the text of a message.
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(place.filename).name}, line {place.lineno}"
        told = f"a fault of this tool: {type(error).__name__} in {where}"
        print(f"{arguments.file}: {told}", file=sys.stderr)
        return NOT_POSSIBLE


if __name__ == "__main__":
    sys.exit(main())
