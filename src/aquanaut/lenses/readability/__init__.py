"""How hard a text is to read: several measures side by side, and why they disagree."""
