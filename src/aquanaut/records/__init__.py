"""What learners answered, kept so that nothing is lost, and what follows from it."""
