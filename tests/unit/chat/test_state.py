from concurrent.futures import ThreadPoolExecutor

from encryption.signed import b64u
from tests.factories import SEALED, heard

OTHER = ".".join(b64u(bytes([part]) * 16) for part in range(6, 11))


def put(person, rev, blob=SEALED):
    return person.http.put("/api/state", json={"blob": blob, "rev": rev})


def test_revisions_follow_each_other(alice, bob):
    assert alice.http.get("/api/state").json == {"blob": None, "rev": 0}
    assert put(alice, 1).json == {"rev": 1}
    assert put(alice, 2, OTHER).json == {"rev": 2}
    newest = {"blob": OTHER, "rev": 2}
    assert alice.http.get("/api/state").json == newest
    for rev in (1, 2, 4):
        answer = put(alice, rev)
        assert answer.status_code == 409
        error = answer.json["error"]
        assert error["code"] == "stale-state"
        assert {"blob": error["blob"], "rev": error["rev"]} == newest
    assert bob.http.get("/api/state").json == {"blob": None, "rev": 0}


def test_the_browsers_of_the_account_are_told(alice, bob):
    here, there, at_bob = (
        alice.connect(),
        alice.elsewhere().connect(),
        bob.connect(),
    )
    put(alice, 1)
    assert heard(here, "state") == heard(there, "state") == [{"rev": 1}]
    assert at_bob.get_received() == []


def test_of_two_browsers_at_once_one_writes(alice):
    both = [alice, alice.elsewhere()]
    for rev in (1, 2, 3):
        with ThreadPoolExecutor() as pool:
            codes = [one.status_code for one in pool.map(put, both, [rev] * 2)]
        assert sorted(codes) == [200, 409]
