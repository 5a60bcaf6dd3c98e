"""What happens to each attribute: policy as data (``tables/``), and the modules that look it up."""
