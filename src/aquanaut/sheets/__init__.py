"""Tables that people make: one reader, one roster, one safe writer of cells."""
