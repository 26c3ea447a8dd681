"""The documentation: its pages, and the code that generates the pages made from the code."""
