"""Bundles for students, collecting, grading, the gradebook, the class report."""
