"""Learning platforms: what their file names say, what their lists look like, what their gradebooks take."""
