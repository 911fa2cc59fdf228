"""Responses to files: wide and long tables, workbooks, codebooks, data packages, SPSS."""
