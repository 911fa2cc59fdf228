"""Answers to results; pure functions and estimators."""
