"""The reading: from data frames to charts and tables. Never writes."""
