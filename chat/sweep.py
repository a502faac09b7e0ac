"""Erase what has expired or was replaced, for as long as the server runs.

PROTOCOL.md §5.1, §10.1.
"""

from flask import Flask

from chat import database, departure, journal, reset

# How much later than due a message is erased, at most, in seconds. Nobody is shown it
# meanwhile: whoever reads gets what stays of it as soon as its time is over.
PAUSE = 2


def begin(app: Flask) -> None:
    """Begin to erase, in the background; first of all what expired meanwhile."""
    app.extensions["socketio"].start_background_task(_run, app)


def _run(app: Flask) -> None:
    socketio, parts = app.extensions["socketio"], app.extensions["securechat"]
    while True:
        try:
            parts.hub.log.sweep()
            parts.files.sweep()
            with app.app_context():
                departure.sweep()
                reset.sweep()
                database.sweep()
        except Exception as error:
            # The database may be back a moment later; what is due stays due.
            journal.get("sweep").error("it failed: %s", journal.place(error))
        socketio.sleep(PAUSE)
