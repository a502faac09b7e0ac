"""What the log tool ends with; its help says what each of them means."""

OK, REFUSED, NOT_POSSIBLE, NO_KEYS = 0, 1, 2, 3
