"""How often things may be done, per account and per address (PROTOCOL.md §13).

    logins         to log in, to be told a salt, to recover, to reset  per address
    guesses        to log in as one account                  per account named
                   to change password, ways back, store     per login
    codes          to try the code of a login             per account
    registrations  to make an account                        per address
    keylog         to be told of the key log                 per address
    lookups        to look somebody up by their name         per account, and address
    sends          to send into rooms, or erase              per account, and address
    signals        to pass on what is true for a moment      per account, and address
    uploads        to begin a file, or give it on            per account, and address
    chunks         to bring a piece of a file                per account, and address
    changes        to change rooms, keys, account data       per account, and address

How often is a setting for each, such as LIMIT_SENDS. One address may do as much as
LIMIT_ADDRESS_FACTOR accounts: people behind one router share it. What goes over is
refused with `too-often` and in how many seconds it would not be: nothing has happened
then, and nothing else is refused for it.
"""

import math
import time

from flask import Request
from limits import RateLimitItem, parse_many
from limits.errors import StorageError
from limits.storage import Storage, storage_from_string
from limits.strategies import FixedWindowRateLimiter

from chat import journal
from chat.address import origin_of
from chat.refusal import Refusal
from chat.same_origin import SAFE_METHODS
from chat.settings import OFF, Settings
from chat.windows import Windows

# Which route counts as what. Others that write are "changes"; others that read, free.
ROUTES = {
    "account.register": "registrations",
    "files.begin": "uploads",
    "files.copy": "uploads",
    "files.keep": "chunks",
    "key_log.checkpoint": "keylog",
    "key_log.consistency": "keylog",
    "key_log.entries": "keylog",
    "key_log.inclusion": "keylog",
    "keys.bundle": "lookups",
    "login.login": "logins",
    "login.salt": "logins",
    "passkey.challenge": "logins",
    "passkey.login": "logins",
    "recovery.keys": "logins",
    "recovery.recover": "logins",
    "recovery.salt": "logins",
    "reset.begin_anew": "logins",
    "second_factor.ask_for_passkey": "logins",
    "second_factor.finish": "logins",
    "second_factor.finish_by_passkey": "logins",
}
# Nobody is kept from leaving, nor from throwing out whoever has their cookie and does a
# lot with it. A new password, or second factor, is held back by "guesses".
FREE = {
    "account.change_password",
    "account.delete",
    "account.move_keys",
    "login.logout",
    "logins.end",
    "logins.end_others",
    "recovery.make",
    "second_factor.add_passkey",
    "second_factor.begin",
    "second_factor.begin_passkey",
    "second_factor.remove_passkey",
    "second_factor.renew_codes",
    "second_factor.set_up",
    "second_factor.turn_off",
    "recovery.make_file",
}

# And which event of the socket.
EVENTS = {"erase": "sends", "keys": "changes", "send": "sends", "signal": "signals"}

BY_ACCOUNT = {"codes", "guesses"}
BY_ADDRESS = {"keylog", "logins", "registrations"}
BY_BOTH = {"changes", "chunks", "lookups", "sends", "signals", "uploads"}

# How long, in seconds, this process counts by itself after Redis did not answer: asking
# it each time would make everybody wait for it each time.
PAUSE = 10

REDIS = {"key_prefix": "securechat", "socket_timeout": 1, "socket_connect_timeout": 1}


def counts_as(request: Request) -> str | None:
    """Say as what a request counts, or None."""
    endpoint = request.endpoint or ""
    if endpoint in ROUTES or endpoint in FREE:
        return ROUTES.get(endpoint)
    return None if request.method in SAFE_METHODS else "changes"


class Rates:
    """Counts who did what how often, in memory or in Redis."""

    def __init__(self, settings: Settings) -> None:
        self._trusted = settings.trusted_proxies
        self._items: dict[tuple[str, str], list[RateLimitItem]] = {}
        for what in BY_ACCOUNT | BY_ADDRESS | BY_BOTH:
            items = _parse(getattr(settings, f"limit_{what}"))
            factor = settings.limit_address_factor if what in BY_BOTH else 1
            self._items[what, "account"] = items
            self._items[what, "address"] = [
                type(one)(one.amount * factor, one.multiples) for one in items
            ]
        self._own = Windows()
        self._shared: FixedWindowRateLimiter | None = None
        self._shared_again = 0.0
        if settings.limits_url:
            storage = _redis(settings.limits_url)
            self._shared = FixedWindowRateLimiter(storage)

    def demand(self, what: str, request: Request, username: str | None = None) -> None:
        """Count something that an account, where it is one, does from its address.

        Raises Refusal `too-often`.
        """
        origin = "" if what in BY_ACCOUNT else self.origin(request)
        self.demand_of(what, origin, username)

    def origin(self, request: Request) -> str:
        """Return the network that a request counts for."""
        return origin_of(request, self._trusted)

    def demand_of(self, what: str, origin: str, username: str | None = None) -> None:
        """Count something that an account does, or whoever is at an origin.

        Raises Refusal `too-often`.
        """
        # The account first: what it is refused does not take from its neighbours.
        if username is not None and what not in BY_ADDRESS:
            self._count(what, "account", username)
        if what not in BY_ACCOUNT:
            self._count(what, "address", origin)

    def _count(self, what: str, kind: str, who: str) -> None:
        for item in self._items[what, kind]:
            seconds = self._hit(item, what, kind, who)
            if seconds:
                raise Refusal("too-often", retry_after=seconds)

    def _hit(self, item: RateLimitItem, *names: str) -> int:
        """Count once, and say for how many seconds that is too often; 0 if it is not.

        Fixed windows, from the first hit on: one number for each, and an end that is
        known to the second.
        """
        if self._shared is not None and time.monotonic() >= self._shared_again:
            try:
                return _hit(self._shared, item, names)
            except StorageError as error:
                # Not to count at all would let guesses through; to refuse everything
                # would end the chat for a helper's sake.
                self._shared_again = time.monotonic() + PAUSE
                place = journal.place(error.storage_error)
                journal.get("rates").error("LIMITS_URL does not answer: %s", place)
        seconds = item.get_expiry()
        return self._own.hit((*names, seconds), item.amount, seconds)


def _hit(
    limiter: FixedWindowRateLimiter, item: RateLimitItem, names: tuple[str, ...]
) -> int:
    if limiter.hit(item, *names):
        return 0
    ends = limiter.get_window_stats(item, *names).reset_time
    return max(1, math.ceil(ends - time.time()))


def _parse(text: str) -> list[RateLimitItem]:
    if text == OFF:
        return []
    # The shortest first: what it refuses does not count for the longer ones.
    return sorted(parse_many(text), key=RateLimitItem.get_expiry)


def _redis(url: str) -> Storage:
    return storage_from_string(url, wrap_exceptions=True, **REDIS)
