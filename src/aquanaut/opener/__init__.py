"""What opens a lesson in JupyterLab 4 and Notebook 7 by itself, and keeps it whole.

`static/opener.js` is the extension, by hand and without a bundler. `building.py` puts the code that may run by itself,
the lessons and the words into it, with nothing but Python's own library. `known.json` is that code, past versions too;
`lessons.py` brings it and the notebooks' locks up to date.
"""
