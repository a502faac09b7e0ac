"""The operator's commands: `flask COMMAND`, in the project's folder.

They work on the databases that the settings name, whether or not the server runs.
"""

from flask import Flask

from chat.cli import backup, check, invitations, log, storage, users


def init_app(app: Flask) -> None:
    """Give an application the commands."""
    for command in (
        backup.make_backup,
        backup.restore_backup,
        check.check,
        invitations.group,
        log.group,
        storage.storage,
        users.group,
    ):
        app.cli.add_command(command)


def build_for_commands() -> Flask:
    """Build what `flask` asks for its commands: nothing is opened before one of them.

    So that a damaged database does not keep its backup from being restored.
    """
    app = Flask("chat", static_folder=None, template_folder=None)
    init_app(app)
    return app
