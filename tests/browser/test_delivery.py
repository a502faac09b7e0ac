"""Nothing is lost: lost connections, reloads, gaps, long histories."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.actors import Actor, Online
from tests.browser.arrival import arrived
from tests.browser.scripts import script


def test_what_is_written_without_a_connection_goes_out_once(alice, bob):
    alice.start_chat(bob.username)
    alice.say("with a connection")
    bob.go_to(alice.username)
    bob.sees("with a connection")

    alice.context.set_offline(True)
    banner = alice.page.get_by_text("Reconnecting…")
    expect(banner).to_be_visible()
    for number in range(3):
        alice.say(f"meanwhile {number}")
    expect(alice.article("meanwhile 2")).to_have_attribute("data-status", "pending")
    bob.say("are you there?")
    bob.sees_sent("are you there?")

    alice.context.set_offline(False)
    expect(banner).to_be_hidden()
    meanwhile = [f"meanwhile {number}" for number in range(3)]
    for text in meanwhile:
        alice.sees_sent(text)
    for someone in (alice, bob):
        texts = someone.messages.locator("article [data-ref=text]")
        expect(texts).to_have_text(["with a connection", "are you there?", *meanwhile])


def test_the_outbox_survives_a_reload(alice, bob):
    alice.start_chat(bob.username)
    alice.say("hello")
    bob.go_to(alice.username)
    bob.sees("hello")

    # The page can be had, the socket cannot.
    alice.page.route("**/socket.io/**", lambda route: route.abort())
    alice.page.route_web_socket("**/socket.io/**", lambda socket: socket.close())
    alice.open_chat()
    alice.go_to(bob.username)
    alice.say("from the outbox")
    pending = alice.article("from the outbox")
    expect(pending).to_have_attribute("data-status", "pending")
    alice.open_chat()
    alice.go_to(bob.username)
    expect(pending).to_have_attribute("data-status", "pending")
    bob.sees_not("from the outbox")

    tab = alice.another_tab()
    bob.sees("from the outbox")
    tab.go_to(bob.username)
    tab.sees_sent("from the outbox")


def test_an_answer_that_got_lost_sends_nothing_twice(alice, bob):
    alice.start_chat(bob.username)
    alice.say("hello")
    alice.sees_sent("hello")
    bob.go_to(alice.username)

    lose = {"answers": True}

    def pass_on(socket):
        server = socket.connect_to_server()
        socket.on_message(server.send)

        def back(message):
            # Socket.IO acknowledgements are packets of type 43. Not everything else:
            # who hears of the others' presence would never come to sending.
            if lose["answers"] and str(message).startswith(("43", '42["record"')):
                socket.close()
                return
            socket.send(message)

        server.on_message(back)

    alice.page.route_web_socket("**/socket.io/**", pass_on)
    alice.open_chat()
    alice.go_to(bob.username)
    alice.say("once only")
    bob.sees("once only")
    lose["answers"] = False
    alice.sees_sent("once only")
    alice.say("and on")
    bob.sees("and on")
    bob.sees("once only")


def test_history_loads_by_the_screenful_without_jumping(bob):
    writer = Online(bob.url, bob.username.replace("bob", "alice"), "alice")
    writer.register().connect()
    room = writer.found(Actor(bob.username, "bob"), kind="direct")
    for number in range(150):
        writer.say(room, f"number {number:03}")
    writer.disconnect()

    bob.open_chat()
    bob.go_to(writer.username)
    bob.sees("number 149")
    bob.messages.evaluate("(log) => log.scrollTop = 0")
    seen = bob.messages.evaluate(script("first_in_view.js"))
    # What one looked at stays where it was while older messages come in above it; all
    # of them may have been read back in idle time by now.
    expect(bob.page.get_by_text("Only the members of this chat")).to_be_visible()
    place = bob.messages.evaluate(script("place_of.js"), seen["text"])
    assert abs(place - seen["top"]) <= 2


def test_a_killed_server_loses_nothing_and_everybody_goes_on(person, own_server):
    alice = arrived(person("alice", url=own_server.url), "alice")
    bob = arrived(person("bob", url=own_server.url), "bob")
    alice.start_chat(bob.username)
    alice.say("before the crash")
    alice.sees_sent("before the crash")
    bob.go_to(alice.username)

    own_server.kill()
    expect(alice.page.get_by_text("Reconnecting…")).to_be_visible()
    alice.say("during the crash")
    own_server.start()

    for someone in (alice, bob):
        someone.sees("before the crash")
        someone.sees("during the crash")
    bob.say("after the crash")
    alice.sees("after the crash")
