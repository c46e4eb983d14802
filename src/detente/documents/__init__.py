"""Make clean, dated, unique text of raw pages."""
