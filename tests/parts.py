"""What ran, part by part: pytest says it at the end."""

from __future__ import annotations

from collections import defaultdict

import pytest

PARTS = {
    "tests/browser": "stories in a real browser",
    "tests/malicious": "attacks by a lying server",
    "tests/protocol": "protocol and vectors",
    "tests/unit": "parts in Python",
}


def summary(reporter: pytest.TerminalReporter) -> None:
    """Write how many tests of each part passed, and how long they took together."""
    passed, seconds = defaultdict(int), defaultdict(float)
    for reports in reporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                folder = "/".join(report.nodeid.split("/")[:2])
                passed[folder] += report.when == "call" and report.passed
                seconds[folder] += report.duration
    reporter.section("what ran")
    for folder in sorted(seconds):
        what = PARTS.get(folder, folder)
        reporter.line(f"{what}: {passed[folder]} passed, {seconds[folder]:.0f} s")
