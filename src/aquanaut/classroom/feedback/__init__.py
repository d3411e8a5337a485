"""What each student gets back: a page and a PDF with their own answers, points and reasons."""
