"""What people type for a recovery phrase (PROTOCOL.md §5.2)."""

import hashlib

from mnemonic import Mnemonic

from ..insecure import derive
from . import accepted, refused

LIST = Mnemonic("english").wordlist


def phrase(entropy: bytes) -> str:
    """Write entropy as words, by the letter of BIP 39."""
    checksum = hashlib.sha256(entropy).digest()[0] >> (8 - len(entropy) // 4)
    bits = int.from_bytes(entropy) << len(entropy) // 4 | checksum
    count = len(entropy) * 3 // 4
    places = [bits >> 11 * (count - 1 - n) & 2047 for n in range(count)]
    return " ".join(LIST[place] for place in places)


GOOD = phrase(derive("recovery phrase", 16))
WORDS = GOOD.split()


def replaced(place: int, word: str) -> str:
    """Exchange one word."""
    return " ".join([*WORDS[:place], word, *WORDS[place + 1 :]])


def vectors() -> list[dict]:
    """Write the vectors."""
    call = "read_phrase"
    neighbour = LIST[(LIST.index(WORDS[4]) + 1) % 2048]
    fine = {
        "as-it-is-shown": GOOD,
        "in-capitals": GOOD.upper(),
        "with-a-capital-each": GOOD.title(),
        "a-word-a-line": "\n".join(WORDS),
        "numbered": " ".join(f"{n}. {word}" for n, word in enumerate(WORDS, 1)),
        "with-commas-and-tabs": ",\t".join(WORDS),
        "with-space-around": f"  {GOOD}\r\n ",
        "with-wide-spaces": "\u3000".join(WORDS),
    }
    wrong = {
        "empty": "",
        "eleven-words": " ".join(WORDS[:-1]),
        "thirteen-words": f"{GOOD} {WORDS[0]}",
        "of-fifteen-words": phrase(derive("recovery phrase", 20)),
        "of-twenty-four-words": phrase(derive("recovery phrase", 32)),
        "wrong-checksum": replaced(4, neighbour),
        "two-words-exchanged": " ".join([WORDS[1], WORDS[0], *WORDS[2:]]),
        "word-of-no-list": replaced(2, "securechat"),
        "word-cut-to-four-letters": replaced(0, "aban"),
        "word-of-another-list": replaced(5, "\u00e1baco"),
        "in-full-width-letters": "".join(
            chr(ord(c) + 0xFEE0) if c.isalpha() else c for c in GOOD
        ),
        "with-the-kelvin-sign": replaced(3, "\u212aangaroo"),
        "words-run-together": GOOD.replace(" ", ""),
    }
    known = {
        # The first vectors of BIP 39 itself.
        "entropy-of-zeros": f"{'abandon ' * 11}about",
        "entropy-of-ones": f"{'zoo ' * 11}wrong",
        "entropy-of-7f": "legal winner thank year wave sausage worth useful "
        "legal winner thank yellow",
    }
    assert phrase(bytes(16)) == known["entropy-of-zeros"]
    return [
        *(accepted(name, call, GOOD, text=text) for name, text in fine.items()),
        *(accepted(name, call, text, text=text) for name, text in known.items()),
        *(refused(name, "bad-phrase", call, text=text) for name, text in wrong.items()),
    ]
