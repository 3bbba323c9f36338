"""Tasks of the volunteers' register. It has none of its own yet: no step of it waits for a worker."""
