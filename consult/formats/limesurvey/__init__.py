"""Surveys of LimeSurvey, read from its XML and its tab-separated file, and written as the latter; its tables of answers."""
