"""The controls that pages are put together from, each in the product's own visual language."""
