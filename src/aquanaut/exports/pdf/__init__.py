"""What draws PDFs. A folder of its own, because the search for exports imports every file beside it."""
