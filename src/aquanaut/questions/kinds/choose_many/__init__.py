"""Choose many: any number of right options."""
