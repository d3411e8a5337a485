"""What a class understood: figures, slips, the heat map, as one page."""
