"""What `make bench` measures: ours beside its peers, on the same instances, in one run, as ratios."""
