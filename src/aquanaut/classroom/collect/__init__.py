"""What students handed in: folders, zips, logs and notebooks, read and never run, and whose each file is."""
