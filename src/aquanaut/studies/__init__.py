"""A class before and after: the analysis that the preregistration template plans, on simulated data until there are others."""
