"""What a student sees and clicks: the reader, the questions, progress. Python here, the browser's part in `static`."""
