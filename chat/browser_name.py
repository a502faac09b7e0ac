"""What a browser says of itself, as roughly as a person needs it to know it again.

Two words of closed lists are kept; the rest of the User-Agent, which tells people
apart, never is. Whoever writes another one into their request fools themselves.
"""

import re

OTHER = "other"

# In this order: most browsers also name the ones that they want to be taken for.
BROWSERS = (
    ("edge", r"\bEdg(?:e|A|iOS)?/"),
    ("opera", r"\b(?:OPR|OPT|OPX|Opera)/"),
    ("samsung", r"\bSamsungBrowser/"),
    ("firefox", r"\b(?:Firefox|FxiOS)/"),
    ("chrome", r"\b(?:Chrome|Chromium|CriOS|HeadlessChrome)/"),
    ("safari", r"\bSafari/"),
)

SYSTEMS = (
    ("iphone", r"\biPhone\b"),
    ("ipad", r"\biPad\b"),
    ("android", r"\bAndroid\b"),
    ("windows", r"\bWindows\b"),
    ("chromeos", r"\bCrOS\b"),
    ("mac", r"\bMacintosh\b"),
    ("linux", r"\bLinux\b"),
)

# Longer ones are no browser's.
MAX_LENGTH = 512


def browser_of(user_agent: str) -> tuple[str, str]:
    """Return which browser on which system this seems to be."""
    text = user_agent[:MAX_LENGTH]
    return _first(BROWSERS, text), _first(SYSTEMS, text)


def _first(rules: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for name, rule in rules if re.search(rule, text)), OTHER)
