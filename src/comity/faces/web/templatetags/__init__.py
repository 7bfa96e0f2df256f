"""What the templates speak: components and words, loaded everywhere as built-ins."""
