"""Let policy tests import modules of this project: pytest puts the folder of this file on the path."""
