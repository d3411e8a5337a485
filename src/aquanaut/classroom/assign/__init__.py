"""Bundles for students: nothing in them depends on a key."""
