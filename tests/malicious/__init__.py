"""One scenario per attack, and the test of these tests: `python -m tests.malicious`.

An **attack** says what the attacker has and does, what must be refused, with which
reason, and which check of the client stops it. It is played on a **stage**, with the
lying server, Bob, Carol and Mallory, against a **victim**: Alice, in Python or in a
real browser. Removing the check from the client (a **mutation**) must make the attack
work.
"""
