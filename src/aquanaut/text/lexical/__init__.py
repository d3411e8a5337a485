"""What is known about single English words: names, numbers, rarity, word order, syllables, each beside its data."""
