"""What changed between the versions of a survey, what that means for its answers, and how old answers are read."""
