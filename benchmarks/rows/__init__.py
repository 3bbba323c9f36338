"""The rows of the table, in its order; each is a function of `quick` that returns a `Row`."""
