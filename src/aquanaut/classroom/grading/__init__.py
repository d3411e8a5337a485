"""One run of grading: collect, score, enter, write the tables."""
