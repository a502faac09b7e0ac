"""The vectors of each kind of object."""


def accepted(name: str, function: str, value: object, /, **arguments: object) -> dict:
    """Write a vector that must be accepted."""
    return {
        "name": name,
        "function": function,
        "arguments": arguments,
        "expect": "ok",
        "value": value,
    }


def refused(name: str, reason: str, function: str, /, **arguments: object) -> dict:
    """Write a vector that must be refused."""
    return {
        "name": name,
        "function": function,
        "arguments": arguments,
        "expect": reason,
    }
