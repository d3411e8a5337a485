"""A class before and after: the analysis that the preregistration template plans, here on simulated data."""
