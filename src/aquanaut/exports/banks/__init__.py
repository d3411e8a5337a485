"""Question banks for other programs, each with a report of what could not be carried."""
