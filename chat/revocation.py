"""Ends the connections of logins that ended elsewhere: by an operator's command, or in
another process of this server.

Requests ask the database who they are, each time, and so does all that is sent
(live_logins.py). A connection that only listens asks nothing, so the server looks for
it.
"""

import time

from flask import Flask

from chat import journal
from chat.auth import live_among
from chat.live_logins import LiveLogins

# How long a connection may outlive its login, at most, in seconds.
PAUSE = 2
# How often logins that are in use are noted as such, in seconds: often enough for that
# to be known by the hour.
NOTE = 10 * 60
# Logins asked for at once: fewer than a statement may have parameters.
BATCH = 500


def begin(app: Flask) -> None:
    """Begin to look, in the background, for as long as the server runs."""
    app.extensions["socketio"].start_background_task(_run, app)


def revoke(app: Flask) -> None:
    """End the connections of logins that have ended."""
    hub = app.extensions["securechat"].hub
    with app.app_context():
        logins = sorted(hub.logins)
        for start in range(0, len(logins), BATCH):
            some = logins[start : start + BATCH]
            for login in set(some) - live_among(some):
                hub.end_login(login, "expired")
            # Thousands of connections are many questions: others come in between.
            app.extensions["socketio"].sleep(0)


def _run(app: Flask) -> None:
    socketio = app.extensions["socketio"]
    settings = app.extensions["securechat"].settings
    accounts, noted = LiveLogins(settings.accounts_url), 0.0
    while True:
        try:
            is_late = time.monotonic() - noted > NOTE
            if accounts.changed() or is_late or not noted:
                noted = 0.0
                revoke(app)
                noted = time.monotonic()
        except Exception as error:
            # The database may be back a moment later.
            accounts.close()
            journal.get("revocation").error("it failed: %s", journal.place(error))
        socketio.sleep(PAUSE)
