"""What a reader could check: byline, date, outlet, links, records, dead ends, each present or absent."""
