"""Making an account on a server that does not take everybody."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.pages import Person
from tests.server import PROJECT, Server


@pytest.fixture
def private_server(tmp_path: Path) -> Iterator[Server]:
    """Return a server on which an account takes a code."""
    server = Server(tmp_path, REGISTRATION="invite").start()
    yield server
    server.stop()


def link_of(server: Server) -> str:
    """Let the operator make a link while the server runs."""
    done = subprocess.run(
        [sys.executable, "-m", "flask", "invitations", "make"],
        cwd=PROJECT,
        env=os.environ | server.environment() | {"PUBLIC_ORIGIN": server.url},
        capture_output=True,
        check=True,
        text=True,
    )
    return done.stdout.splitlines()[0]


def fill(someone: Person, link: str) -> None:
    """Fill in the form that a link leads to."""
    page = someone.page
    page.goto(link)
    page.get_by_label("Username", exact=True).fill(someone.username)
    page.get_by_label("Password", exact=True).fill(someone.password)
    page.get_by_label("Repeat password", exact=True).fill(someone.password)


def test_a_link_of_the_operators_makes_one_account(private_server, person):
    link = link_of(private_server)
    dave, mallory = (person(name, private_server.url) for name in ("dave", "mallory"))
    code = dave.page.get_by_label("Registration code")
    create = dave.page.get_by_role("button", name="Create account")

    fill(dave, f"{private_server.url}/register")
    expect(code).to_be_visible()
    create.click()
    expect(dave.page.get_by_text("Enter the code that you were given.")).to_be_visible()
    expect(code).to_be_focused()

    dave.page.goto("about:blank")
    fill(dave, link)
    expect(code).to_have_value(link.split("=")[1])
    create.click()
    dave.go_on_without_a_phrase()
    dave.arrive()

    # Whoever is quicker than the server's word on who may register is not too quick.
    held = []
    mallory.page.route("**/api/registration", lambda route: held.append(route))
    with mallory.page.expect_request("**/api/registration"):
        fill(mallory, link)
    mallory.page.get_by_role("button", name="Create account").click()
    held.pop().continue_()
    expect(mallory.page.get_by_text("was used already")).to_be_visible()
    expect(mallory.page.get_by_label("Registration code")).to_be_focused()


def test_where_nobody_can_register_the_page_says_so(person):
    dave = person("dave")
    dave.page.route(
        "**/api/registration",
        lambda route: route.fulfill(json={"registration": "closed"}),
    )
    dave.page.goto(f"{dave.url}/register")
    expect(dave.page.get_by_text("takes no new accounts")).to_be_visible()
    expect(dave.page.get_by_label("Username", exact=True)).to_be_hidden()
    dave.page.get_by_role("link", name="Log in").click()
    dave.page.wait_for_url("**/login")
