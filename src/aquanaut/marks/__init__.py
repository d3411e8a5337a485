"""Reference marks, learners' marks and lenses' marks on one text: loading, comparing, and how far they agree."""
