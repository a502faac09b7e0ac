"""Eventlet says at import that its authors only mend it; docs/decisions/eventlet.md."""

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import eventlet  # noqa: F401
