"""Statistics of a class and of a test: plain functions over plain lists. What cannot be known is None, with a reason."""
