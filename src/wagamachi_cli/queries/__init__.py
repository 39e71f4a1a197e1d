"""What can be asked: .sql files, one question each, and the reader that answers with a Sheet."""
