"""A Word file read as its paragraphs: `document` puts together what `story` reads of each part."""
