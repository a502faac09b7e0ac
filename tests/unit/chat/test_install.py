import io
import re

import pytest
from PIL import Image


@pytest.fixture
def manifest(client):
    return client.get("/manifest.webmanifest")


def test_the_manifest_says_how_the_chat_is_installed(manifest):
    assert manifest.mimetype == "application/manifest+json"
    assert manifest.headers["Cache-Control"] == "no-cache"
    told = manifest.get_json(force=True)
    assert (told["name"], told["short_name"]) == ("SecureChat", "SecureChat")
    assert (told["start_url"], told["display"]) == ("/chat", "standalone")


def test_each_icon_is_there_in_the_size_that_the_manifest_says(client, manifest):
    icons = manifest.get_json(force=True)["icons"]
    assert {icon["sizes"] for icon in icons} >= {"192x192", "512x512"}
    assert "maskable" in {icon.get("purpose") for icon in icons}
    for icon in icons:
        answer = client.get(icon["src"])
        assert answer.mimetype == icon["type"]
        width, height = Image.open(io.BytesIO(answer.data)).size
        assert f"{width}x{height}" == icon["sizes"]


@pytest.mark.parametrize("page", ["/login", "/register", "/chat", "/missing"])
def test_every_page_leads_to_the_manifest_and_has_its_colours(client, manifest, page):
    text = client.get(page).text
    told = manifest.get_json(force=True)
    assert '<link rel="manifest" href="/manifest.webmanifest">' in text
    colours = re.findall(
        r'name="theme-color" data-scheme="(\w+)".*content="(.+)"', text
    )
    assert ("light", told["theme_color"]) in colours
    assert "dark" in dict(colours)
    [touch] = re.findall(r'rel="apple-touch-icon" href="(.+)"', text)
    icon = Image.open(io.BytesIO(client.get(touch).data))
    # Where it were transparent it would become black.
    assert (icon.size, icon.mode) == ((180, 180), "RGB")


@pytest.mark.parametrize(
    "name", ["missing.png", "..%2fmanifest.webmanifest", "%2e%2e/favicon.svg", ""]
)
def test_nothing_but_the_icons_is_served_as_one(client, name):
    assert client.get(f"/icons/{name}").status_code == 404


def test_the_manifest_is_the_same_for_everybody(alice, bob, client):
    answers = {
        browser.get("/manifest.webmanifest", headers={"Accept-Language": language}).data
        for browser in (alice.http, bob.http, client)
        for language in ("en", "ar")
    }
    assert len(answers) == 1
