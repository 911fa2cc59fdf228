"""Changing a survey file as text: what is not changed stays as it was typed, comments, order and quotation marks among it."""
