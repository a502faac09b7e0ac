"""What a guess costs whoever has the databases: `python -m benchmarks.guess`.

A dump holds two things that tell a right password from a wrong one: the login secret's
hash, and the keys sealed under the password; so it does of a recovery phrase. What is
measured is the cheaper way of each, with nothing done that a thief could leave out, in
seconds of one core's processor, beside one hash without stretching and the 210 000
rounds of PBKDF2-HMAC-SHA-512 that OWASP's Password Storage Cheat Sheet asks for.
Hardware that does nothing else guesses more for the same money: read the ratios, not
the seconds.
"""

import hashlib
import os
import statistics
import time
from collections.abc import Callable

from cryptography.hazmat.primitives.keywrap import (
    InvalidUnwrap,
    aes_key_unwrap,
    aes_key_wrap,
)

from chat.login_secret import SCRYPT_N, scrypt
from encryption.password import LOGIN_LABEL, ROUNDS, stretch
from encryption.phrase import ENTROPY_BYTES, new_phrase

TRIES = int(os.environ.get("TRIES", "9"))
OWASP_ROUNDS = 210_000
KEK_BYTES, KEY_BYTES, SALT_BYTES = 32, 64, 16
HASHES = 100_000
PEER = "OWASP's"
SECONDS_OF_A_YEAR = 365.25 * 24 * 3600
# Words of the list of 7 776 that is meant for dice (EFF 2016), and their bits.
DICE_WORDS = {4: 51.7, 5: 64.6, 6: 77.5}


def ways() -> dict[str, Callable[[], object]]:
    """List the guesses by name, each a call that makes one."""
    password, phrase, salt = "a guess of twelve", new_phrase(), os.urandom(SALT_BYTES)
    wrapped = aes_key_wrap(os.urandom(KEK_BYTES), os.urandom(KEY_BYTES))

    def sealed(secret: str, rounds: int = ROUNDS) -> bool:
        try:
            aes_key_unwrap(stretch(secret, salt, rounds, KEK_BYTES), wrapped)
        except InvalidUnwrap:
            return False
        return True

    def login() -> bytes:
        secret = stretch(password, LOGIN_LABEL + salt, ROUNDS, KEK_BYTES)
        return scrypt(secret, salt, SCRYPT_N)

    return {
        "password, by the sealed keys": lambda: sealed(password),
        "password, by the login secret": login,
        "phrase, by the sealed keys": lambda: sealed(phrase),
        PEER: lambda: sealed(password, OWASP_ROUNDS),
    }


def plain() -> float:
    """Return the seconds of processor that one hash without stretching takes."""
    begun = time.process_time()
    for _ in range(HASHES):
        hashlib.sha512(b"a guess of twelve").digest()
    return (time.process_time() - begun) / HASHES


def cost(guess: Callable[[], object]) -> float:
    """Return the seconds of processor that one guess takes: the median of TRIES."""
    took = []
    for _ in range(TRIES):
        begun = time.process_time()
        guess()
        took.append(time.process_time() - begun)
    return statistics.median(took)


def main() -> None:
    """Measure each way, and say what that makes of passwords."""
    costs = {name: cost(guess) for name, guess in ways().items()}
    peer, hashed = costs.pop(PEER), plain()
    for name, seconds in costs.items():
        print(
            f"{name:30} {seconds * 1e3:7.1f} ms a guess, {1 / seconds:5.1f} a second:"
            f" {seconds / peer:4.2f} of OWASP's, {seconds / hashed:9,.0f} plain hashes"
        )
    cheapest = min(costs.values())
    bits = {f"{words} dice words": bits for words, bits in DICE_WORDS.items()}
    bits["the recovery phrase"] = ENTROPY_BYTES * 8
    for name, size in bits.items():
        years = 2 ** (size - 1) * cheapest / SECONDS_OF_A_YEAR
        print(f"{name:30} {size:6.1f} bits: {years:9.1e} years of one core, on average")


if __name__ == "__main__":
    main()
