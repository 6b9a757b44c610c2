"""Small drawings of our own: SVG that needs no script, no network and no font of its own."""
