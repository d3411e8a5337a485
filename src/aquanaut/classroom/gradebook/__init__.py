"""Scores in a database: what stands, what moved, who changed it and when."""
