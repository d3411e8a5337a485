"""Sort into groups: each item belongs to one of a few groups."""
