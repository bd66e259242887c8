"""The verbs: everything a person can do to a drawing, each one change of the model."""
