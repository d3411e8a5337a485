"""Words that push: loaded families, war pictures, superlatives, insinuation, verdicts told as fact."""
