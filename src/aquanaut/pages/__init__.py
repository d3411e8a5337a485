"""Pages: HTML as a type, the frame of a page that stands alone, the joiner of scripts, pictures."""
