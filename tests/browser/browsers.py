"""Browsers for the people of stories: each is empty, and few of them are new.

A new one asks for two hundred files and compiles them all before anybody is in the
chat, which is most of what a story costs. So browsers are handed on, emptied of
everything but the files of the release, which never change.
"""

from __future__ import annotations

from collections import defaultdict
from functools import partial

from playwright.sync_api import Browser, BrowserContext

from tests.chromium import PATIENCE

WIDE = {"width": 1280, "height": 800}
# What a story tells a browser by these would be heard by the next story, too.
LASTING = ("add_init_script", "close", "expose_binding", "expose_function", "on")


class Browsers:
    """Browsers for one server; those for another one are used once."""

    def __init__(self, chromium: Browser, url: str) -> None:
        self._chromium = chromium
        self._url = url
        self._idle: defaultdict[str, list[BrowserContext]] = defaultdict(list)
        self._lent: dict[BrowserContext, str] = {}

    def new(self, **options: object) -> BrowserContext:
        """Make one that nobody had before or gets after; its maker closes it."""
        context = self._chromium.new_context(**({"viewport": WIDE} | options))
        context.set_default_timeout(PATIENCE)
        return context

    def lend(self, **options: object) -> BrowserContext:
        """Give an empty one, for somebody who will go to this server and no other."""
        kind = repr(sorted(options.items()))
        context = self._idle[kind].pop() if self._idle[kind] else self._watched(options)
        self._lent[context] = kind
        return context

    def keep(self, context: BrowserContext) -> None:
        """Let one be closed afterwards, as the story does to it what stays."""
        self._lent.pop(context, None)

    def take_back(self, context: BrowserContext) -> None:
        """Empty it for the next one, or close it."""
        kind = self._lent.pop(context, None)
        if kind is None:
            context.close()
            return
        for page in context.pages:
            page.close()
        context.unroute_all()
        context.set_offline(False)
        context.clear_permissions()
        context.clear_cookies()
        page = context.new_page()
        everything = {"origin": self._url, "storageTypes": "all"}
        context.new_cdp_session(page).send("Storage.clearDataForOrigin", everything)
        page.close()
        self._idle[kind].append(context)

    def close(self) -> None:
        """Close those that nobody has."""
        for contexts in self._idle.values():
            for context in contexts:
                context.close()

    def _watched(self, options: dict[str, object]) -> BrowserContext:
        context = self.new(**options)
        for name in LASTING:
            setattr(context, name, partial(self._told, context, getattr(context, name)))
        return context

    def _told(self, context: BrowserContext, tell, *words, **more) -> object:
        self.keep(context)
        return tell(*words, **more)
