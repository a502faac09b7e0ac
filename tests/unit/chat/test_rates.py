"""What is done too often is refused, says for how long, and hurts nobody else."""

import io
import threading
from dataclasses import replace

import pytest
from fakeredis import TcpFakeServer

from chat import journal, rates
from chat.application import build, close
from encryption.signed import b64u
from tests.factories import Person, heard

WRONG = b64u(bytes(32))


class Clock:
    """A clock that stands until the test moves it on."""

    now = 1_800_000_000.0

    def time(self):
        return self.now

    monotonic = time


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    for module in ("limits.strategies", "chat.rates", "chat.windows"):
        monkeypatch.setattr(f"{module}.time", clock)
    return clock


@pytest.fixture
def limited(settings):
    """Make applications with limits."""
    made = []

    def make(**limits):
        made.append(build(replace(settings, **limits)))
        return made[-1]

    yield make
    for app in made:
        close(app)


def log_in(app, username, secret=WRONG, address="192.0.2.1", client=None):
    return (client or app.test_client()).post(
        "/api/login",
        json={"secret": secret, "username": username},
        environ_base={"REMOTE_ADDR": address},
    )


def assert_too_often(answer, seconds):
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == str(seconds)
    assert answer.json["error"]["code"] == "too-often"
    assert answer.json["error"]["retry_after"] == seconds


def test_what_is_too_often_says_for_how_long(limited, clock):
    app = limited(limit_logins="2/minute; 3/hour")
    for _ in range(2):
        assert log_in(app, "nobody").status_code == 401
    clock.now += 20
    assert_too_often(log_in(app, "nobody"), 40)
    clock.now += 40
    assert log_in(app, "nobody").status_code == 401
    # What the minute refused did not count for the hour.
    assert_too_often(log_in(app, "nobody"), 3600 - 60)
    assert log_in(app, "nobody", address="192.0.2.2").status_code == 401
    clock.now += 3600 - 60
    assert log_in(app, "nobody").status_code == 401


def test_to_be_told_a_salt_counts_too(limited, clock):
    app = limited(limit_logins="1/minute")
    body = {"username": "nobody"}
    assert app.test_client().post("/api/login/salt", json=body).status_code == 200
    assert_too_often(app.test_client().post("/api/login/salt", json=body), 60)


def test_a_whole_network_of_ipv6_is_one_address(limited, clock):
    app = limited(limit_logins="2/minute")
    for address in ("2001:db8:0:1::1", "2001:db8:0:1:ffff::2"):
        assert log_in(app, "nobody", address=address).status_code == 401
    assert_too_often(log_in(app, "nobody", address="2001:db8:0:1:5::3"), 60)
    assert log_in(app, "nobody", address="2001:db8:0:2::1").status_code == 401


def test_guesses_from_many_addresses_slow_one_account(limited, clock):
    app = limited(limit_guesses="10/minute")
    alice, bob = Person(app, "alice").register(), Person(app, "bob").register()
    book, socket = alice.create(bob), alice.connect()
    for guess in range(10):
        answer = log_in(app, "Alice", address=f"198.51.100.{guess}")
        assert answer.status_code == 401
    # Not even the right one is tried: whoever guesses does not learn that it is.
    again = log_in(app, "alice", alice.secret, address="203.0.113.1")
    assert_too_often(again, 60)
    # The account's browsers go on, and so does everybody else.
    assert alice.http.get("/api/me").status_code == 200
    assert alice.say(socket, book, "hello")["ok"]
    assert alice.connect().is_connected()
    assert log_in(app, "bob", bob.secret).status_code == 200
    clock.now += 60
    assert log_in(app, "alice", alice.secret).status_code == 200


def test_a_password_is_not_guessed_as_one_that_was_changed_to(limited, clock):
    app = limited(limit_guesses="2/minute")
    alice = Person(app, "alice")
    body = alice.registration() | {"sealed": None, "store": "browser"}
    assert alice.http.post("/api/register", json=body).status_code == 201
    wish = {"bundle": None, "old": WRONG, "salt": body["salt"], "sealed": None}
    for _ in range(2):
        answer = alice.http.post("/api/account/password", json=wish | {"secret": WRONG})
        assert answer.status_code == 401
    right = wish | {"secret": body["secret"]}
    assert_too_often(alice.http.post("/api/account/password", json=right), 60)


def test_whoever_has_a_cookie_keeps_nobody_from_throwing_them_out(limited, clock):
    app = limited(limit_guesses="2/minute", limit_changes="2/minute")
    alice = Person(app, "alice").register()
    thief = alice.elsewhere()
    for _ in range(3):
        thief.http.put("/api/state", json={})
        wish = {**alice.new_password(), "old": WRONG}
        thief.http.post("/api/account/password", json=wish)
    assert_too_often(alice.http.put("/api/state", json={}), 60)
    assert alice.http.delete("/api/logins").status_code == 200
    answer = alice.http.post("/api/account/password", json=alice.new_password())
    assert answer.status_code == 204


def test_a_page_of_another_origin_takes_nothing_from_who_reads_it(limited, clock):
    app = limited(limit_keylog="2/minute")
    reader = app.test_client()
    for _ in range(3):
        foreign = {"Sec-Fetch-Site": "cross-site"}
        answer = reader.get("/api/keylog/checkpoint", headers=foreign)
        assert answer.status_code == 403
    assert reader.get("/api/keylog/checkpoint").status_code == 200


def test_who_does_not_exist_is_slowed_alike(limited, clock):
    app = limited(limit_guesses="2/minute")
    Person(app, "alice").register()
    for name in ("alice", "nobody"):
        answers = [log_in(app, name) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [401, 401, 429]
        assert_too_often(answers[2], 60)


def test_a_forged_proxy_is_no_other_address(limited, clock):
    app = limited(limit_logins="1/minute")
    for host, status in ((1, 401), (2, 429), (3, 429)):
        answer = app.test_client().post(
            "/api/login",
            json={"secret": WRONG, "username": "nobody"},
            headers={"X-Forwarded-For": f"198.51.100.{host}"},
        )
        assert answer.status_code == status


def test_registrations_of_one_address(limited, clock):
    app = limited(limit_registrations="2/day")
    Person(app, "alice").register()
    Person(app, "bob").register()
    carol = Person(app, "carol")
    answer = carol.http.post("/api/register", json=carol.registration())
    assert_too_often(answer, 24 * 60 * 60)
    assert log_in(app, "carol", carol.secret).status_code == 401, "nothing was made"


def test_lookups_of_one_account(limited, clock):
    app = limited(limit_lookups="2/minute")
    alice, bob = Person(app, "alice").register(), Person(app, "bob").register()
    for name in ("bob", "nobody"):
        alice.http.get(f"/api/users/{name}/bundle")
    assert_too_often(alice.http.get("/api/users/bob/bundle"), 60)
    assert bob.http.get("/api/users/alice/bundle").status_code == 200
    # All its browsers together.
    assert_too_often(alice.elsewhere().http.get("/api/users/bob/bundle"), 60)


def test_one_address_may_do_as_much_as_several_accounts(limited, clock):
    app = limited(limit_lookups="2/minute", limit_address_factor=2)
    people = [Person(app, name).register() for name in ("alice", "bob", "carol")]
    for person in people[:2]:
        for _ in range(2):
            assert person.http.get("/api/users/bob/bundle").status_code == 200
        # What an account is refused does not count for its neighbours.
        assert_too_often(person.http.get("/api/users/bob/bundle"), 60)
    assert_too_often(people[2].http.get("/api/users/bob/bundle"), 60)


def test_sends_are_refused_in_their_acknowledgement(limited, clock):
    app = limited(limit_sends="2/minute")
    alice, bob = Person(app, "alice").register(), Person(app, "bob").register()
    book = alice.create(bob)
    at_alice, at_bob = alice.connect(), bob.connect()
    assert alice.say(at_alice, book, "one")["ok"]  # after its session
    heard(at_bob, "record")
    refused = alice.say(at_alice, book, "two")
    assert refused["ok"] is False
    assert refused["error"]["code"] == "too-often"
    assert refused["error"]["retry_after"] == 60
    assert heard(at_bob, "record") == []
    assert bob.say(at_bob, book, "three")["ok"]
    clock.now += 60
    assert alice.say(at_alice, book, "four")["ok"]


def test_files_and_changes_are_counted(limited, clock):
    app = limited(limit_uploads="1/minute", limit_changes="2/minute")
    alice = Person(app, "alice").register()
    book = alice.create()
    for status in (201, 429):
        body = {"id": b64u(bytes(16)), "size": 16_448}
        path = f"/api/rooms/{book.room}/files"
        assert alice.http.post(path, json=body).status_code == status
    assert alice.http.put("/api/state", json={}).status_code == 400
    assert_too_often(alice.http.put("/api/state", json={}), 60)
    assert alice.http.get("/api/state").status_code == 200
    assert alice.http.post("/api/logout", json={}).status_code == 204


def test_every_route_that_writes_is_counted(app):
    writing = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.methods & {"POST", "PUT", "PATCH", "DELETE"}
    }
    assert "rooms.create" in writing, "the premise"
    for endpoint in writing - rates.FREE:
        request = type("", (), {"endpoint": endpoint, "method": "POST"})()
        assert rates.counts_as(request), endpoint
    assert set(rates.ROUTES) <= {rule.endpoint for rule in app.url_map.iter_rules()}


@pytest.fixture
def redis():
    """Return the address of something that speaks Redis."""
    server = TcpFakeServer(("127.0.0.1", 0))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"redis://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_processes_count_together_in_redis(settings, redis):
    one, other = (
        rates.Rates(replace(settings, limits_url=redis, limit_guesses="1/hour"))
        for _ in range(2)
    )
    one.demand("guesses", None, "alice")
    with pytest.raises(rates.Refusal) as refused:
        other.demand("guesses", None, "alice")
    assert 3000 <= refused.value.details["retry_after"] <= 3600
    other.demand("guesses", None, "bob")


def test_without_redis_each_process_counts_by_itself(settings, clock):
    journal.start(said := io.StringIO())
    url = "redis://:secret@127.0.0.1:1"
    alone = rates.Rates(replace(settings, limits_url=url, limit_guesses="1/hour"))
    alone.demand("guesses", None, "alice")
    with pytest.raises(rates.Refusal):
        alone.demand("guesses", None, "alice")
    # Asked again after a while only, and said once each time.
    assert said.getvalue().count("LIMITS_URL does not answer") == 1
    assert "secret" not in said.getvalue()


def test_the_old_password_is_not_guessed_and_nobody_is_kept_out_by_trying(
    limited, clock
):
    app = limited(limit_guesses="2/minute")
    alice = Person(app, "alice").register()
    for _ in range(2):
        wish = {**alice.new_password(), "old": WRONG}
        answer = alice.http.post("/api/account/password", json=wish)
        assert answer.status_code == 401
    answer = alice.http.post("/api/account/password", json=alice.new_password())
    assert_too_often(answer, 60)
    assert log_in(app, "alice", alice.secret).status_code == 200
    clock.now += 60
    answer = alice.http.post("/api/account/password", json=alice.new_password())
    assert answer.status_code == 204


def test_nobody_keeps_somebody_else_from_recovering(limited, clock):
    app = limited(limit_guesses="1/minute", limit_logins="3/minute")
    alice = Person(app, "alice").register()
    wish = alice.new_phrase()
    assert alice.http.put("/api/account/recovery", json=wish).status_code == 204

    def keys(secret, address):
        return app.test_client().post(
            "/api/recovery/keys",
            json={"secret": secret, "username": "alice"},
            environ_base={"REMOTE_ADDR": address},
        )

    for _ in range(3):
        assert keys(WRONG, "192.0.2.66").status_code == 401
    assert_too_often(keys(WRONG, "192.0.2.66"), 60)
    assert keys(wish["secret"], "192.0.2.1").status_code == 200
    # Whoever has a copied cookie guesses at the password no oftener, either.
    assert_too_often(alice.http.put("/api/account/recovery", json=wish), 60)
    assert log_in(app, "alice", alice.secret).status_code == 200
