"""The log tool: `python -m encryption.log_tool verify|decrypt|attachment|keylog …`.

`verify` checks every line, link, signature and head of a downloaded log and needs no
key. `decrypt` does that too, opens the messages, and writes them to standard output or
to the file that `--output` names, and nowhere else. It asks for the password or the
recovery phrase, as it was when the log was downloaded. Whoever is or was a member opens
it with sealed keys of their own, no matter who downloaded it (`--keys FILE --user
NAME`): what was written while they were not in the room is counted, and that is no
failure. FILE may be a key file; then it is its password that is asked for.

The log may be a folder: the unpacked archive of an account, or any with logs in it.
Then each of them is verified or decrypted, all by what is asked for once, and
`--output` names a new folder. The exit code is that of the first that was not 0.

`attachment` opens a file that a message names, from its encrypted chunks: in LOG, which
is what `decrypt --format json` wrote, it is found by its id or name, with its key. The
chunks are those that the server gives, in one file or in a folder, named 0, 1 and so
on. What they hold goes to the new file that `--output` names, if it is what was sent.

`keylog` follows the key log of a server, which needs no account: it asks what the log
is now, and for proof that nothing that was there before is changed or gone. What it has
seen is kept in the state file that `--state` names, by default one named after the host
in the current folder. With `--user NAME`, the bundles published in that name since the
entries were last read are listed. A server may give entries to members only: then the
proof alone is checked, as long as nobody is looked for and none were given before.

Exit codes:
  0  everything holds
  1  the log was refused; the first bad line is named. The attachment was refused, and
     nothing of it is written. The key log shrank, was rewritten or forked, or the
     server refuses to prove that it was not; or it refuses entries that it gave before
     or that --user asks for, since one may be hidden that way. The reason is named, and
     the state file is left as it was
  2  wrong arguments, a file or standard output that cannot be read, written or used, a
     server that does not answer or not in time, or a fault of this tool; the state file
     is left as it was
  3  the keys could not be opened: wrong password or phrase, or no keys,
     or those of another account

The commands and their arguments make this file longer than others.
"""

import argparse
import contextlib
import getpass
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import BinaryIO, TextIO

from tqdm import tqdm

from .exit_codes import NO_KEYS, NOT_POSSIBLE, OK, REFUSED
from .key_log_command import run
from .key_log_server import read_url
from .key_log_state import state_path
from .keys import Keys
from .log_attachment import Unnamed, find_file, open_file
from .log_file import BadLine
from .log_folder import each
from .log_keys import open_by
from .log_reading import KeysUnavailable, decrypt, verify
from .log_sentence import escaped
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


@cache
def _secret(from_stdin: bool, keys: Path | None) -> str:
    # Once, however many logs it opens.
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    whose = f" of {keys}" if keys else ""
    return getpass.getpass(f"Password or recovery phrase{whose}: ")


def _key_opener(arguments: argparse.Namespace) -> Callable[[Transcript], Keys]:
    def open_keys(transcript: Transcript) -> Keys:
        given = None
        if arguments.keys is not None:
            with arguments.keys.open("rb") as file:
                given = file.read(MAX_SEALED + 2).decode("latin-1").strip()
        elif transcript.sealed is None and transcript.recovery is None:
            raise KeysUnavailable("the log has no sealed keys; name a file with --keys")
        typed = _secret(arguments.password_stdin, arguments.keys)
        return open_by(transcript, given, typed, arguments.user)

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
        help="a key file, or a file with sealed keys, instead of those in the log",
    )
    opening.add_argument(
        "--user",
        metavar="NAME",
        help="the member whose keys --keys names; without it, the one who "
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
        help="read password or phrase from the first line of standard input",
    )
    attached = commands.add_parser("attachment", help="open a file that was sent")
    attached.add_argument(
        "file",
        type=Path,
        metavar="LOG",
        help="the opened log, as decrypt --format json writes it",
    )
    attached.add_argument("name", metavar="NAME", help="the file's id or name")
    attached.add_argument(
        "chunks",
        type=Path,
        metavar="CHUNKS",
        help="its stored chunks: a file with all of them in order, or a folder",
    )
    attached.add_argument(
        "--output", type=Path, metavar="FILE", required=True, help="a new file for it"
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


def _attachment(arguments: argparse.Namespace) -> int:
    try:
        file, name = find_file(arguments.file, arguments.name)
        open_file(file, arguments.chunks, arguments.output)
    except Unnamed as error:
        print(f"{arguments.file}: {error}", file=sys.stderr)
        return NOT_POSSIBLE
    except ProtocolError as error:
        print(f"{arguments.chunks}: {error.reason}: {error}", file=sys.stderr)
        return REFUSED
    told = f"“{escaped(name)}”, {file.size} bytes, as it was sent"
    print(f"{arguments.output}: {told}", file=sys.stderr)
    return OK


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
    commands = {
        "verify": _verify,
        "decrypt": _decrypt,
        "attachment": _attachment,
        "keylog": _keylog,
    }
    command = commands[arguments.command]
    _secret.cache_clear()

    def run_one(one: argparse.Namespace) -> int:
        return _guarded(command, one)

    if arguments.command in ("verify", "decrypt") and arguments.file.is_dir():
        return _guarded(lambda all_of_it: each(all_of_it, run_one), arguments)
    return run_one(arguments)


def _guarded(
    command: Callable[[argparse.Namespace], int], arguments: argparse.Namespace
) -> int:
    try:
        return command(arguments)
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
