"""Spreadsheets that are read into a register: checked, read, matched, compared, applied as they were seen."""
