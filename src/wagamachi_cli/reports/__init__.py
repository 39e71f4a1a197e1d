"""What the numbers mean: measures, trends, the published and the recorded."""
