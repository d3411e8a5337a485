"""A short written answer. No machine scores it: after writing, the learner holds it against a rubric and samples."""
