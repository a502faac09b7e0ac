"""Settings under which nothing is too often: tests do in a minute what takes days.

INSECURE, and for tests alone.
"""

from dataclasses import fields

from chat.settings import OFF, Settings

INSECURE_NO_LIMITS = {
    item.name: OFF
    for item in fields(Settings)
    if item.name.startswith("limit_") and item.name != "limit_address_factor"
}
