"""Mark the text: find the words, and say what is the matter with them."""
