"""A Word file read as its paragraphs: `document` walks them, `properties` knows their styles."""
