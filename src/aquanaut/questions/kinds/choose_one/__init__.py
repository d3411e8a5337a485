"""Choose one: one right option among several. Guessing is worth at most one in the number of options."""
