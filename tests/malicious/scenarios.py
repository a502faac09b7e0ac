"""The modules that hold the attacks, by what is attacked."""

from importlib import import_module

SUBJECTS = (
    "messages",
    "sessions",
    "rosters",
    "transcripts",
    "erasures",
    "envelopes",
    "logins",
    "bundles",
    "key_log",
    "signals",
    "files",
    "log_files",
)


def load() -> None:
    """Put every attack on the list."""
    for subject in SUBJECTS:
        import_module(f"tests.malicious.{subject}")
