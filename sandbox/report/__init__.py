"""Text of a decision, a failed assertion or a comparison: terminal trees, tables, Markdown, HTML and SARIF."""
