"""Labs: an experiment with one lens, by rounds."""
