"""Alice sends files; Bob gets them as they were, and nobody else learns of them."""

from __future__ import annotations

import os

from playwright.sync_api import expect

from tests.browser.scripts import script
from tests.browser.sending import Desk
from tests.pictures import photo

PLAN = os.urandom(1_500_000)
# Notes that a sound is played, by what the slider says of it in any frame.
HEARD = """(slider) => {
  const look = () => {
    if (slider.value > 0) window.isHeard = true
    else requestAnimationFrame(look)
  }
  look()
}"""


def named(name: str, kind: str, data: bytes) -> dict:
    return {"name": name, "mimeType": kind, "buffer": data}


def test_two_photos_and_a_plan(alice, bob, tmp_path):
    alice.start_chat(bob.username)
    alice.say("hello")
    bob.go_to(alice.username)
    mine, his = Desk(alice), Desk(bob)
    jpeg = photo()
    assert b"GPS-SECRET" in jpeg, "the premise"

    mine.pick(
        named("cat.jpg", "image/jpeg", jpeg),
        named("dog.jpg", "image/jpeg", photo()),
        named("Plan.pdf", "application/pdf", PLAN),
    )
    mine.send("Our house")

    bob.sees("Our house")
    his.sees_picture("cat.jpg")
    his.sees_picture("dog.jpg")
    assert his.save("Plan.pdf", tmp_path).read_bytes() == PLAN
    his.picture("cat.jpg").click()
    shown = his.lightbox.get_by_role("img", name="cat.jpg")
    expect(shown).to_be_visible()
    saved = his.save_large(tmp_path)
    assert saved.name == "cat.jpg"
    assert saved.read_bytes()[:2] == b"\xff\xd8", "the premise: it is a photo"
    assert b"GPS-SECRET" not in saved.read_bytes()
    bob.page.keyboard.press("ArrowRight")
    expect(his.lightbox.get_by_role("img", name="dog.jpg")).to_be_visible()
    bob.page.keyboard.press("Escape")
    expect(his.lightbox).to_be_hidden()


def test_a_cut_in_the_middle(alice, bob, tmp_path):
    alice.start_chat(bob.username)
    alice.say("hello")
    bob.go_to(alice.username)
    mine, his = Desk(alice), Desk(bob)
    mine.pick(named("film.bin", "", PLAN * 2))
    with mine.cut_off():
        mine.send("It is long")
        expect(mine.progress).to_be_visible()
    bob.sees("It is long")
    assert his.save_through_a_cut("film.bin", tmp_path).read_bytes() == PLAN * 2


def test_what_is_called_a_picture_and_could_run(alice, bob, tmp_path):
    alice.start_chat(bob.username)
    alice.say("hello")
    bob.go_to(alice.username)
    mine, his = Desk(alice), Desk(bob)
    drawn = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    mine.pick(
        named("logo.svg", "image/svg+xml", drawn),
        named("page.html", "text/html", b"<script>alert(1)</script>"),
        named("fake.png", "image/png", drawn),
    )
    mine.send("Three of them")
    bob.sees("Three of them")
    for name in ("logo.svg", "page.html"):
        assert his.save(name, tmp_path).name == name
    # Nothing of it is opened as a document, in this page or in another.
    assert bob.context.pages == [bob.page]
    expect(bob.page.locator("iframe, frame, object, embed")).to_have_count(0)
    sources = bob.page.locator("img[src]").evaluate_all("all => all.map((i) => i.src)")
    assert [url for url in sources if "svg" in url or "html" in url] == []
    # It is called a picture, and there is nothing that could be drawn.
    expect(his.picture("fake.png")).to_have_attribute("data-failed", "")


def test_a_voice_message(alice, bob):
    alice.page.evaluate(script("microphone.js"))
    alice.start_chat(bob.username)
    alice.say("hello")
    bob.go_to(alice.username)
    Desk(alice).speak()
    sound = Desk(bob).sound
    expect(sound).to_contain_text("Voice message")
    # It is over after a second, and stands at the beginning again.
    sound.get_by_role("slider").evaluate(HEARD)
    sound.get_by_role("button", name="Play").click()
    bob.page.wait_for_function("() => window.isHeard")
