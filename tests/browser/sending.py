"""Files as a person meets them: picked, seen, opened, saved."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.browser.pages import Person


class Desk:
    """Somebody's files in the open chat."""

    def __init__(self, person: Person):
        self.person = person
        self.page = person.page

    def pick(self, *paths: Path | dict) -> None:
        """Choose files to send."""
        self.page.locator("#attach-input").set_input_files(list(paths))
        expect(self.tray.get_by_role("listitem")).to_have_count(len(paths))

    @property
    def tray(self) -> Locator:
        """What will go with the next message."""
        return self.page.get_by_role("list", name="Files to send")

    def send(self, caption: str = "") -> None:
        """Write a caption and send all that was chosen."""
        self.person.composer.fill(caption)
        self.person.composer.press("Enter")

    def picture(self, name: str) -> Locator:
        """A picture in the chat."""
        return self.person.messages.get_by_role("button", name=f"picture {name}")

    def sees_picture(self, name: str) -> None:
        """Expect a picture to be there, decrypted and drawn."""
        expect(self.picture(name)).to_have_attribute("data-loaded", "")

    @property
    def lightbox(self) -> Locator:
        """A picture as large as the screen."""
        return self.page.get_by_role("dialog", name="as large as the screen")

    def save(self, name: str, folder: Path) -> Path:
        """Save a file to the disk."""
        button = self.person.messages.get_by_role("button", name=f"Save {name}")
        return self._saved(button, folder)

    def save_through_a_cut(self, name: str, folder: Path) -> Path:
        """Save a file to the disk, and lose the connection meanwhile."""
        button = self.person.messages.get_by_role("button", name=f"Save {name}")
        return self._saved(button, folder, self.cut_off)

    def save_large(self, folder: Path) -> Path:
        """Save the picture that is as large as the screen."""
        return self._saved(self.lightbox.get_by_role("button", name="Save"), folder)

    @property
    def progress(self) -> Locator:
        """How far files on their way have come."""
        return self.person.messages.get_by_role("progressbar", name="Sending files")

    @contextmanager
    def cut_off(self) -> Iterator[None]:
        """Lose every chunk of a file but the first, until one was lost at least."""
        chunk = re.compile("/chunks/[1-9]")
        self.page.route(chunk, lambda route: route.abort())
        with self.page.expect_event(
            "requestfailed", lambda request: chunk.search(request.url)
        ):
            yield
        self.page.unroute(chunk)

    def speak(self) -> None:
        """Record a voice message of a second, and send it."""
        self.page.get_by_role("button", name="Record a voice message").click()
        voice = self.page.get_by_role("group", name="Recording a voice message")
        # Whoever looks again a second later may find any number of them.
        expect(voice.get_by_role("timer")).to_have_text(re.compile("[1-9]$"))
        voice.get_by_role("button", name="Send").click()

    @property
    def sound(self) -> Locator:
        """The newest sound in the chat."""
        return self.person.messages.get_by_role("article").last

    def _saved(
        self, button: Locator, folder: Path, meanwhile: Callable = nullcontext
    ) -> Path:
        with self.page.expect_download() as waiting, meanwhile():
            button.click()
        # Through the service worker, and not put together in memory first.
        assert "/download/" in waiting.value.url
        path = folder / waiting.value.suggested_filename
        waiting.value.save_as(path)
        return path
