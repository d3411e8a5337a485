"""An exercise as an nbgrader assignment, and its scores."""
