"""Who says so: quotations and their speakers, cues and their stance, nameless sources, hedges."""
