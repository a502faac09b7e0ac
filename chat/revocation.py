"""Ends the connections of logins that ended elsewhere: by an operator's command, or in
another process of this server.

Requests ask the database who they are, each time. A connection that only listens asks
nothing, so the server looks for it.
"""

from flask import Flask

from chat import journal
from chat.auth import live_among

# How long a connection may outlive its login, at most, in seconds.
PAUSE = 2
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


def _run(app: Flask) -> None:
    socketio = app.extensions["socketio"]
    while True:
        try:
            revoke(app)
        except Exception as error:
            # The database may be back a moment later.
            journal.get("revocation").error("it failed: %s", journal.place(error))
        socketio.sleep(PAUSE)
