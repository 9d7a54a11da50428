"""What is printed in the reader's language: times, numbers, and the words of the interface."""
