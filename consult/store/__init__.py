"""The only SQL in the project: model in, model out."""
