"""Open evidence cards, then decide: choose one after looking at what sources say."""
