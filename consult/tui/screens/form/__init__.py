"""The form that one person fills."""
