"""Run the text half over files and keep what it finds, so that a run can be stopped and resumed."""
