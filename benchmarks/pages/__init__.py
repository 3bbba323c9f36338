"""How long the coordinator's pages take, with few and with many people."""
