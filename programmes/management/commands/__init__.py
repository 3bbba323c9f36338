"""One command a file: argument in, one call of the domain, a sentence out."""
