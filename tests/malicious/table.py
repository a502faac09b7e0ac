"""docs/ATTACKS.md, made of what the attacks say of themselves."""

# ruff: noqa: E501 -- lines of the page are paragraphs

from __future__ import annotations

from pathlib import Path

from tests.malicious.attack import ATTACKS, BROWSER, PYTHON, TOOL, Attack
from tests.malicious.scenarios import SUBJECTS
from tests.malicious.words import sentence

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "ATTACKS.md"

HEAD = """# Attacks

A lying server (`tests/evil_server.py`) plays each of these attacks on Alice, who has to refuse what is
lied about, to say so in these words, and to keep her pins, rosters, transcripts and storage as they were.
Then the check that stops it is taken out of the client (where a second one behind it would say the same, both are),
and the scenario has to fail: else it would not test that check. Mostly the attack works then; of some attacks a later
check refuses what is left, for another reason. `make check` does all that, and demands that this page lists every attack and
check. The page is generated, by `.ci/attacks .venv --write`: edit `tests/malicious/` instead.

*Victim* says who Alice is: the pages in a real Chromium, the actor in Python, or the log tool. Where a sentence
has to name a person, *NAME* stands for that.

In all: {count} attacks, {browser} of them in Chromium.
"""

SUBJECT = """
## {title}

| attack | attacker has | attacker does | what is refused | reason and sentence | check | victim | without the check |
| --- | --- | --- | --- | --- | --- | --- | --- |
"""

TITLES = {
    "key_log": "Key log",
    "log_files": "Log files",
}
WHO = {BROWSER: "Chromium", PYTHON: "Python", TOOL: "log tool"}


def page(outcomes: dict[str, str]) -> str:
    """Write the page, with what came of each attack without its check."""
    browser = sum(BROWSER in attack.victims for attack in ATTACKS.values())
    parts = [HEAD.format(count=len(ATTACKS), browser=browser)]
    for subject in SUBJECTS:
        title = TITLES.get(subject, subject.capitalize())
        parts.append(SUBJECT.format(title=title))
        parts += [
            _row(attack, outcomes[attack.name])
            for attack in ATTACKS.values()
            if attack.subject == subject
        ]
    return "".join(parts)


def is_alike(one: str, other: str) -> bool:
    """Tell whether two pages list the same, whatever came of the attacks.

    Which of several checks is met first when one is gone can depend on which answer
    comes first; that an attack is not refused as it was, cannot.
    """
    return _without_outcome(one) == _without_outcome(other)


def _without_outcome(text: str) -> list[str]:
    return [row.rsplit("| ", 1)[0] for row in text.splitlines()]


def _row(attack: Attack, outcome: str) -> str:
    check = attack.check
    files = sorted({file for file, _, _ in check.edits} - {check.file})
    where = " and ".join(f"`{file}`" for file in (check.file, *files))
    cells = (
        attack.name.replace("_", " "),
        attack.has,
        attack.does,
        attack.refused,
        f"`{attack.reason}`: {_said(attack)}",
        f"{where}: {check.does}",
        ", ".join(WHO[victim] for victim in attack.victims),
        outcome,
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def _said(attack: Attack) -> str:
    if BROWSER in attack.victims:
        return f"“{sentence(attack.reason).replace('NAME', '*NAME*')}”"
    if TOOL in attack.victims:
        return "the tool names the line and the reason"
    return "nothing is said, since nothing is lost"
