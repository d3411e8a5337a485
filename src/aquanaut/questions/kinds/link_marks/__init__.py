"""Two linked marks: find two places in one text that cannot both be true."""
