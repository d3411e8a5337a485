"""The teacher's desk in a notebook: hand out, collect, grade and report by buttons."""
