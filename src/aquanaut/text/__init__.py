"""Articles as text: paragraphs, sentences, tokens, exact offsets, and how hard they are to read."""
