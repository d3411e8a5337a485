"""Statistics of a class and of a test: plain functions over plain lists, which give None with a reason, never an infinity."""
