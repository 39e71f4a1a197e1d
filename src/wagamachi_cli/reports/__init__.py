"""What the numbers mean: measures over time, published and recorded, and the reports made of them."""
