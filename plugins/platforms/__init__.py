"""The platforms that releases run on; one package each."""
