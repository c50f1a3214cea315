"""Small invented enterprises in several layouts and wordings, written to files by the tests."""
