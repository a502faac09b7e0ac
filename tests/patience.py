"""How long is waited for what should come at once, in seconds.

A busy machine is no fault: whatever takes longer does not come at all.
"""

PATIENCE = 120
