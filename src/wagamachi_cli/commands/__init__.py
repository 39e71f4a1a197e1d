"""What a person types: a file per group; add, edit, list, show and remove are made from kinds/."""
