"""A message that the server has, and that has not come back from it yet."""

from __future__ import annotations

import re
from functools import partial

from playwright.sync_api import expect

RECORDS = re.compile(r"/api/rooms/[\w-]{22}/records")


def test_what_was_just_sent_can_be_changed_and_is_met_under_the_mouse(alice, bob):
    held = []
    is_held = True

    def pass_on(socket):
        server = socket.connect_to_server()
        socket.on_message(server.send)

        def back(message):
            if is_held and str(message).startswith('42["record"'):
                held.append(partial(socket.send, message))
            else:
                socket.send(message)

        server.on_message(back)

    alice.start_chat(bob.username)
    alice.say("earlier")
    bob.go_to(alice.username)
    bob.sees("earlier")
    alice.page.route_web_socket("**/socket.io/**", pass_on)
    alice.open_chat()
    alice.go_to(bob.username)
    alice.page.route(
        RECORDS, lambda route: route.abort() if is_held else route.continue_()
    )
    alice.say("later")
    alice.sees_sent("later")

    alice.composer.press("ArrowUp")
    expect(alice.composer).to_have_value("later")
    alice.composer.press("Escape")
    toolbar = alice.page.get_by_role("toolbar", name="Message", exact=True)
    alice.article("earlier").hover()
    expect(toolbar).to_be_visible()
    alice.article("later").hover()
    expect(toolbar).to_be_hidden()

    is_held = False
    for send in held:
        send()
    expect(toolbar).to_be_visible()
