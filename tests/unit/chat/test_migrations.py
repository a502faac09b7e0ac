"""What becomes of a database that an older release made."""

from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text

from chat.database import db
from tests.unit.chat.test_key_log import logged, named


def test_bundles_from_before_the_key_log_are_put_into_it(app, client, alice, bob):
    with app.app_context():
        downgrade(revision="0001")
        tables = inspect(db.engine).get_table_names()
        assert "key_log" not in tables, "the premise"
        db.session.execute(text("UPDATE accounts SET time = 1 WHERE username = 'bob'"))
        db.session.commit()
        upgrade()

    # In the order in which the accounts were made.
    assert logged(client) == named(bob, alice)
    assert alice.http.get("/api/users/bob/bundle").json["earlier"] == []


def test_an_older_database_without_accounts_has_an_empty_log(app, client, person):
    with app.app_context():
        downgrade(revision="0001")
        upgrade()
    assert logged(client) == []
    assert logged(client) == named()
    erin = person("erin")
    assert logged(client) == named(erin)
