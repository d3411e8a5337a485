"""Statistics of a class and of a test: plain functions over plain lists. What is not known is None, with a reason."""
