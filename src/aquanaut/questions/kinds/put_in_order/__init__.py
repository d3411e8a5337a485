"""Put in order: each item has its own position. A random order is worth nothing on average."""
