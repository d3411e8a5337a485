"""What students hand in instead of answers, told apart by the ends of their names."""

from __future__ import annotations

_ENDINGS: dict[str, tuple[str, ...]] = {
    "picture": ("png", "jpg", "jpeg", "heic", "heif", "gif", "webp", "bmp", "tif", "tiff"),
    "document": ("docx", "doc", "pdf", "pages", "odt", "rtf", "txt", "md", "key", "numbers", "pptx", "ppt", "odp"),
    "webpage": ("html", "htm", "mhtml", "mht", "webarchive", "xhtml"),
    "link": ("webloc", "url", "lnk", "desktop", "gdoc", "gslides", "gsheet"),
    "film": ("mov", "mp4", "m4v", "webm", "avi", "mp3", "m4a"),
    "archive": ("rar", "7z", "gz", "tar", "tgz"),
}

KINDS = (*_ENDINGS, "icloud", "empty", "unreadable", "held", "other")
"""Every kind, as the catalogue and the table of what was handed in name it."""

_KIND_OF = {ending: kind for kind, endings in _ENDINGS.items() for ending in endings}


def kind_of(name: str) -> str:
    """The kind of a file that holds no answers, by its name; `other` for what nobody foresaw."""
    small = name.lower()
    if small.endswith(".icloud"):
        return "icloud"
    return _KIND_OF.get(small.rpartition(".")[2], "other") if "." in small else "other"
